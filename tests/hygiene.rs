//! The generated code in the places where users put it: beside their own `Option`, inside functions and macros, under the
//! strictest lints. That it compiles is half of each test; the other half is that it does the same there.
//!
//! The tokens of an expansion do not show what their names resolve to; only a compilation in such a place does.

#![no_implicit_prelude]
#![deny(
    warnings,
    missing_docs,
    unreachable_pub,
    unused_qualifications,
    missing_debug_implementations,
    single_use_lifetimes,
    unused_results,
    elided_lifetimes_in_paths,
    non_ascii_idents,
    clippy::pedantic,
    clippy::nursery,
    clippy::unwrap_used,
    clippy::panic,
    clippy::exhaustive_structs,
    clippy::absolute_paths
)]
#![forbid(unsafe_code, unused_unsafe)]
#![allow(
    clippy::absolute_paths,
    clippy::exhaustive_structs,
    clippy::expect_used,
    reason = "of this file, not of what is generated"
)]

/// What a create would send, to a service that is never called.
fn sent<T>(create: &::graph_entity::Create<T>) -> (::std::string::String, ::std::string::String) {
    let base = <::graph_entity::BaseUrl as ::core::default::Default>::default();
    let request = create.to_http(&base).expect("the entity is complete");
    let body = ::std::string::String::from_utf8(request.body().to_vec()).expect("JSON is UTF-8");
    (::std::string::ToString::to_string(request.uri().path()), body)
}

/// An entity among types that have taken the prelude's names.
pub mod own_names {
    #![allow(dead_code, clippy::upper_case_acronyms, reason = "of this file, not of what is generated")]

    /// Not the standard one.
    #[derive(::core::fmt::Debug)]
    pub struct Option;
    /// Not the standard one.
    #[derive(::core::fmt::Debug)]
    pub struct Result;
    /// Not the standard one.
    #[derive(::core::fmt::Debug)]
    pub struct Some;
    /// Not the standard one.
    #[derive(::core::fmt::Debug)]
    pub struct None;
    /// Not the standard one.
    #[derive(::core::fmt::Debug)]
    pub struct String;
    /// Not the standard one.
    #[derive(::core::fmt::Debug)]
    pub struct Vec;
    /// Not the standard one.
    pub trait Serialize {}
    /// Not the standard one.
    pub trait Default {}
    /// Not the standard one.
    pub trait Sync {}
    /// Not the standard one.
    #[allow(non_camel_case_types, reason = "it is to be mistaken for the standard one")]
    #[derive(::core::fmt::Debug)]
    pub struct str;
    /// Not the standard one.
    #[allow(non_camel_case_types, reason = "it is to be mistaken for the standard one")]
    #[derive(::core::fmt::Debug)]
    pub struct usize;
    macro_rules! constants {
        ($($name:ident)*) => {
            $(
                /// Called as a generated variable is.
                #[allow(non_upper_case_globals, reason = "it is to be mistaken for a variable")]
                pub const $name: i32 = 5;
            )*
        };
    }
    constants!(value0 reader writer serializer deserializer index name);

    /// A group.
    #[derive(::core::fmt::Debug, ::graph_entity::GraphEntity)]
    #[graph_entity("microsoft.graph.group")]
    #[::graph_entity::graph_post("/users/{userId}/{client}/groups")]
    #[::graph_entity::graph_get("/users/{userId}/{client}/groups/{groupId}", select_all)]
    #[::graph_entity::graph_delta("/users/{userId}/{client}/groups/delta()", select_all)]
    pub struct Group {
        /// The key.
        #[graph_entity(key)]
        pub id: ::core::option::Option<::std::string::String>,
        /// The name.
        #[graph_entity(required)]
        pub display_name: ::core::option::Option<::std::string::String>,
        /// Called as a generated variable might be.
        #[graph_entity(default)]
        pub writer: ::std::vec::Vec<i32>,
        /// An enumeration.
        pub visibility: Visibility,
        /// What no create sends.
        #[graph_entity(expand)]
        pub parent: ::core::option::Option<::std::boxed::Box<Self>>,
        /// A deep insert.
        #[graph_entity(expand, create_only)]
        pub members: ::core::option::Option<::std::vec::Vec<Self>>,
        /// Never read.
        #[graph_entity(create_only, write_only)]
        pub name: ::core::option::Option<::std::string::String>,
        /// What makes a create safe to repeat.
        #[graph_entity(idempotency_key)]
        pub key: ::core::option::Option<::std::string::String>,
        /// What is not declared.
        #[graph_entity(additional)]
        pub more: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }

