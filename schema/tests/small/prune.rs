//! A part of a schema answers as the whole.

use graph_entity_schema::{Operation, Schema, Used};

use crate::{TEXT, schema};

fn used(types: &[&str], paths: &[&str]) -> Used {
    let owned = |of: &[&str]| of.iter().map(|&text| text.to_owned()).collect();
    Used { types: owned(types), paths: owned(paths) }
}

#[test]
fn what_is_kept_stands_as_it_was_written() {
    let used = used(
        &["graph.deviceConfigurationUserStatus", "microsoft.graph.importance", "microsoft.graph.missing"],
        &["/deviceManagement/deviceConfigurations/{id}/userStatuses", "/not/there"],
    );
    let pruned = Schema::prune(TEXT, &used).unwrap();
    assert_eq!(pruned, include_str!("pruned.csdl"));
    let schema = Schema::parse(&pruned).unwrap();
    assert!(schema.is_pruned());
    assert_eq!(Schema::prune(&pruned, &used).unwrap(), pruned);
}

#[test]
fn a_document_in_one_line() {
    let line = TEXT.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    let pruned = Schema::prune(&line, &used(&["graph.calendar"], &["/me/calendars"])).unwrap();
    let schema = Schema::parse(&pruned).unwrap();
    assert_eq!(schema.types().count(), 4, "{pruned}");
    assert_eq!(*schema.resolve("/me/calendars", Operation::Create).unwrap().ty.name, *"microsoft.graph.calendar");
}

#[test]
fn answers_are_the_same() {
    let whole = schema();
    let paths = [
        "/me/messages",
        "/me/keys",
        "/me/cloud/rules",
        "/me/drive/root:/{item-path}:/children",
        "/me/drive/getByPath(path='{path}')/children",
        "/directoryObjects/{id}/microsoft.graph.user/messages",
        "/users/delta",
        "/users/microsoft.graph.delta()",
        "/users",
        "/me/messages/delta",
        "/users/messages",
        "/deviceManagement/deviceConfigurations/{id}/assign",
        "/groups(uniqueName='{name}')",
        "/groups(id='{id}')",
        "/groups(name='{name}')",
        "/groups/{id}",
        "/me/calendars/{id}",
    ];
    for path in paths {
        let part = Schema::parse(&Schema::prune(TEXT, &used(&[], &[path])).unwrap()).unwrap();
        for operation in [Operation::Create, Operation::Get, Operation::List, Operation::Upsert, Operation::Delta] {
            let answer = |schema: &Schema| match schema.resolve(path, operation) {
                Ok(found) => format!("{} {:?}", found.ty.name, found.required),
                Err(no) => no.to_string(),
            };
            assert_eq!(answer(&part), answer(&whole), "{operation:?} {path}");
        }
    }
}

#[test]
fn no_schema() {
    assert!(Schema::prune("<a", &Used::default()).is_err());
    assert!(!schema().is_pruned());
    assert!(!Schema::parse(&TEXT.replacen("?>", "?><?other thing?>", 1)).unwrap().is_pruned());
}
