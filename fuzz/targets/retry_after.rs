//! Whatever stands in `Retry-After` and `Date`: a wait or none, never a shorter one.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|headers: (&str, Option<&str>)| {
    let (value, date) = headers;
    graph_entity::fuzzing::retry_after(value, date);
});
