//! Whether an enumeration's members exist, and whether all of them are declared.

use std::collections::HashSet;

use graph_entity_schema::Enumeration;

use crate::errors::Errors;
use crate::model::enumeration as model;
use crate::suggest::{instead, one_of};

/// Notes what is wrong between an enumeration as it is declared and as it is published.
pub(super) fn members(declared: &model::Enumeration<'_>, enumeration: &Enumeration, errors: &mut Errors) {
    let of = &enumeration.name;
    match declared.flags {
        Some(place) if !enumeration.is_flags => {
            errors.push(place, format!("only one member of {of} holds at a time, remove `flags`"));
        }
        None if enumeration.is_flags => {
            let message = format!("several members of {of} can hold at once, add `flags` and use `Flags` of this");
            errors.push(declared.odata_type.place, message);
        }
        _ => {}
    }
    let known: Vec<&str> = enumeration.members.iter().map(|member| &*member.name).collect();
    for member in declared.members.iter().filter(|member| !known.contains(&member.name.as_str())) {
        let name = &member.name;
        errors.push(member.place, format!("{of} has no member `{name}`{}", instead(name, &known)));
    }
    let written: HashSet<&str> = declared.members.iter().map(|member| member.name.as_str()).collect();
    let missing: Vec<&str> = known.into_iter().filter(|name| !written.contains(name)).collect();
    if !missing.is_empty() && declared.other.is_none() {
        let and = one_of(&missing).replace(" or ", " and ");
        let message = format!("{of} also has {and}: declare what is missing, or `#[graph_enum(other)] Other(String)`");
        errors.push(declared.input.ident.span(), message);
    }
}

#[cfg(test)]
mod tests {
    use crate::schema_check::schemas::{Schemas, enum_messages};
    use syn::{DeriveInput, parse_quote};

    #[test]
    fn each_mistake_in_the_members_has_its_message() {
        let cases: [(DeriveInput, &[&str]); 6] = [
            (
                parse_quote!(
                    #[graph_enum("microsoft.graph.importance")]
                    enum A {
                        Low,
                        Normal,
                        High,
                    }
                ),
                &[],
            ),
            (
                parse_quote!(
                    #[graph_enum("microsoft.graph.importance")]
                    enum A {
                        Low,
                        #[graph_enum(other)]
                        B(String),
                    }
                ),
                &[],
            ),
            (
                parse_quote!(
                    #[graph_enum("microsoft.graph.importance")]
                    enum A {
                        Low,
                        Norml,
                        High,
                    }
                ),
                &[
                    "microsoft.graph.importance has no member `norml`, did you mean `normal`?",
                    "microsoft.graph.importance also has `normal`: declare what is missing, or `#[graph_enum(other)] \
                     Other(String)`",
                ],
            ),
            (
                parse_quote!(
                    #[graph_enum("microsoft.graph.importance")]
                    enum A {
                        Low,
                    }
                ),
                &["microsoft.graph.importance also has `normal` and `high`: declare what is missing, or \
                   `#[graph_enum(other)] Other(String)`"],
            ),
            (
                parse_quote!(
                    #[graph_enum("microsoft.graph.importance", flags)]
                    enum A {
                        Low,
                        Normal,
                        High,
                    }
                ),
                &["only one member of microsoft.graph.importance holds at a time, remove `flags`"],
            ),
            (
                parse_quote!(
                    #[graph_enum("microsoft.graph.keyUsages")]
                    enum A {
                        KeyEncipherment,
                        DigitalSignature,
                    }
                ),
                &["several members of microsoft.graph.keyUsages can hold at once, add `flags` and use `Flags` of this"],
            ),
        ];
        for (input, expected) in &cases {
            assert_eq!(enum_messages(input, Schemas::both()), *expected);
        }
    }
}
