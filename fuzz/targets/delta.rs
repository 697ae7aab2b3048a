//! Whatever a page of changes or a stored token holds: it is stored as it is, and followed to Graph alone.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|round: (&[u8], &[u8])| {
    let (page, token) = round;
    graph_entity::fuzzing::delta(page, token);
});
