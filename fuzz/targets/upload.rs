//! Whatever an upload session answers: what is missing is known, or all of it.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|answer: (u16, u64, u32, bool, &[u8])| {
    let (status, start, length, completes, body) = answer;
    graph_entity::fuzzing::upload(100 + status % 900, start, length, completes, body);
});