    /// Who sees it.
    #[derive(::core::fmt::Debug, ::graph_entity::GraphEnum)]
    #[graph_enum("microsoft.graph.groupVisibility")]
    pub enum Visibility {
        /// Everyone.
        Public,
        /// A member not known here.
        #[graph_enum(other)]
        Other(::std::string::String),
    }

    #[::core::prelude::v1::test]
    fn works() {
        let group: Group = ::serde_json::from_str(r#"{"displayName":"a","visibility":"secret","key":"k","x":[1]}"#)
            .expect("it is one");
        let (path, body) = super::sent(&group.create("7", "8"));
        ::core::assert_eq!(path, "/v1.0/users/7/8/groups");
        let base = <::graph_entity::BaseUrl as ::core::default::Default>::default();
        let changes = Group::delta("7", "8").to_http(&base).expect("it can be sent");
        ::core::assert_eq!(changes.uri().path(), "/v1.0/users/7/8/groups/delta()");
        ::core::assert_eq!(
            body,
            r##"{"@odata.type":"#microsoft.graph.group","displayName":"a","writer":[],"visibility":"secret","key":"k","x":[1]}"##
        );
    }
}

/// Fields, placeholders and methods with names that are keywords, or that generated code might use.
pub mod names {
    /// An entity of which every field has an awkward name.
    #[derive(::core::fmt::Debug, ::graph_entity::GraphEntity)]
    #[graph_entity("microsoft.graph.awkward")]
    #[::graph_entity::graph_post("/in/{type}/{self}/{entity}/x", name = "create_in")]
    #[::graph_entity::graph_post("/in/{crate}/x", name = "r#async")]
    pub struct Awkward {
        /// A keyword.
        pub r#type: i32,
        /// A keyword.
        pub r#in: i32,
        /// What generated code might call its client.
        pub client: i32,
        /// What generated code might call its reader.
        pub reader: i32,
        /// A keyword with another spelling.
        pub self_: i32,
    }

