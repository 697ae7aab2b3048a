use super::*;
use crate::model::entity::Kind;
use syn::{DeriveInput, parse_quote};

fn messages(input: &DeriveInput) -> Vec<String> {
    let mut errors = Errors::default();
    check(&Entity::new(Kind::Entity, input, &mut errors), &mut errors);
    errors.messages()
}

#[test]
fn a_sound_entity_has_no_mistake() {
    let input = parse_quote! {
        #[graph_entity("microsoft.graph.group", beta, crate = ::renamed)]
        struct Group<T> {
            #[graph_entity(required, default)] display_name: Maybe<String>,
            #[graph_entity(read_only, name = "createdDateTime")] created: Option<T>,
            #[graph_entity(key, required, create_only)] id: Option<String>,
            #[graph_entity(create_only, write_only, required)] password: Option<String>,
            #[graph_entity(idempotency_key, create_only, write_only, validate = rule)] transaction_id: Option<String>,
            #[graph_entity(expand)] manager: Option<User>,
            #[graph_entity(expand, create_only, required, validate = many)] members: Option<Vec<User>>,
            #[graph_entity(additional)] more: Map<String, Value>,
            r#type: String,
        }
    };
    assert_eq!(messages(&input), [""; 0]);
}

#[test]
fn each_shape_that_is_no_entity_has_its_message() {
    for (input, shape) in [
        (
            parse_quote!(
                #[graph_entity("a.b")]
                struct A(i32);
            ),
            "a tuple struct",
        ),
        (
            parse_quote!(
                #[graph_entity("a.b")]
                struct A;
            ),
            "a unit struct",
        ),
        (parse_quote!(#[graph_entity("a.b")] union A { b: i32 }), "a union"),
    ] {
        let message = format!("`GraphEntity` needs a struct with named fields, `A` is {shape}");
        assert_eq!(messages(&input), [message]);
    }
}

#[test]
fn each_combination_has_its_message() {
    let excluded = "`additional` stands for properties of any name, it combines with no other option";
    let cases: [(DeriveInput, &[&str]); 7] = [
        (
            parse_quote!(
                #[graph_entity("a.b")]
                struct A {
                    #[graph_entity(key)]
                    a: X,
                    #[graph_entity(key)]
                    b: X,
                }
            ),
            &["an entity has one key, and that is `a` already"],
        ),
        (
            parse_quote!(
                #[graph_entity("a.b")]
                struct A {
                    user_name: X,
                    #[graph_entity(name = "userName")]
                    b: X,
                }
            ),
            &["`user_name` and `b` are both `userName` in JSON, rename one"],
        ),
        (
            parse_quote!(
                #[graph_entity("a.b")]
                struct A {
                    #[graph_entity(key, required, read_only)]
                    a: X,
                }
            ),
            &[
                "a create never sends a `key` without `create_only`, add that or remove `required`",
                "a `key` is never sent anyway, remove `read_only`",
            ],
        ),
        (
            parse_quote!(
                #[graph_entity("a.b")]
                struct A {
                    #[graph_entity(additional, name = "x", default)]
                    a: X,
                }
            ),
            &[excluded, excluded],
        ),
        (
            parse_quote!(
                #[graph_entity("a.b")]
                struct A {
                    __: X,
                    #[graph_entity(name = "@odata.type")]
                    t: X,
                }
            ),
            &[
                "`__` has no letters to make a JSON name of, add `name = \"…\"`",
                "`@odata.type` is written from the type's attribute, remove this field",
            ],
        ),
        (
            parse_quote!(
                #[graph_entity("a.b")]
                struct A<'a> {
                    a: &'a str,
                }
            ),
            &["an entity owns its data, remove `'a` and use `String` for a `&str`"],
        ),
        (
            parse_quote! {
                #[graph_entity("a.b")]
                struct A { #[graph_entity(additional)] a: X, #[graph_entity(additional)] b: X }
            },
            &["one field takes the additional properties, and that is `a` already"],
        ),
    ];
    for (input, expected) in &cases {
        assert_eq!(messages(input), *expected);
    }
}

#[test]
fn each_pair_of_modes_that_contradict_has_its_message() {
    let excluded = "`additional` stands for properties of any name, it combines with no other option";
    let cases: [(DeriveInput, &[&str]); 4] = [
        (
            parse_quote! {
                #[graph_entity("a.b")]
                struct A {
                    #[graph_entity(idempotency_key, required)] a: X,
                    #[graph_entity(idempotency_key, key)] b: X,
                    #[graph_entity(idempotency_key, read_only)] c: X,
                    #[graph_entity(idempotency_key, expand)] d: X,
                    #[graph_entity(additional, idempotency_key)] e: X,
                }
            },
            &[
                "an entity has one idempotency key, and that is `a` already",
                "an entity has one idempotency key, and that is `a` already",
                "an entity has one idempotency key, and that is `a` already",
                "an entity has one idempotency key, and that is `a` already",
                "a create that leaves out its idempotency key gets one, remove `required`",
                "an entity's `key` is not its idempotency key, remove one of both",
                "a create sends its idempotency key, remove `read_only`",
                "an idempotency key is not an entity, remove `expand`",
                excluded,
            ],
        ),
        (
            parse_quote! {
                #[graph_entity("a.b")]
                struct A { #[graph_entity(read_only, create_only, write_only)] a: X, #[graph_entity(key, write_only)] b: X }
            },
            &[
                "a create never sends a `read_only` property, remove `create_only`",
                "a `read_only` property is never sent, remove `write_only`",
                "a `key` is never sent without `create_only`, remove `write_only`",
            ],
        ),
        (
            parse_quote! {
                #[graph_entity("a.b")]
                struct A {
                    #[graph_entity(key, create_only, read_only)] a: X,
                    #[graph_entity(additional, create_only, write_only)] b: X,
                }
            },
            &["a create never sends a `read_only` property, remove `create_only`", excluded, excluded],
        ),
        (
            parse_quote! {
                #[graph_entity("a.b")]
                struct A {
                    #[graph_entity(expand, required, validate = rule)] a: X,
                    #[graph_entity(expand, key)] b: X,
                    #[graph_entity(expand, read_only)] c: X,
                    #[graph_entity(expand, create_only, write_only)] d: X,
                    #[graph_entity(additional, expand)] e: X,
                }
            },
            &[
                "a create sends an `expand` property only with `create_only`, add that or remove `required`",
                "an `expand` property is only sent with `create_only`, remove `validate`",
                "a key is not read through `$expand`, remove `expand` or `key`",
                "an `expand` property is not sent without `create_only`, remove `read_only`",
                "an `expand` property is read, remove `expand` or `write_only`",
                excluded,
            ],
        ),
    ];
    for (input, expected) in &cases {
        assert_eq!(messages(input), *expected);
    }
}

#[test]
fn a_reference_has_its_message_wherever_it_stands() {
    let input = parse_quote! {
        #[graph_entity("a.b")]
        struct A {
            a: &'static str,
            b: Option<&'static str>,
            c: std::collections::HashMap<String, Vec<&'static [u8]>>,
            d: (u8, Box<&'static Body<T>>),
            h: Vec<&'static [&'static str]>,
            e: PhantomData<&'static str>,
            f: Cow<'static, str>,
            g: fn(&str),
        }
    };
    let expected = [
        "an entity owns its data, use `String` for a `&'static str`",
        "an entity owns its data, use `String` for a `&'static str`",
        "an entity owns its data, use `Vec<u8>` for a `&'static [u8]`",
        "an entity owns its data, use `Body<T>` for a `&'static Body<T>`",
        "an entity owns its data, use `Vec<String>` for a `&'static [&'static str]`",
    ];
    assert_eq!(messages(&input), expected);
}

#[test]
fn three_mistakes_are_three_messages() {
    let input = parse_quote! {
        #[graph_entity("user")]
        struct User {
            #[graph_entity(requierd)] a: Option<String>,
            #[graph_entity(key)] b: Option<String>,
            #[graph_entity(key)] c: Option<String>,
        }
    };
    assert_eq!(messages(&input).len(), 3);
}
