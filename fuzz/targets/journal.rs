//! Whatever stands in a journal: it is read or refused, and what is read stays readable when it is torn.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|journal: (u16, &[u8])| {
    let (cut, file) = journal;
    graph_entity::fuzzing::journal(file, cut.into());
});
