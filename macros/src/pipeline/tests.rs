//! What `graph_post` makes of its paths, and what it says of each mistake.

use super::*;
use crate::facade::NoCheck;
use crate::model::kind::POST;
use quote::quote;

fn messages(attribute: TokenStream, item: TokenStream) -> Vec<String> {
    operations(&POST, attribute, item, &NoCheck).1.messages()
}

#[test]
fn each_mistake_in_the_attribute_has_its_message() {
    for (attribute, message) in [
        (quote!(), "`graph_post` needs a path, such as `#[graph_post(\"/users/{userId}/messages\")]`"),
        (quote!(beta), "`graph_post` needs a path, such as `#[graph_post(\"/users/{userId}/messages\")]`"),
        (quote!(users), "unknown option `users`, expected `beta`, `name`, `delegated`, `application` or `crate`"),
        (
            quote!("/a", select_all),
            "unknown option `select_all`, expected `beta`, `name`, `delegated`, `application` or `crate`",
        ),
        (quote!("/a", betta), "unknown option `betta`, did you mean `beta`?"),
        (quote!("/a", aplication = "X"), "unknown option `aplication`, did you mean `application`?"),
        (quote!("/a", beta, beta), "`beta` is given twice, remove one"),
        (quote!("/a", "/b"), "the path is given twice, write another `#[graph_post(…)]` for another path"),
        (quote!("/a", name = "create user"), "`create user` is not a valid method name, write `create_user`"),
        (quote!("/a", name = "fn"), "`fn` is not a valid method name, write one such as `create_message`"),
        (quote!("/a", name = create), "`name` takes a string: `name = \"create\"`"),
        (
            quote!("/a", delegated = "Not supported."),
            "`Not supported.` is not a permission; if none is supported, leave `delegated` out",
        ),
        (
            quote!("/a", application = "A.Read,,B.Read"),
            "`application` has a comma with no permission beside it, remove the comma",
        ),
        (quote!("/a", application = " "), "`application` is empty; if none is supported, leave it out"),
        (
            quote!("/a", delegated = "A.Read; B.Read"),
            "`A.Read; B.Read` is not a permission, write commas between several",
        ),
        (
            quote!("/a", delegated = "A.Read", "B.Read"),
            "unexpected string, several permissions stand in one, with commas between",
        ),
        (quote!("/a" beta), "expected a comma before `beta`"),
        (quote!(path = "/a"), "the path stands without a name, write `\"/a\"`"),
        (quote!(/users/{userId}/messages), "expected a string, write `\"/users/{userId}/messages\"`"),
        (quote!("/a", name("create_a")), "`name` takes its value behind `=`: `name = \"create_a\"`"),
        (quote!("/a", beta(true)), "`beta` takes no value, write `beta`"),
        (quote!("/users/{id}"), "a create posts to a collection, remove `/{id}` from the end"),
    ] {
        assert_eq!(
            messages(
                attribute,
                quote!(
                    struct A {}
                )
            ),
            [message]
        );
    }
}

#[test]
fn what_is_no_struct_is_kept_and_named() {
    for item in [
        quote!(
            fn create() {}
        ),
        quote!(
            union A {
                b: u8,
            }
        ),
        quote!(impl A {}),
    ] {
        let (tokens, errors) = operations(&POST, quote!("/a"), item.clone(), &NoCheck);
        assert_eq!(errors.messages(), ["`graph_post` goes on a struct that derives `GraphEntity`"]);
        assert!(tokens.to_string().starts_with(&item.to_string()));
    }
}

#[test]
fn two_methods_of_one_name_are_one_mistake() {
    let item = quote!(
        #[graph_post("/b")]
        #[graph_entity::graph_post("/c", name = "create_c")]
        struct A {}
    );
    assert_eq!(messages(quote!("/a"), item), ["two methods are called `create`, give this one another `name = \"…\"`"]);
    let raw = quote!(
        #[graph_get("/b", name = "r#create")]
        struct A {}
    );
    assert_eq!(messages(quote!("/a"), raw), ["two methods are called `create`, give this one another `name = \"…\"`"]);
}

#[test]
fn arguments_are_called_after_their_placeholders() {
    let path = "/a/{userId}/b/{type}/c/{self}/d";
    let (tokens, errors) = operations(
        &POST,
        quote!(#path, beta),
        quote!(
            pub(crate) struct A {}
        ),
        &NoCheck,
    );
    assert!(errors.is_empty());
    let text = tokens.to_string();
    for expected in ["pub (crate) fn create (& self , user_id :", "r#type :", "self_ :", "\"/beta/a/{userId}"] {
        assert!(text.contains(expected), "{expected} in {text}");
    }
}
