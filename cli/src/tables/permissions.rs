//! The permissions of each operation on a path: which a call needs, the least privileged first.
//!
//! The tool has Microsoft's table in it, compressed; `--permissions` names another one.

use std::collections::HashMap;
use std::path::Path;

use crate::failure::{Failure, Result};
use crate::tables::embedded;

/// The method of a row that names none.
const CREATE: &str = "POST";

/// The permissions of operations.
///
/// The table has a line for each path, method and scheme, its columns between tabs: the path, whose placeholders may have any name,
/// the method, `DelegatedWork` or `Application`, the least privileged permissions, and all of them. Lists have commas. A table of
/// creates alone may leave the method out. A row of another scheme says that there is the method.
#[derive(Debug, Default)]
pub struct Permissions(HashMap<String, HashMap<String, OfPath>>);

/// The permissions of one operation, the least privileged first.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct OfPath {
    /// Those for a call with a signed-in user.
    pub delegated: Vec<String>,
    /// Those for a call without one.
    pub application: Vec<String>,
}

impl Permissions {
    /// The table that is part of the tool.
    ///
    /// # Errors
    ///
    /// None, unless the tool was built wrong.
    pub fn embedded() -> Result<Self> {
        Self::parse(&embedded::text(embedded::PERMISSIONS)?)
    }

    /// Reads the table in a file, or the embedded one if none is named.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read or a line is not a row of the table.
    pub fn read(file: Option<&Path>) -> Result<Self> {
        let Some(file) = file else { return Self::embedded() };
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
        let mut paths: HashMap<String, HashMap<String, OfPath>> = HashMap::new();
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let columns: Vec<&str> = line.split('\t').collect();
            let (path, method, scheme, least, all) = match columns.as_slice() {
                [path, scheme, least, all] => (path, CREATE, scheme, least, all),
                [path, method, scheme, least, all] => (path, *method, scheme, least, all),
                _ => {
                    let message = "expected a path, a method, a scheme, the least privileged and all permissions, with tabs between";
                    return Err(Failure::new(format!("line {}: {message}", index + 1)));
                }
            };
            let list = |text: &str| -> Vec<String> {
                text.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
            };
            let mut permissions = list(least);
            permissions.extend(list(all).into_iter().filter(|name| !list(least).contains(name)));
            let of = paths.entry(key(path)).or_default().entry(method.to_owned()).or_default();
            match *scheme {
                "DelegatedWork" => of.delegated = permissions,
                "Application" => of.application = permissions,
                _ => {}
            }
        }
        Ok(Self(paths))
    }

    /// Those of a create on a path as Graph's reference writes it.
    #[must_use]
    pub fn of_create(&self, path: &str) -> Option<OfPath> {
        self.of(CREATE, path)
    }

    /// Those of a method, such as `GET`, on a path as Graph's reference writes it.
    #[must_use]
    pub fn of(&self, method: &str, path: &str) -> Option<OfPath> {
        let find = |key: &str| self.0.get(key)?.get(method);
        let key = key(path);
        // What a user has is listed under `/users/{id}` alone; `/me` is that of the signed-in user, so one must be.
        let Some(rest) = key.strip_prefix("/me").filter(|rest| rest.is_empty() || rest.starts_with('/')) else {
            return find(&key).cloned();
        };
        let of_user = format!("/users/{{id}}{rest}");
        let of = find(&key).or_else(|| find(&of_user))?;
        Some(OfPath { application: Vec::new(), ..of.clone() })
    }

    /// Whether the table has the path, and not with this method: the service does not offer it. Of a path that it does not have, it
    /// says nothing.
    ///
    /// Of the 750 writes of v1.0 that Graph's reference documents, it lacks 7 that it should have.
    #[must_use]
    pub fn lacks(&self, method: &str, path: &str) -> bool {
        self.0.get(&key(path)).is_some_and(|methods| !methods.contains_key(method))
    }
}

/// A path as it is looked up: small letters, `{id}` for each placeholder, no quotes, no spaces. Most of the table is written so.
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
            '\'' | ' ' => {}
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
                     /users/{id}/z\tApplication\tG\tG\n\
                     /users/{id}\tGET\tDelegatedWork\tH\tH\n\
                     /users/{id}\tGET\tApplication\tI\tI\n";
        let permissions = Permissions::parse(table).unwrap();
        let of = permissions.of_create("/groups/{groupId}/X").unwrap();
        assert_eq!(of.delegated, ["B", "A", "C"]);
        assert_eq!(of.application, ["D"]);
        assert_eq!(permissions.of_create("/me/y"), Some(OfPath::default()));
        assert_eq!(
            permissions.of_create("/me/z").unwrap(),
            OfPath { delegated: vec!["F".to_owned()], application: vec![] }
        );
        assert_eq!(
            permissions.of("GET", "/me").unwrap(),
            OfPath { delegated: vec!["H".to_owned()], application: vec![] }
        );
        assert_eq!(permissions.of("GET", "/users/{userId}").unwrap().application, ["I"]);
        assert_eq!(permissions.of_create("/me"), None);
        let table = "/me\tGET\tDelegatedWork\tA\tA\n\
                     /users/{id}\tDELETE\tDelegatedWork\tB\tB\n\
                     /Devices(deviceId={value})\tPATCH\tDelegatedWork\tC\tC\n\
                     /drive/items/{id}\tDELETE\tDelegatedPersonal\tD\tD\n";
        let listed = Permissions::parse(table).unwrap();
        assert!(listed.lacks("DELETE", "/me") && !listed.lacks("GET", "/me"));
        assert!(!listed.lacks("DELETE", "/users/{userId}") && !listed.lacks("PATCH", "/other"));
        assert_eq!(listed.of("PATCH", "/devices(deviceId='{deviceId}')").unwrap().delegated, ["C"]);
        assert!(!listed.lacks("DELETE", "/drive/items/{itemId}"), "for personal accounts");
        assert_eq!(permissions.of_create("/other"), None);
        assert_eq!(
            Permissions::parse("/a\tb").unwrap_err().to_string(),
            "line 1: expected a path, a method, a scheme, the least privileged and all permissions, with tabs between"
        );
    }
}
