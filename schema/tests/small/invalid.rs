//! What is no schema, with the line and the column where.

use graph_entity_schema::Schema;

/// A document with these elements in its schema, from line 2 on.
fn document(elements: &str) -> String {
    format!(
        "<edmx:Edmx><edmx:DataServices><Schema Namespace=\"a.b\" Alias=\"b\">\n{elements}\n</Schema></edmx:DataServices></edmx:Edmx>"
    )
}

#[track_caller]
fn mistake(text: &str, line: usize, column: usize, message: &str) {
    let error = Schema::parse(text).expect_err(message);
    assert_eq!((error.line(), error.column()), (line, column), "{error}");
    assert_eq!(error.to_string(), format!("line {line}, column {column}: {message}"));
}

#[test]
fn whole_documents() {
    mistake("", 1, 1, "expected `<edmx:Edmx>`, found the end of the document");
    mistake(" \n  ", 2, 3, "expected `<edmx:Edmx>`, found the end of the document");
    mistake("no XML", 1, 1, "expected `<edmx:Edmx>`, found text");
    mistake("<html>\n</html>", 1, 1, "expected `<edmx:Edmx>`, found `<html>`");
    mistake("<Edmx/>\n<Edmx/>", 2, 1, "a document has one root, found `<Edmx>` behind it");
    mistake("\u{feff}<Edmx/>\n more", 1, 8, "expected `<edmx:Edmx>`, found text");
    mistake("<Edmx>\n  <DataServices>", 2, 3, "the document ends inside of `<DataServices>`");
    mistake("<Edmx>\n  <Reference><a>", 2, 3, "the document ends inside of `<Reference>`");
}

#[test]
fn malformed_xml() {
    mistake(
        "<Edmx>\n  <DataServices></Edmx>",
        2,
        17,
        "malformed XML: ill-formed document: expected `</DataServices>`, but `</Edmx>` was found",
    );
    mistake(
        "<Edmx>\n  <DataServices",
        2,
        3,
        "malformed XML: syntax error: tag not closed: `>` not found before end of input",
    );
    mistake(&document("<EntityType Name='x' Name='y'/>"), 2, 22, "malformed XML: an attribute is written once");
    mistake(&document("<EntityType\n Name=x/>"), 3, 7, "malformed XML: the value of an attribute stands in quotes");
    mistake(&document("<EntityType Name/>"), 2, 17, "malformed XML: an attribute has a value");
    let unknown = Schema::parse(&document(" <EntityType Name=\"&lol;\"/>")).unwrap_err();
    assert_eq!((unknown.line(), unknown.column()), (2, 2), "{unknown}");
    assert!(unknown.to_string().contains("lol"), "{unknown}");
}

#[test]
fn document_types() {
    let doctype = "<!DOCTYPE x [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;\">]>";
    mistake(&format!("<?xml version=\"1.0\"?>\n{doctype}<Edmx/>"), 2, 1, "a schema has no `<!DOCTYPE>`");
    mistake(&format!("<Edmx>\n {doctype}</Edmx>"), 2, 2, "a schema has no `<!DOCTYPE>`");
    mistake("\u{feff}\u{feff}<Edmx></Edmx>", 1, 1, "a document starts with one byte order mark, found two");
}

#[test]
fn attributes() {
    mistake(&document("  <EntityType/>"), 2, 3, "`<EntityType>` needs `Name`");
    mistake(&document("  <EntityType Name=''/>"), 2, 3, "`<EntityType>` needs `Name`");
    mistake(&document("<EntityType Name='a b'/>"), 2, 1, "`Name` is letters, digits and `_`, found `a b`");
    mistake(&document("<EnumType Name='../a'/>"), 2, 1, "`Name` is letters, digits and `_`, found `../a`");
    let member = "<EntityType Name='x'>\n  <Property Name='1' Type='Edm.String'/></EntityType>";
    mistake(&document(member), 3, 3, "`Name` is letters, digits and `_`, found `1`");
    let member = "<EntityType Name='x'>\n  <NavigationProperty Name='a'/></EntityType>";
    mistake(&document(member), 3, 3, "`<NavigationProperty>` needs `Type`");
    let member = "<EntityType Name='x'>\n  <Property Name='a' Type='Edm.String' Nullable='yes'/></EntityType>";
    mistake(&document(member), 3, 3, "`Nullable` is `true` or `false`, found `yes`");
    mistake(&document("<EntityType Name='x' Abstract=''/>"), 2, 1, "`Abstract` is `true` or `false`, found ``");
    mistake(&document("<Action Name='x' IsBound='true'>\n</Action>"), 2, 1, "`x` is bound, and to no parameter");
    mistake(
        &document("<EntityContainer Name='x'>\n <EntitySet Name='y'/></EntityContainer>"),
        3,
        2,
        "`<EntitySet>` needs `EntityType`",
    );
    mistake(
        "<Edmx><DataServices>\n<Schema Namespace='a..b'/></DataServices></Edmx>",
        2,
        1,
        "`Namespace` is identifiers with dots between, found `a..b`",
    );
}

#[test]
fn types() {
    mistake(&document("<EntityType Name='x'/>\n  <EnumType Name='x'></EnumType>"), 3, 3, "`a.b.x` is declared twice");
    let property = "<Property Name='y' Type='Edm.String'/>";
    mistake(
        &document(&format!("<EntityType Name='x'>{property}\n{property}</EntityType>")),
        3,
        1,
        "`y` is declared twice",
    );
    let root = "<Singleton Name='y' Type='a.b.x'/>";
    mistake(
        &document(&format!("<EntityContainer Name='c'>{root}\n {root}</EntityContainer>")),
        3,
        2,
        "`y` is declared twice",
    );
    mistake(
        &document("<EntityType Name='x'\nBaseType='b.y'/>"),
        2,
        1,
        "`a.b.x` extends `a.b.y`, which is not declared",
    );
    mistake(&document("<EntityType Name='x' BaseType='b.x'/>"), 2, 1, "`a.b.x` extends `a.b.x`, which extends it");
    mistake(
        &document("<EntityType Name='x' BaseType='b.y'/>\n<EntityType Name='y' BaseType='b.x'/>"),
        3,
        1,
        "`a.b.y` extends `a.b.x`, which extends it",
    );
    mistake(
        &document("<EnumType Name='y'/>\n<EntityType Name='x' BaseType='b.y'/>"),
        3,
        1,
        "`a.b.x` extends `a.b.y`, which is of another kind: enumeration",
    );
}

#[test]
fn columns_are_characters() {
    mistake(&document("<!-- größer --><EntityType/>"), 2, 16, "`<EntityType>` needs `Name`");
}

#[test]
fn several_namespaces() {
    let text = "<Edmx><DataServices>
        <Schema Namespace='a.b' Alias='b'><EntityType Name='x' BaseType='self.y'/></Schema>
        <Schema Namespace='c' Alias='self'>
            <EntityType Name='y'><Property Name='p' Type='b.z'/></EntityType>
            <Annotations Target='b.x'><Annotation Term='Org.OData.Core.V1.Description' String='&lt;x&gt;'/></Annotations>
        </Schema></DataServices></Edmx>";
    let schema = Schema::parse(text).unwrap();
    let x = schema.structured("b.x").unwrap();
    assert_eq!((x.base.as_deref(), x.description.as_deref()), (Some("c.y"), Some("<x>")));
    assert_eq!(format!("{:?}", schema.property(x, "p").unwrap().ty), "Named(\"a.b.z\")");
}
