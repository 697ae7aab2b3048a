//! Where the schema is: found, read once a compilation, and watched by cargo.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;
use std::{env, fs};

use graph_entity_schema::Schema;
use graph_entity_schema::location::{self, FOLDER, NotFound, VARIABLE, file_name, workspace_root};
use proc_macro2::TokenStream;
use quote::quote;

use crate::schema_check::{Metadata, Version};

/// What cargo leaves in the folder of a crate that it fetched, from a registry or by git, or vendored.
const FETCHED: &[&str] = &[".cargo-ok", ".cargo-checksum.json"];

/// The schemas in files.
#[derive(Clone, Copy)]
pub(crate) struct Files;

impl Metadata for Files {
    fn schema(&self, version: Version, who: &str) -> Result<Option<Arc<Schema>>, Option<String>> {
        let found = here().schema(version);
        found.map_err(|mistake| once(&mistake, who).then_some(mistake))
    }

    fn if_present(&self, version: Version) -> Option<Arc<Schema>> {
        here().schema(version).ok()?
    }

    fn tracked(&self, who: &str) -> TokenStream {
        if !once("tracked", who) {
            return TokenStream::new();
        }
        let files = [Version::V1, Version::Beta].into_iter().filter_map(|version| match here().locate(version) {
            Located::File(path) => fs::canonicalize(path).ok()?.into_os_string().into_string().ok(),
            Located::Fetched | Located::Not(_) => None,
        });
        quote! {
            const _: ::core::option::Option<&::core::primitive::str> = ::core::option_env!(#VARIABLE);
            #(const _: &[::core::primitive::u8] = ::core::include_bytes!(#files);)*
        }
    }
}

impl Version {
    fn file(self) -> &'static str {
        file_name(self == Self::Beta)
    }
}

fn message(version: Version, not_found: &NotFound) -> String {
    let beta = if version == Version::Beta { " --beta" } else { "" };
    let missing = format!("there is no schema of {} to check against", version.name());
    match not_found {
        NotFound::Nowhere { .. } => format!(
            "{missing}: run `cargo graph-entity fetch{beta}`, which writes `{FOLDER}/{}`, or set `{VARIABLE}` to the folder \
             that has it",
            version.file()
        ),
        wrong => format!("{missing}: {wrong}"),
    }
}

/// Where a schema is.
#[derive(Debug, PartialEq)]
enum Located {
    File(PathBuf),
    Not(NotFound),
    /// Nowhere, for a crate that cargo fetched: there is nothing that its user could mend.
    Fetched,
}

/// The crate that is compiled, and what its environment says.
#[derive(Clone, PartialEq)]
struct Place {
    folder: OsString,
    variable: Option<PathBuf>,
}

/// Asked anew each time: an editor's server lives for days.
fn here() -> Place {
    Place { folder: env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default(), variable: location::variable() }
}

/// A file as it was read.
struct Read {
    of: (Place, Version),
    path: PathBuf,
    modified: Option<SystemTime>,
    size: u64,
    schema: Result<Arc<Schema>, String>,
}

impl Place {
    /// The schema of a version; none for a crate that was fetched without one. A file is read again only when it changed.
    fn schema(self, version: Version) -> Result<Option<Arc<Schema>>, String> {
        static READ: Mutex<Vec<Read>> = Mutex::new(Vec::new());
        let state = |path: &Path| fs::metadata(path).map(|metadata| (metadata.modified().ok(), metadata.len()));
        let of = (self, version);
        let mut files = lock(&READ);
        if let Some(read) = files.iter().find(|read| read.of == of)
            && state(&read.path).is_ok_and(|state| state == (read.modified, read.size))
        {
            return read.schema.clone().map(Some);
        }
        let path = match of.0.locate(version) {
            Located::File(path) => path,
            Located::Fetched => return Ok(None),
            Located::Not(not_found) => return Err(message(version, &not_found)),
        };
        let (modified, size) = state(&path).map_err(|error| format!("`{}`: {error}", path.display()))?;
        let schema = Schema::read(&path).map(Arc::new).map_err(|error| error.to_string());
        files.retain(|read| read.of != of);
        files.push(Read { of, path, modified, size, schema: schema.clone() });
        schema.map(Some)
    }

    fn locate(&self, version: Version) -> Located {
        locate(Path::new(&self.folder), self.variable.as_deref(), version)
    }
}

