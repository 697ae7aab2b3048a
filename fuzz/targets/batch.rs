//! Whatever a batch is answered with: a slot for each request, and no slot says of less what it would not say of all.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|answer: (u8, u16, &[u8])| {
    let (count, cut, body) = answer;
    graph_entity::fuzzing::batch(usize::from(count % 21), body, cut.into());
});
