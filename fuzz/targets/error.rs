//! Whatever stands in an error's body: one line comes of it.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| graph_entity::fuzzing::error(body));
