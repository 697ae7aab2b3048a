use super::*;

fn tokens(item: &TokenStream) -> String {
    let mut tokens = TokenStream::new();
    Struct::new(item).unwrap().to_tokens(&mut tokens);
    tokens.to_string()
}

#[test]
fn a_struct_with_its_derive_below_stays_as_it_is() {
    for item in [
        quote!(
            #[derive(Debug, GraphEntity)]
            #[graph_entity("a.b")]
            pub struct A<T>
            where
                T: B,
            {
                #[graph_entity(key)]
                id: T,
            }
        ),
        quote!(
            #[derive(Renamed)]
            #[graph_entity("a.b")]
            struct A {
                #[graph_entity(key)]
                id: T,
            }
        ),
        quote!(
            #[cfg_attr(x, derive(GraphEntity))]
            #[graph_entity("a.b")]
            struct A {
                #[graph_entity(key)]
                id: T,
            }
        ),
    ] {
        assert_eq!(tokens(&item), item.to_string());
    }
}

#[test]
fn a_plain_item_is_read_without_syn() {
    for item in [
        quote!(
            pub struct A {
                b: C<D>,
            }
        ),
        quote!(
            #[a]
            pub(crate) struct A(B);
        ),
        quote!(
            pub(in a::b) enum A {
                B(C),
            }
        ),
        quote!(
            struct A;
        ),
    ] {
        assert!(Struct::plain(&item).is_some());
        assert_eq!(tokens(&item), item.to_string());
    }
}

#[test]
fn without_a_derive_its_attributes_go() {
    assert_eq!(
        tokens(&quote!(
            #[derive(Debug)]
            #[graph_entity("a.b")]
            struct A {
                #[graph_entity(key)]
                #[serde(x)]
                id: T,
            }
        )),
        quote!(
            #[derive(Debug)]
            struct A {
                #[serde(x)]
                id: T,
            }
        )
        .to_string()
    );
}

#[test]
fn what_is_no_struct_is_refused() {
    for item in [
        quote!(
            fn create() {}
        ),
        quote!(impl A {}),
        quote!(union U { a: u8 }),
        quote!(),
    ] {
        assert!(Struct::new(&item).is_err());
    }
}
