//! Operations as data: what is sent, where, and what is expected back. No I/O.

pub(crate) mod answered;
pub(crate) mod call;
pub(crate) mod change;
mod collection;
pub(crate) mod create;
pub(crate) mod delete;
pub(crate) mod delta;
pub(crate) mod delta_page;
mod difference;
pub(crate) mod effect;
pub(crate) mod entity_body;
pub(crate) mod expectation;
pub(crate) mod get;
pub(crate) mod header;
mod http_request;
pub(crate) mod link;
pub(crate) mod list;
mod members;
pub(crate) mod options;
pub(crate) mod page;
pub(crate) mod path;
pub(crate) mod permissions;
mod projection;
pub(crate) mod put;
pub(crate) mod raw;
pub(crate) mod redirect;
pub(crate) mod reference;
pub(crate) mod request;
mod settings;
pub(crate) mod typed_answer;
pub(crate) mod unsendable;
pub(crate) mod update;
pub(crate) mod upload_session;
pub(crate) mod upsert;

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    /// The files below a folder that have one of the words.
    fn files_with(words: &[&str], folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let found = entries.flat_map(|path| {
            if path.is_dir() {
                return files_with(words, &path);
            }
            let has = fs::read_to_string(&path).is_ok_and(|text| words.iter().any(|word| text.contains(word)));
            has.then(|| path.display().to_string()).into_iter().collect()
        });
        found.collect()
    }

    #[test]
    fn the_method_of_a_write_is_named_by_operations_alone() {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let files = files_with(&[concat!("Method::", "POST"), concat!('"', "POST", '"')], &source);
        let (here, elsewhere): (Vec<_>, Vec<_>) =
            files.into_iter().partition(|file| Path::new(file).starts_with(source.join("operation")));
        assert!(!here.is_empty(), "the words are found at all");
        assert_eq!(elsewhere, Vec::<String>::new(), "an operation is data: its method stands in `operation/`");
    }
}
