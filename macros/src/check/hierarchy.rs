//! The rules of a hierarchy.

use syn::spanned::Spanned;

use crate::errors::Errors;
use crate::model::hierarchy::Hierarchy;

pub(crate) fn check(hierarchy: &Hierarchy<'_>, errors: &mut Errors) {
    if let Some(parameter) = hierarchy.generics.params.first() {
        errors.push(parameter.span(), "a hierarchy has no parameters, remove them");
    }
    if let Some(rule) = &hierarchy.validate {
        errors.push(rule.span(), "a hierarchy has no rule of its own, write `validate` on the types in it");
    }
    let mut others = hierarchy.cases.iter().filter_map(|case| Some((case.ident, case.options.span("other")?)));
    if let Some((first, _)) = others.next() {
        for (_, span) in others {
            errors.push(
                span,
                format!("one variant takes the types that are not declared, and that is `{first}` already"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::entity::Kind;
    use syn::{DeriveInput, parse_quote};

    fn messages(input: &DeriveInput) -> Vec<String> {
        let mut errors = Errors::default();
        check(&Hierarchy::new(Kind::Entity, input, &mut errors), &mut errors);
        errors.messages()
    }

    #[test]
    fn each_mistake_has_its_message() {
        let cases: [(DeriveInput, &[&str]); 6] = [
            (
                parse_quote!(
                    #[graph_entity("a.b")]
                    enum A {}
                ),
                &["`A` has no variants, write one for each type of the hierarchy"],
            ),
            (
                parse_quote!(
                    #[graph_entity("a.b")]
                    enum A {
                        B,
                        C {
                            c: C,
                        },
                        #[graph_entity(other)]
                        D(E, F),
                    }
                ),
                &[
                    "a variant holds one value, write `B(B)`",
                    "a variant holds one value, write `C(C)`",
                    "a variant holds one value, write `D(OtherType)`",
                ],
            ),
            (
                parse_quote!(
                    #[graph_entity("a.b")]
                    enum A {
                        #[graph_entity(other)]
                        B(B),
                        #[graph_entity(other)]
                        C(C),
                    }
                ),
                &["one variant takes the types that are not declared, and that is `B` already"],
            ),
            (
                parse_quote!(
                    #[graph_entity("a.b")]
                    enum A {
                        #[graph_entity(othr)]
                        B(B),
                        #[graph_entity("x.y")]
                        C(C),
                    }
                ),
                &[
                    "unknown option `othr`, did you mean `other`?",
                    "a variant's type is that of its value, remove it here",
                ],
            ),
            (
                parse_quote!(
                    #[graph_entity("a.b", validate = f)]
                    enum A<T> {
                        B(T),
                    }
                ),
                &[
                    "a hierarchy has no parameters, remove them",
                    "a hierarchy has no rule of its own, write `validate` on the types in it",
                ],
            ),
            (
                parse_quote!(
                    enum A {
                        B(B),
                    }
                ),
                &["`A` needs its Graph type, such as `#[graph_entity(\"microsoft.graph.a\")]`"],
            ),
        ];
        for (input, expected) in &cases {
            assert_eq!(messages(input), *expected);
        }
    }
}
