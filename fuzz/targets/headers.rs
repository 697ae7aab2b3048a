//! Whatever the headers of an answer hold: they are read, and an import goes on with what they say.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|answer: (u16, Vec<(u8, &[u8])>)| {
    let (status, headers) = answer;
    graph_entity::fuzzing::headers(100 + status % 900, headers);
});
