//! The path of a `graph_post`: it is taken, or refused with advice that is one line.

#![no_main]

#[path = "../../macros/src/path/mod.rs"]
#[allow(dead_code)]
mod template;

use libfuzzer_sys::fuzz_target;
use template::Template;

fuzz_target!(|path: &str| {
    let (template, mistakes) = Template::parse(path);
    if mistakes.is_empty() {
        assert_eq!(template.to_string(), path);
        assert_eq!(Template::parse(&template.to_string()).0, template);
    }
    let arguments = template.arguments();
    let mut distinct = arguments.to_vec();
    distinct.sort();
    distinct.dedup();
    assert_eq!(arguments.len(), distinct.len(), "{arguments:?}");
});