    #[::core::prelude::v1::test]
    fn works() {
        let text = r##"{"@odata.type":"#microsoft.graph.awkward","type":1,"in":2,"client":3,"reader":4,"self":5}"##;
        let awkward: Awkward = ::serde_json::from_str(text).expect("it is one");
        ::core::assert_eq!(
            super::sent(&awkward.create_in("a", "b", "c")),
            (::std::borrow::ToOwned::to_owned("/v1.0/in/a/b/c/x"), ::std::borrow::ToOwned::to_owned(text))
        );
        ::core::assert_eq!(super::sent(&awkward.r#async("a")).0, "/v1.0/in/a/x");
    }
}

/// Type parameters, also ones called as the generated ones might be, and types inside themselves.
pub mod shapes {
    /// A page of anything.
    #[derive(::core::fmt::Debug, ::graph_entity::GraphEntity)]
    #[graph_entity("microsoft.graph.page")]
    #[::graph_entity::graph_post("/pages")]
    pub struct Page<T, M = i32, const N: usize = 3>
    where
        T: ::core::fmt::Debug,
    {
        /// The items.
        pub value: ::std::vec::Vec<T>,
        /// The marker.
        pub marker: ::core::option::Option<M>,
    }

    /// A term with terms below it.
    #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq, ::graph_entity::GraphEntity)]
    #[graph_entity("microsoft.graph.termStore.term")]
    #[::graph_entity::graph_post("/terms")]
    pub struct Term {
        /// The name.
        #[graph_entity(required)]
        pub label: ::core::option::Option<::std::string::String>,
        /// The terms below.
        pub children: ::core::option::Option<::std::vec::Vec<Self>>,
        /// Another one.
        pub parent: ::core::option::Option<::std::boxed::Box<Self>>,
    }

    /// No property at all.
    #[derive(::core::fmt::Debug, ::graph_entity::GraphEntity)]
    #[graph_entity("microsoft.graph.nothing")]
    #[::graph_entity::graph_post("/nothings")]
    pub struct Nothing {}

    #[::core::prelude::v1::test]
    fn works_with_type_parameters() {
        let page: Page<Term> = ::serde_json::from_str(r#"{"value":[{"label":"a"}],"marker":7}"#).expect("it is one");
        let (_, body) = super::sent(&page.create());
        ::core::assert_eq!(
            body,
            r##"{"@odata.type":"#microsoft.graph.page","value":[{"@odata.type":"#microsoft.graph.termStore.term","label":"a"}],"marker":7}"##
        );
    }

    #[::core::prelude::v1::test]
    fn works_on_recursive_types() {
        let text = r#"{"label":"a","children":[{"label":"b","children":[{}]}],"parent":{}}"#;
        let term: Term = ::serde_json::from_str(text).expect("it is one");
        let invalid = ::graph_entity::GraphEntity::validate(&term).expect_err("two labels are missing");
        ::core::assert_eq!(
            ::std::string::ToString::to_string(&invalid),
            "microsoft.graph.termStore.term lacks 2 required properties: \
             children[0].children[0].label (children[0].children[0].label), parent.label (parent.label)"
        );
    }

    #[::core::prelude::v1::test]
    fn works_without_properties() {
        let nothing: Nothing = ::serde_json::from_str(r#"{"a":1}"#).expect("it is one");
        ::core::assert_eq!(super::sent(&nothing.create()).1, r##"{"@odata.type":"#microsoft.graph.nothing"}"##);
    }
}

/// Entities that a `macro_rules!` macro declares.
pub mod macros {
    macro_rules! entity {
        ($name:ident, $type:literal, $path:literal, $($field:ident: $kind:ty),*) => {
            /// An entity.
            #[derive(::core::fmt::Debug, ::graph_entity::GraphEntity)]
            #[graph_entity($type)]
            #[::graph_entity::graph_post($path, name = "post")]
            pub struct $name {
                /// The key.
                #[graph_entity(key)]
                pub id: ::core::option::Option<::std::string::String>,
                $(
                    /// A property.
                    #[graph_entity(required)]
                    pub $field: $kind,
                )*
            }
        };
    }

    entity!(Team, "microsoft.graph.team", "/teams/{teamId}/x", display_name: ::core::option::Option<::std::string::String>, size: ::core::option::Option<i32>);

    #[::core::prelude::v1::test]
    fn works() {
        let team: Team = ::serde_json::from_str(r#"{"size":2,"displayName":"a","id":"1"}"#).expect("it is one");
        let (path, body) = super::sent(&team.post("7"));
        ::core::assert_eq!(path, "/v1.0/teams/7/x");
        ::core::assert_eq!(body, r##"{"@odata.type":"#microsoft.graph.team","displayName":"a","size":2}"##);
    }
}

#[::core::prelude::v1::test]
fn works_inside_a_function() {
    #[derive(::core::fmt::Debug, ::graph_entity::GraphEntity)]
    #[graph_entity("microsoft.graph.group")]
    #[::graph_entity::graph_post("/groups")]
    struct Group {
        display_name: ::std::string::String,
        kind: Kind,
    }

    #[derive(::core::fmt::Debug, ::graph_entity::GraphEnum)]
    #[graph_enum("microsoft.graph.kind")]
    enum Kind {
        Small,
    }

    let group = Group { display_name: ::std::borrow::ToOwned::to_owned("a"), kind: Kind::Small };
    let body = r##"{"@odata.type":"#microsoft.graph.group","displayName":"a","kind":"small"}"##;
    ::core::assert_eq!(sent(&group.create()).1, body);
}

/// `Option` under another name can be absent all the same, and a private type behind a private field stays private.
pub mod aliases {
    type Maybe<T> = ::core::option::Option<T>;

    #[derive(::core::fmt::Debug, ::graph_entity::GraphEntity)]
    #[graph_entity("microsoft.graph.hidden")]
    struct Hidden {
        note: Maybe<i32>,
    }

    /// An entity.
    #[derive(::core::fmt::Debug, ::graph_entity::GraphEntity)]
    #[graph_entity("microsoft.graph.group")]
    #[::graph_entity::graph_post("/groups")]
    pub struct Group {
        /// Required, under another name.
        #[graph_entity(required)]
        pub display_name: Maybe<::std::string::String>,
        hidden: Maybe<Hidden>,
    }

    #[::core::prelude::v1::test]
    fn works() {
        let group: Group = ::serde_json::from_str("{}").expect("all of it can be absent");
        ::core::assert!(::graph_entity::GraphEntity::validate(&group).is_err());
        let text = r##"{"@odata.type":"#microsoft.graph.group","displayName":"a","hidden":{"@odata.type":"#microsoft.graph.hidden"}}"##;
        let group: Group = ::serde_json::from_str(text).expect("it is one");
        ::core::assert_eq!(super::sent(&group.create()).1, text);
        ::core::assert!(group.hidden.is_some_and(|hidden| hidden.note.is_none()));
    }
}

/// More properties than one tuple holds, in any order.
pub mod many {
    /// Forty properties.
    #[derive(::core::fmt::Debug, ::core::cmp::PartialEq, ::core::cmp::Eq, ::graph_entity::GraphEntity)]
    #[graph_entity("microsoft.graph.many")]
    #[allow(missing_docs, reason = "of this file, not of what is generated")]
    pub struct Many {
        pub p0: i32,
        pub p1: i32,
        pub p2: i32,
        pub p3: i32,
        pub p4: i32,
        pub p5: i32,
        pub p6: i32,
        pub p7: i32,
        pub p8: i32,
        pub p9: i32,
        pub p10: i32,
        pub p11: i32,
        pub p12: i32,
        pub p13: i32,
        pub p14: i32,
        pub p15: i32,
        pub p16: i32,
        pub p17: i32,
        pub p18: i32,
        pub p19: i32,
        pub p20: i32,
        pub p21: i32,
        pub p22: i32,
        pub p23: i32,
        pub p24: i32,
        pub p25: i32,
        pub p26: i32,
        pub p27: i32,
        pub p28: i32,
        pub p29: i32,
        pub p30: i32,
        pub p31: i32,
        pub p32: i32,
        pub p33: i32,
        pub p34: i32,
        pub p35: i32,
        pub p36: i32,
        pub p37: i32,
        pub p38: i32,
        pub p39: i32,
    }

    #[::core::prelude::v1::test]
    fn works_in_any_order() {
        use ::core::iter::Iterator;
        let member = |index: i32| ::std::format!("\"p{index}\":{index}");
        let forward: ::std::vec::Vec<_> = (0..40).map(member).collect();
        let backward: ::std::vec::Vec<_> = (0..40).rev().map(member).collect();
        let read = |members: &[::std::string::String]| -> Many {
            ::serde_json::from_str(&::std::format!("{{{}}}", members.join(","))).expect("it is one")
        };
        ::core::assert_eq!(read(&forward), read(&backward));
        ::core::assert_eq!((read(&backward).p0, read(&backward).p16, read(&backward).p39), (0, 16, 39));
        let text = ::serde_json::to_string(&read(&backward)).expect("it can be written");
        ::core::assert_eq!(text, ::std::format!("{{\"@odata.type\":\"#microsoft.graph.many\",{}}}", forward.join(",")));
        let last_missing =
            ::std::format!("{{{}}}", forward.get(..39).map(|some| some.join(",")).expect("there are 40"));
        let error = ::serde_json::from_str::<Many>(&last_missing).expect_err("p39 is missing");
        ::core::assert!(::std::string::ToString::to_string(&error).starts_with("property `p39` is missing"));
    }
}

/// Filters among the names that they use, with values and fields that a macro passes on.
pub mod filters {
    /// An entity of any type.
    #[derive(::core::fmt::Debug, ::graph_entity::GraphEntity)]
    #[graph_entity("microsoft.graph.message")]
    pub struct Message<T> {
        /// Text.
        pub subject: ::core::option::Option<::std::string::String>,
        /// A number.
        #[graph_entity(name = "itemSize")]
        pub size: ::core::option::Option<i32>,
        /// A collection of texts.
        pub categories: ::std::vec::Vec<::std::string::String>,
        /// A part.
        pub from: ::core::option::Option<Recipient>,
        /// Anything.
        pub value: ::core::option::Option<T>,
    }

    /// A part.
    #[derive(::core::fmt::Debug, ::graph_entity::GraphComplex)]
    #[graph_complex("microsoft.graph.recipient")]
    pub struct Recipient {
        address: ::core::option::Option<::std::string::String>,
    }

    const fn compare(value: &str) -> &str {
        value
    }

    macro_rules! equals {
        ($type:ty, $field:ident, $value:expr) => {
            ::graph_entity::filter!($type, $field == $value)
        };
    }

    fn of_any<T>(value: &str) -> ::graph_entity::Filter<Message<T>>
    where
        Message<T>: ::graph_entity::__private::Properties,
    {
        ::graph_entity::filter!(Message<T>, subject == value)
    }

    #[::core::prelude::v1::test]
    fn works() {
        let (root, field, operand) = (1, "a", ::std::borrow::ToOwned::to_owned("b"));
        let filter = ::graph_entity::filter!(
            Message<::std::string::String>,
            size == root
                && (subject.starts_with(field) || !subject.contains(compare("c")) || subject == &operand)
                && categories.any(|root| root == field)
                && from.address.is_in([field, &operand])
                && value != null
        );
        ::core::assert_eq!(
            ::std::string::ToString::to_string(&filter),
            "itemSize eq 1 and (startswith(subject,'a') or not contains(subject,'c') or subject eq 'b') \
             and categories/any(root:root eq 'a') and from/address in ('a','b') and value ne null"
        );
        let filter = equals!(Message<i32>, subject, operand) & equals!(Message<i32>, value, root + 1);
        ::core::assert_eq!(::std::string::ToString::to_string(&filter), "subject eq 'b' and value eq 2");
        ::core::assert_eq!(::std::string::ToString::to_string(&of_any::<::std::string::String>("a")), "subject eq 'a'");
    }
}
