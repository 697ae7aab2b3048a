//! What is read of attributes, and what is said of each mistake.

use super::*;
use syn::{DeriveInput, parse_quote};

fn type_messages(input: &DeriveInput) -> Vec<String> {
    let mut errors = Errors::default();
    of_type(&input.attrs, "graph_entity", Place::Entity, &input.ident, &mut errors);
    errors.messages()
}

#[test]
fn each_mistake_in_a_type_name_has_its_message() {
    for (name, message) in [
        ("", "the type's name is empty, write it with its namespace, such as `microsoft.graph.a`"),
        ("user", "`user` has no namespace, write `microsoft.graph.user`"),
        ("#microsoft.graph.user", "a type's name starts with no `#`, write `microsoft.graph.user`"),
        (
            "microsoft.graph.user name",
            "`microsoft.graph.user name` is not a valid type name, expected one such as `microsoft.graph.a`",
        ),
        ("microsoft..user", "`microsoft..user` is not a valid type name, expected one such as `microsoft.graph.a`"),
    ] {
        let input = parse_quote! { #[graph_entity(#name)] struct A; };
        assert_eq!(type_messages(&input), [message]);
    }
}

#[test]
fn each_mistake_beside_the_type_name_has_its_message() {
    let cases: [(DeriveInput, &str); 10] = [
        (
            parse_quote!(
                struct A;
            ),
            "`A` needs its Graph type, such as `#[graph_entity(\"microsoft.graph.a\")]`",
        ),
        (
            parse_quote!(
                #[graph_entity]
                struct A;
            ),
            "`#[graph_entity]` needs a type, such as `#[graph_entity(\"microsoft.graph.a\")]`",
        ),
        (
            parse_quote!(
                #[graph_entity = "x"]
                struct A;
            ),
            "`#[graph_entity = …]` is not its form, write `#[graph_entity(x)]`",
        ),
        (
            parse_quote!(
                #[graph_entity(beta)]
                struct A;
            ),
            "`A` needs its Graph type, such as `#[graph_entity(\"microsoft.graph.a\")]`",
        ),
        (
            parse_quote!(
                #[graph_entity("a.b", "c.d")]
                struct A;
            ),
            "the type is given twice, remove one",
        ),
        (
            parse_quote!(
                #[graph_entity("a.b", beta, beta)]
                struct A;
            ),
            "`beta` is given twice, remove one",
        ),
        (
            parse_quote!(
                #[graph_entity("a.b", betta)]
                struct A;
            ),
            "unknown option `betta`, did you mean `beta`?",
        ),
        (
            parse_quote!(
                #[graph_entity("a.b", beta = true)]
                struct A;
            ),
            "`beta` takes no value, write `beta`",
        ),
        (
            parse_quote!(
                #[graph_entity("a.b", crate)]
                struct A;
            ),
            "`crate` takes a value: `crate = ::graph_entity`",
        ),
        (
            parse_quote!(
                #[graph_entity(5)]
                struct A;
            ),
            "expected a type such as `\"microsoft.graph.a\"`, found `5`",
        ),
    ];
    for (input, message) in &cases {
        assert_eq!(type_messages(input), [*message]);
    }
}

#[test]
fn each_mistake_on_a_field_has_its_message() {
    let cases: [(Attribute, &str); 10] = [
        (parse_quote!(#[graph_entity(readonly)]), "unknown option `readonly`, did you mean `read_only`?"),
        (parse_quote!(#[graph_entity(key, key)]), "`key` is given twice, remove one"),
        (parse_quote!(#[graph_entity(required = true)]), "`required` takes no value, write `required`"),
        (parse_quote!(#[graph_entity(name)]), "`name` takes a value: `name = \"…\"`"),
        (parse_quote!(#[graph_entity(name =)]), "expected a value after `name =`"),
        (parse_quote!(#[graph_entity(name = 5)]), "`name` takes a string: `name = \"…\"`"),
        (parse_quote!(#[graph_entity(name = "")]), "the name is empty, write the name in JSON or leave `name` out"),
        (parse_quote!(#[graph_entity("userName")]), "a field's JSON name is written `name = \"userName\"`"),
        (parse_quote!(#[graph_entity(key required)]), "expected a comma before `required`"),
        (parse_quote!(#[graph_entity()]), "`#[graph_entity]` on a field needs an option, such as `required`"),
    ];
    for (attribute, message) in cases {
        let mut errors = Errors::default();
        of_field(&[attribute], "graph_entity", Place::EntityField, &mut errors);
        assert_eq!(errors.messages(), [message]);
    }
}

#[test]
fn a_comma_in_a_type_is_not_one_between_options() {
    for tokens in [
        quote::quote!(returns = Map<String, Vec<(u8, u8)>>, beta),
        quote::quote!(returns = Map<fn(u8) -> Pair<u8, u8>, u8>, beta),
        quote::quote!(beta, returns = Pair<u8, u8>,),
    ] {
        let mut errors = Errors::default();
        let arguments = argument::split(tokens.clone(), format_args!("an option"), &mut errors);
        assert_eq!((arguments.len(), errors.count()), (2, 0), "{tokens}");
    }
}

#[test]
fn an_ill_formed_option_does_not_hide_the_next_one() {
    let mut errors = Errors::default();
    let attribute: Attribute = parse_quote!(#[graph_entity(,, readonly, required, name = , key)]);
    let read = of_field(&[attribute], "graph_entity", Place::EntityField, &mut errors);
    assert!(read.span("required").is_some() && read.span("key").is_some());
    assert_eq!(errors.messages().len(), 4);
}
