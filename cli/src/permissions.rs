//! The permissions of each path, from a table beside the schema: which a call needs, the least privileged first.

use std::collections::HashMap;
use std::path::Path;

use crate::failure::{Failure, Result};

/// The permissions of paths.
///
/// The table has a line for each path and scheme, its columns between tabs: the path in small letters with `{id}` for every
/// placeholder, `DelegatedWork` or `Application`, the least privileged permissions, and all of them. Lists have commas.
#[derive(Debug, Default)]
pub struct Permissions(HashMap<String, OfPath>);

/// The permissions of one path, the least privileged first.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct OfPath {
    /// Those for a call with a signed-in user.
    pub delegated: Vec<String>,
    /// Those for a call without one.
    pub application: Vec<String>,
}

impl Permissions {
    /// Reads the table in a file.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read or a line is not a row of the table.
    pub fn read(file: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(file)
            .map_err(|error| Failure::new(format!("cannot read the permissions in `{}`: {error}", file.display())))?;
        Self::parse(&text).map_err(|error| Failure::new(format!("`{}`: {error}", file.display())))
    }

    /// Reads the table.
    ///
    /// # Errors
    ///
    /// If a line is not a row of the table.
    pub fn parse(text: &str) -> Result<Self> {
        let mut paths: HashMap<String, OfPath> = HashMap::new();
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [path, scheme, least, all] = columns.as_slice() else {
                let message = "expected a path, a scheme, the least privileged and all permissions, with tabs between";
                return Err(Failure::new(format!("line {}: {message}", index + 1)));
            };
            let list = |text: &str| -> Vec<String> {
                text.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
            };
            let mut permissions = list(least);
            permissions.extend(list(all).into_iter().filter(|name| !list(least).contains(name)));
            let of = paths.entry((*path).to_owned()).or_default();
            match *scheme {
                "DelegatedWork" => of.delegated = permissions,
                "Application" => of.application = permissions,
                _ => {}
            }
        }
        Ok(Self(paths))
    }

    /// Those of a path as Graph's reference writes it.
    #[must_use]
    pub fn of(&self, path: &str) -> Option<OfPath> {
        let key = key(path);
        // What a user has is listed under `/users/{id}` alone; `/me` is that of the signed-in user, so one must be.
        let Some(rest) = key.strip_prefix("/me/") else { return self.0.get(&key).cloned() };
        let of = self.0.get(&key).or_else(|| self.0.get(&format!("/users/{{id}}/{rest}")))?;
        Some(OfPath { application: Vec::new(), ..of.clone() })
    }
}

/// The path as the table writes it: small letters, `{id}` for each placeholder.
fn key(path: &str) -> String {
    let mut key = String::with_capacity(path.len());
    let mut inside = false;
    for letter in path.chars() {
        match letter {
            '{' => {
                inside = true;
                key.push_str("{id}");
            }
            '}' => inside = false,
            _ if inside => {}
            letter => key.extend(letter.to_lowercase()),
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_privileged_come_first() {
        let table = "path\tscheme\tleast\tall\n\
                     /groups/{id}/x\tDelegatedWork\tB\tA,B,C\n\
                     /groups/{id}/x\tApplication\tD\tD\n\
                     /users/{id}/y\tDelegatedPersonal\tE\tE\n\
                     /users/{id}/z\tDelegatedWork\tF\tF\n\
                     /users/{id}/z\tApplication\tG\tG\n";
        let permissions = Permissions::parse(table).unwrap();
        let of = permissions.of("/groups/{groupId}/X").unwrap();
        assert_eq!(of.delegated, ["B", "A", "C"]);
        assert_eq!(of.application, ["D"]);
        assert_eq!(permissions.of("/me/y"), Some(OfPath::default()));
        assert_eq!(permissions.of("/me/z").unwrap(), OfPath { delegated: vec!["F".to_owned()], application: vec![] });
        assert_eq!(permissions.of("/other"), None);
        assert_eq!(
            Permissions::parse("/a\tb").unwrap_err().to_string(),
            "line 1: expected a path, a scheme, the least privileged and all permissions, with tabs between"
        );
    }
}
