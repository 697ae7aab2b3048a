//! Whatever the service answers: a create ends in one of its outcomes.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|answer: (u16, &[u8], &[u8], &[u8])| {
    let (status, location, retry_after, body) = answer;
    graph_entity::fuzzing::answer(100 + status % 500, location, retry_after, body);
    graph_entity::fuzzing::answer(201, location, retry_after, body);
});
