//! The model of a hierarchy: an enum whose variants each hold one type, which `@odata.type` tells.

use syn::{Data, DeriveInput, Fields, Generics, Ident, Type, Variant};

use super::entity::Kind;
use crate::errors::Errors;
use crate::options::attributes::{self, ODataType};
use crate::options::given::Given;
use crate::options::runtime::Runtime;

/// An enum that stands for a type of Graph's and those derived from it.
pub(crate) struct Hierarchy<'a> {
    pub(crate) kind: Kind,
    pub(crate) ident: &'a Ident,
    pub(crate) generics: &'a Generics,
    pub(crate) odata_type: ODataType,
    pub(crate) runtime: Runtime,
    /// The user's rule for the whole value, which a hierarchy does not have.
    pub(crate) validate: Option<syn::Path>,
    pub(crate) cases: Vec<Case<'a>>,
}

pub(crate) struct Case<'a> {
    pub(crate) ident: &'a Ident,
    /// The type of its value, or `None` if it has another shape, which is an error already.
    pub(crate) ty: Option<&'a Type>,
    pub(crate) options: Given,
}

impl<'a> Hierarchy<'a> {
    pub(crate) fn new(kind: Kind, input: &'a DeriveInput, errors: &mut Errors) -> Self {
        let ident = &input.ident;
        let attributes = attributes::of_type(&input.attrs, kind.attribute(), kind.place(), ident, errors);
        let cases: Vec<Case<'_>> = match &input.data {
            Data::Enum(data) => data.variants.iter().map(|variant| Case::new(kind, variant, errors)).collect(),
            Data::Struct(_) | Data::Union(_) => Vec::new(),
        };
        if cases.is_empty() {
            errors.push(ident.span(), format!("`{ident}` has no variants, write one for each type of the hierarchy"));
        }
        Self {
            kind,
            ident,
            generics: &input.generics,
            odata_type: attributes.odata_type,
            runtime: attributes.runtime,
            validate: attributes.validate,
            cases,
        }
    }
}

impl<'a> Case<'a> {
    fn new(kind: Kind, variant: &'a Variant, errors: &mut Errors) -> Self {
        let ident = &variant.ident;
        let options = attributes::of_hierarchy_variant(&variant.attrs, kind.attribute(), errors);
        let ty = match &variant.fields {
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => fields.unnamed.first().map(|field| &field.ty),
            _ => {
                let value = if options.span("other").is_some() { "OtherType".to_owned() } else { ident.to_string() };
                errors.push(ident.span(), format!("a variant holds one value, write `{ident}({value})`"));
                None
            }
        };
        Self { ident, ty, options }
    }

    /// Whether it takes the types that are not declared.
    pub(crate) fn is_other(&self) -> bool {
        self.options.span("other").is_some()
    }
}