fn locate(folder: &Path, variable: Option<&Path>, version: Version) -> Located {
    let root = workspace_root(folder).unwrap_or(folder);
    let mut is_fetched = false;
    for folder in folder.ancestors() {
        // A crate that was fetched is checked against its own schema or none: its user's is pruned to what that uses.
        is_fetched |= FETCHED.iter().any(|name| folder.join(name).exists());
        if folder == root {
            break;
        }
    }
    let variable = variable.filter(|_| !is_fetched);
    match location::find(folder, Some(root), variable, version == Version::Beta) {
        Ok(file) => Located::File(file),
        Err(_) if is_fetched => Located::Fetched,
        Err(not_found) => Located::Not(not_found),
    }
}

/// Whether nothing in this crate but `who` did this before.
fn once(what: &str, who: &str) -> bool {
    static DONE: Mutex<Option<HashMap<String, String>>> = Mutex::new(None);
    let crate_name = env::var("CARGO_CRATE_NAME").unwrap_or_default();
    let folder = env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let mut done = lock(&DONE);
    let first = done.get_or_insert_default().entry(format!("{folder} {crate_name} {what}"));
    first.or_insert_with(|| who.to_owned()) == who
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of the test's own, with these files, each empty but for a manifest of a workspace.
    fn folder(name: &str, files: &[&str]) -> PathBuf {
        let folder = env::temp_dir().join(format!("graph-entity-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        for file in files {
            let path = folder.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, if file.ends_with("Cargo.toml") { "[workspace]\n" } else { "" }).unwrap();
        }
        folder
    }

    #[test]
    fn the_nearest_folder_up_to_the_workspace_is_found() {
        let folder = folder(
            "nearest",
            &[
                "graph-metadata/v1.0.csdl",
                "workspace/Cargo.toml",
                "workspace/graph-metadata/beta.csdl",
                "workspace/a/src/lib.rs",
                "workspace/b/graph-metadata/beta.csdl",
            ],
        );
        let (a, b) = (folder.join("workspace/a"), folder.join("workspace/b"));
        let of_workspace = folder.join("workspace/graph-metadata/beta.csdl");
        assert_eq!(locate(&a, None, Version::Beta), Located::File(of_workspace));
        assert_eq!(locate(&b, None, Version::Beta), Located::File(b.join("graph-metadata/beta.csdl")));
        // Beyond the workspace there is one, which is not its own.
        assert!(matches!(locate(&a, None, Version::V1), Located::Not(NotFound::Nowhere { .. })));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn the_variable_says_a_folder_or_a_file() {
        let files = ["here/v1.0.csdl", "any.xml", "crate/Cargo.toml", "crate/graph-metadata/beta.csdl"];
        let folder = folder("variable", &files);
        let package = folder.join("crate");
        let located = |variable: &str, version| locate(&package, Some(&folder.join(variable)), version);
        let expected = Located::File(folder.join("here/v1.0.csdl"));
        assert_eq!(located("here", Version::V1), expected);
        assert_eq!(located("here/v1.0.csdl", Version::V1), expected);
        assert!(matches!(located("here", Version::Beta), Located::Not(_)));
        assert!(matches!(located("here/v1.0.csdl", Version::Beta), Located::Not(_)));
        assert_eq!(located("any.xml", Version::V1), Located::File(folder.join("any.xml")));
        assert_eq!(located("any.xml", Version::Beta), Located::File(folder.join("any.xml")));
        assert!(matches!(locate(&package, None, Version::Beta), Located::File(_)));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_fetched_crate_is_checked_against_its_own_schema_alone() {
        let folder =
            folder("fetched", &["a/.cargo-ok", "b/.cargo-checksum.json", "b/graph-metadata/v1.0.csdl", "v1.0.csdl"]);
        assert_eq!(locate(&folder.join("a"), Some(&folder), Version::V1), Located::Fetched);
        let own = folder.join("b/graph-metadata/v1.0.csdl");
        assert_eq!(locate(&folder.join("b"), Some(&folder), Version::V1), Located::File(own));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_is_missing_is_named_with_what_to_do() {
        let nowhere = message(Version::Beta, &NotFound::Nowhere { file_name: "beta.csdl" });
        assert_eq!(
            nowhere,
            "there is no schema of beta to check against: run `cargo graph-entity fetch --beta`, which writes \
             `graph-metadata/beta.csdl`, or set `GRAPH_ENTITY_METADATA` to the folder that has it"
        );
        assert_eq!(
            message(Version::V1, &NotFound::Missing("a/x.csdl".into())),
            "there is no schema of v1.0 to check against: `GRAPH_ENTITY_METADATA` names `a/x.csdl`, which is not there"
        );
    }

    #[test]
    fn one_in_a_crate_is_told() {
        assert!(once("a mistake", "A"));
        assert!(!once("a mistake", "B"));
        assert!(once("a mistake", "A"), "an editor expands the same again");
        assert!(once("another mistake", "B"));
    }
}
