//! `paths`: where a type is created.

use std::fmt::Write as _;

use graph_entity_schema::{Schema, StructuredType};

use crate::output::counted;
use crate::tables::permissions::Permissions;

/// The paths that create a type, each with its permissions where they are known.
#[must_use]
pub fn list_paths(schema: &Schema, ty: &StructuredType, permissions: Option<&Permissions>) -> String {
    let paths = schema.posts_that_create(ty);
    if paths.is_empty() {
        return format!("no path of the schema creates a {}\n", ty.name);
    }
    let mut text = format!(
        "{} {} a {}\n\n",
        counted(paths.len(), "path"),
        if paths.len() == 1 { "creates" } else { "create" },
        ty.name
    );
    for post in &paths {
        text.push_str(&post.path);
        if *post.creates != *ty.name {
            let _ = write!(text, "  (of {})", post.creates);
        }
        text.push('\n');
        if let Some(of) = permissions.and_then(|permissions| permissions.of_create(&post.path)) {
            for (scheme, list) in [("delegated", &of.delegated), ("application", &of.application)] {
                if !list.is_empty() {
                    let _ = writeln!(text, "    {scheme:11} {}", list.join(", "));
                }
            }
        }
    }
    text
}
