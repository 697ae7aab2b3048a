//! What a workspace's sources use of Graph: the types and paths that the macros' attributes name.

use std::path::{Path, PathBuf};
use std::{ffi, fs};

use graph_entity_names::operations;
use graph_entity_schema::Used;
use graph_entity_schema::location::is_workspace_manifest;
use proc_macro2::TokenStream;
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, ExprLit, Lit, Meta, Token};
use walkdir::{DirEntry, WalkDir};

/// What sources use, and which of them could not be read.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The types and paths of one version of Graph.
    pub used: Used,
    /// The files that could not be read, each with why.
    pub unread: Vec<(PathBuf, String)>,
}

/// Reads every source below a workspace's root.
#[must_use]
pub(super) fn find(root: &Path, beta: bool) -> Found {
    let mut found = Found::default();
    let walk = WalkDir::new(root)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || is_of_workspace(entry));
    for entry in walk.filter_map(Result::ok).filter(|entry| entry.file_type().is_file()) {
        let path = entry.path();
        if path.extension() != Some(ffi::OsStr::new("rs")) {
            continue;
        }
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => {
                found.unread.push((path.to_owned(), error.to_string()));
                continue;
            }
        };
        // Few of a workspace's files name anything; the others need no parsing.
        if text.contains("graph_")
            && let Err(error) = of_source(&text, beta, &mut found.used)
        {
            let place = error.span().start();
            found.unread.push((path.to_owned(), format!("line {}: {error}", place.line)));
        }
    }
    let Used { types, paths, .. } = &mut found.used;
    for names in [types, paths] {
        names.sort();
        names.dedup();
    }
    found
}

/// Neither hidden, nor what cargo built, nor another workspace.
fn is_of_workspace(entry: &DirEntry) -> bool {
    if entry.file_name().to_string_lossy().starts_with('.') {
        return false;
    }
    let has_another =
        || fs::read_to_string(entry.path().join("Cargo.toml")).is_ok_and(|text| is_workspace_manifest(&text));
    !entry.file_type().is_dir() || !entry.path().join("CACHEDIR.TAG").exists() && !has_another()
}

fn of_source(text: &str, beta: bool, used: &mut Used) -> syn::Result<()> {
    let file = syn::parse_file(text)?;
    Attributes { beta, used }.visit_file(&file);
    Ok(())
}

struct Attributes<'a> {
    beta: bool,
    used: &'a mut Used,
}

impl Visit<'_> for Attributes<'_> {
    fn visit_attribute(&mut self, attribute: &Attribute) {
        self.meta(&attribute.meta);
        visit::visit_attribute(self, attribute);
    }
}

impl Attributes<'_> {
    fn meta(&mut self, meta: &Meta) {
        let Meta::List(list) = meta else { return };
        let Some(name) = list.path.segments.last() else { return };
        if name.ident == "cfg_attr" {
            // The first is the condition.
            let inner = Punctuated::<Meta, Token![,]>::parse_terminated.parse2(list.tokens.clone());
            inner.into_iter().flatten().skip(1).for_each(|meta| self.meta(&meta));
            return;
        }
        let is_path = operations::ALL.iter().any(|known| name.ident == known.attribute);
        if !is_path && !["graph_entity", "graph_complex", "graph_enum"].iter().any(|known| name.ident == known) {
            return;
        }
        // `"…", beta, name = "…"`: a field's options begin with a word, and are not expressions if it is `crate` or `default`.
        let Ok(arguments) = arguments.parse2(list.tokens.clone()) else { return };
        if arguments.beta == self.beta {
            if is_path { &mut self.used.paths } else { &mut self.used.types }.extend(arguments.named);
            self.used.paths.extend(arguments.target.filter(|_| is_path));
        }
    }
}

/// What an attribute says, as far as it matters here.
#[derive(Default)]
struct Arguments {
    /// The text that it begins with.
    named: Option<String>,
    beta: bool,
    /// The collection that references are to.
    target: Option<String>,
}

fn arguments(input: syn::parse::ParseStream<'_>) -> syn::Result<Arguments> {
    let mut arguments = Arguments::default();
    let Ok(Lit::Str(named)) = input.parse::<Lit>() else {
        let _: TokenStream = input.parse()?;
        return Ok(arguments);
    };
    arguments.named = Some(named.value());
    while input.parse::<Option<Token![,]>>()?.is_some() && !input.is_empty() {
        let name: syn::Ident = input.call(syn::ext::IdentExt::parse_any)?;
        if input.parse::<Option<Token![=]>>()?.is_none() {
            arguments.beta |= name == "beta";
        } else if name == "returns" {
            let _: syn::Type = input.parse()?;
        } else if let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = input.parse()? {
            arguments.target = Some(text.value()).filter(|_| name == "target").or(arguments.target);
        }
    }
    Ok(arguments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_wherever_they_are() {
        let text = r#"
            mod inner {
                #[derive(GraphEntity)]
                #[graph_entity("microsoft.graph.group", crate = ::renamed)]
                #[graph_entity::graph_post("/groups", delegated = "A, B")]
                #[graph_post("/beta/only", beta, name = "create_beta")]
                struct Group { #[graph_entity(key)] id: Option<String>, #[graph_entity(name = "x", default)] x: X }
            }
            fn function() {
                #[cfg_attr(feature = "x", derive(GraphEnum), graph_enum("microsoft.graph.importance", flags))]
                enum Importance {}
                #[graph_complex(r"microsoft.graph.itemBody", beta)]
                struct ItemBody {}
            }
        "#;
        let (mut stable, mut beta) = (Used::default(), Used::default());
        of_source(text, false, &mut stable).unwrap();
        of_source(text, true, &mut beta).unwrap();
        assert_eq!(stable.types, ["microsoft.graph.group", "microsoft.graph.importance"]);
        assert_eq!(stable.paths, ["/groups"]);
        assert_eq!(beta.types, ["microsoft.graph.itemBody"]);
        assert_eq!(beta.paths, ["/beta/only"]);
    }

    #[test]
    fn the_paths_of_all_operations_are_found() {
        let text = r#"
            #[graph_get("/a/{id}")]
            #[graph_list("/b")]
            #[graph_patch("/c/{id}")]
            #[graph_delete("/d/{id}")]
            #[graph_ref("/e/{id}/f", single, target = "/g", delegated = "A")]
            #[graph_action("/h/{id}/i", returns = Vec<Option<B>>, application = "A")]
            #[graph_function("/j(k='{k}')", beta, returns = Redirect)]
            struct A;
        "#;
        let mut used = Used::default();
        of_source(text, false, &mut used).unwrap();
        assert_eq!(used.paths, ["/a/{id}", "/b", "/c/{id}", "/d/{id}", "/e/{id}/f", "/g", "/h/{id}/i"]);
    }

    #[test]
    fn a_file_that_is_no_rust_is_named() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("src")).unwrap();
        fs::create_dir_all(root.path().join("target")).unwrap();
        fs::write(root.path().join("target/CACHEDIR.TAG"), "").unwrap();
        let source = "#[graph_entity(\"a.b\")] struct A;";
        fs::write(root.path().join("target/built.rs"), source.replace("a.b", "a.built")).unwrap();
        fs::write(root.path().join("src/lib.rs"), source).unwrap();
        fs::write(root.path().join("src/broken.rs"), "\nfn graph_x(").unwrap();
        let found = find(root.path(), false);
        assert_eq!(found.used.types, ["a.b"]);
        let [(file, why)] = found.unread.as_slice() else { panic!("{:?}", found.unread) };
        assert!(file.ends_with("src/broken.rs") && why.starts_with("line 2: "), "{why}");
    }
}
