//! Wherever a monitor is and whatever it says: the token goes to Graph alone, and what is said is one line.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|answer: (&[u8], &[u8], u16, &[u8])| {
    let (location, operation_location, status, body) = answer;
    graph_entity::fuzzing::monitor(location, operation_location, 100 + status % 900, body);
});
