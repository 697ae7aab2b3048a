//! The model of an entity: what the derive's input says, borrowed from it.

use graph_entity_names::camel_case;
use proc_macro2::Span;
use syn::{Data, DeriveInput, Fields, Generics, Ident, Type};

use crate::errors::Errors;
use crate::options::attributes::{self, ODataType};
use crate::options::given::Given;
use crate::options::runtime::Runtime;
use crate::options::table::Place;

/// Which of Graph's structured types a struct stands for.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    Entity,
    Complex,
    /// None of them: the parameters of an action or a function.
    Parameters,
}

impl Kind {
    /// The derive, and the trait that it implements.
    pub(crate) fn derive(self) -> &'static str {
        match self {
            Self::Entity => "GraphEntity",
            Self::Complex => "GraphComplex",
            Self::Parameters => "GraphParameters",
        }
    }

    /// The attribute beside the derive.
    pub(crate) fn attribute(self) -> &'static str {
        match self {
            Self::Entity => "graph_entity",
            Self::Complex => "graph_complex",
            Self::Parameters => "graph_parameters",
        }
    }

    pub(crate) fn place(self) -> Place {
        match self {
            Self::Entity => Place::Entity,
            Self::Complex => Place::Complex,
            Self::Parameters => Place::Parameters,
        }
    }

    fn field_place(self) -> Place {
        match self {
            Self::Entity => Place::EntityField,
            Self::Complex => Place::ComplexField,
            Self::Parameters => Place::Parameter,
        }
    }
}

/// A struct that stands for a Graph entity or complex type, or for parameters.
pub(crate) struct Entity<'a> {
    pub(crate) kind: Kind,
    pub(crate) ident: &'a Ident,
    pub(crate) generics: &'a Generics,
    pub(crate) odata_type: ODataType,
    pub(crate) runtime: Runtime,
    /// The user's rule for the whole value.
    pub(crate) validate: Option<syn::Path>,
    pub(crate) fields: Vec<Field<'a>>,
}

/// Which writes have a property, and what they ask of it: the method of the runtime's writer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    /// By all.
    Always,
    /// By all, and a create needs it.
    Required,
    /// By none that is sent.
    Never,
    /// By creates alone.
    ByCreates,
    /// By creates alone, and they need it.
    RequiredByCreates,
    /// By creates alone, and the one that leaves it out gets it.
    AsIdempotencyKey,
}

/// A field that stands for a property.
pub(crate) struct Field<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) ty: &'a Type,
    /// The field's name in Rust, without `r#`.
    pub(crate) rust_name: String,
    /// The property's name in JSON, and what in the source says so.
    pub(crate) name: (String, Span),
    pub(crate) options: Given,
}

impl<'a> Entity<'a> {
    /// Reads the derive's input. A shape that no entity has leaves it without fields.
    pub(crate) fn new(kind: Kind, input: &'a DeriveInput, errors: &mut Errors) -> Self {
        let ident = &input.ident;
        let shape = match &input.data {
            Data::Struct(data) => match &data.fields {
                Fields::Named(_) => None,
                Fields::Unnamed(_) => Some("a tuple struct"),
                Fields::Unit if kind == Kind::Parameters => None,
                Fields::Unit => Some("a unit struct"),
            },
            Data::Enum(_) if kind == Kind::Parameters => Some("an enum"),
            // A hierarchy, which has a model of its own.
            Data::Enum(_) => None,
            Data::Union(_) => Some("a union"),
        };
        if let Some(shape) = shape {
            let derive = kind.derive();
            errors.push(ident.span(), format!("`{derive}` needs a struct with named fields, `{ident}` is {shape}"));
        }
        let attributes = match kind {
            Kind::Parameters => attributes::of_parameters(&input.attrs, ident, errors),
            Kind::Entity | Kind::Complex => {
                attributes::of_type(&input.attrs, kind.attribute(), kind.place(), ident, errors)
            }
        };
        let fields = match &input.data {
            Data::Struct(data) => data.fields.iter().filter_map(|field| Field::new(kind, field, errors)).collect(),
            _ => Vec::new(),
        };
        Self {
            kind,
            ident,
            generics: &input.generics,
            odata_type: attributes.odata_type,
            runtime: attributes.runtime,
            validate: attributes.validate,
            fields,
        }
    }
}

impl<'a> Field<'a> {
    pub(crate) fn new(kind: Kind, field: &'a syn::Field, errors: &mut Errors) -> Option<Self> {
        let ident = field.ident.as_ref()?;
        let mut rust_name = ident.to_string();
        if rust_name.starts_with("r#") {
            rust_name.drain(..2);
        }
        let options = attributes::of_field(&field.attrs, kind.attribute(), kind.field_place(), errors);
        let name = match options.text("name").filter(|text| !text.value().is_empty()) {
            Some(text) => (text.value().to_owned(), text.span()),
            None => (camel_case(&rust_name), ident.span()),
        };
        Some(Self { ident, ty: &field.ty, rust_name, name, options })
    }

    /// Whether it stands for one property, and not for all that are not declared.
    pub(crate) fn is_property(&self) -> bool {
        !self.is("additional")
    }

    /// Which writes have it.
    pub(crate) fn written(&self) -> Written {
        if self.is("idempotency_key") {
            return Written::AsIdempotencyKey;
        }
        match (self.is("create_only"), self.is("required")) {
            (true, true) => Written::RequiredByCreates,
            (true, false) => Written::ByCreates,
            (false, _) if self.is("key") || self.is("read_only") || self.is("expand") => Written::Never,
            (false, true) => Written::Required,
            (false, false) => Written::Always,
        }
    }

    /// Whether a create sends references to entities in it.
    pub(crate) fn holds_references(&self) -> bool {
        self.is_property() && self.name.0.ends_with("@odata.bind") && self.written() != Written::Never
    }

    /// Whether a read selects it.
    pub(crate) fn is_selected(&self) -> bool {
        self.is_property() && !self.is("write_only") && !self.is("expand")
    }

    /// Whether an option of one word is given.
    pub(crate) fn is(&self, option: &str) -> bool {
        self.options.span(option).is_some()
    }
}
