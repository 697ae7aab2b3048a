//! The model of an enumeration: each variant a member.

use graph_entity_names::lower_camel_case;
use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Fields, Variant};

use crate::errors::Errors;
use crate::options::attributes::{self, ODataType, TypeAttributes};
use crate::options::runtime::Runtime;
use crate::options::table::Place;
use crate::options::text::Text;

/// An enum that stands for a Graph enumeration.
pub(crate) struct Enumeration<'a> {
    pub(crate) input: &'a DeriveInput,
    pub(crate) odata_type: ODataType,
    pub(crate) runtime: Runtime,
    pub(crate) members: Vec<Member<'a>>,
    /// The variant that keeps a member which is not declared.
    pub(crate) other: Option<&'a Variant>,
    /// Where it says that several members can hold at once.
    pub(crate) flags: Option<Span>,
}

pub(crate) struct Member<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) name: String,
    /// What in the source says so.
    pub(crate) place: Span,
}

impl<'a> Enumeration<'a> {
    pub(crate) fn new(input: &'a DeriveInput, errors: &mut Errors) -> Self {
        let ident = &input.ident;
        let attributes = attributes::of_type(&input.attrs, "graph_enum", Place::Enumeration, ident, errors);
        let (mut members, mut other) = (Vec::new(), None);
        if let Data::Enum(data) = &input.data {
            for variant in &data.variants {
                if let Some(member) = member(variant, &mut other, errors) {
                    members.push(member);
                }
            }
        } else {
            errors.push(ident.span(), format!("`GraphEnum` needs an enum, `{ident}` is not one"));
        }
        let TypeAttributes { odata_type, runtime, flags, .. } = attributes;
        Self { input, odata_type, runtime, members, other, flags }
    }
}

fn member<'a>(variant: &'a Variant, other: &mut Option<&'a Variant>, errors: &mut Errors) -> Option<Member<'a>> {
    let ident = &variant.ident;
    let options = attributes::of_member(&variant.attrs, "graph_enum", errors);
    let name = options.text("name").filter(|name| !name.value().is_empty());
    if let Some(span) = options.span("other") {
        if let Some(first) = other {
            errors.push(span, format!("one variant keeps the unknown members, and that is `{}` already", first.ident));
        } else if !matches!(&variant.fields, Fields::Unnamed(fields) if fields.unnamed.len() == 1) {
            errors.push(ident.span(), format!("`other` keeps the member as it came, write `{ident}(String)`"));
        } else if let Some(name) = name {
            errors.push(name.span(), "`other` stands for members of any name, remove `name`");
        }
        *other = Some(variant);
        return None;
    }
    if !matches!(variant.fields, Fields::Unit) {
        let message = format!(
            "a member has no fields, write `{ident}`, or `#[graph_enum(other)] {ident}(String)` for the unknown ones"
        );
        errors.push(ident.span(), message);
    }
    let place = name.map_or_else(|| ident.span(), Text::span);
    let name = name.map_or_else(|| lower_camel_case(&ident.unraw().to_string()), |name| name.value().to_owned());
    Some(Member { ident, name, place })
}
