//! Writes the annotated structs of Graph's types, with the enumerations and complex types that they need.
//!
//! The stages: `plan` says which types are declared under which names, `fields` what a struct has, `operations` which methods,
//! `posts` what those are called, and `parameters` what a call takes; this puts the source together and formats it.

mod calls;
mod comments;
mod cycles;
mod fields;
mod kept;
pub mod names;
pub(crate) mod operations;
mod plan;
mod values;

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use graph_entity_names::lower_camel_case;
use graph_entity_schema::{Enumeration, Operation, Schema, StructuredType};

use crate::failure::{Failure, Result};
use crate::output::printable;
use crate::schema::find::{short, structured};
use crate::tables::permissions::Permissions;
use crate::tables::required::Required;
use calls::Call;
use comments::docs::doc_comment;
use comments::head::head;
use fields::{Cycles, Holds, Rules, fields};
use kept::Kept;
use names::Names;
use operations::{Place, Style, attributes, creates, is_read, places};
use plan::hierarchies::Hierarchies;
use plan::navigation::Navigation;
use plan::{Item, Plan, Shape};
use values::Used;

/// What to write.
#[derive(Debug, Clone)]
pub struct Request {
    /// The types, each as `user`, `graph.user` or `microsoft.graph.user`.
    pub types: Vec<String>,
    /// The properties of these types that stay, besides the key; all where there are none.
    pub only: Vec<String>,
    /// The navigation properties to declare as well: `manager`, `members@odata.bind`, `accessPackage/catalog`.
    pub navigation: Vec<String>,
    /// Whether the schema is that of Graph's beta version.
    pub beta: bool,
    /// The bases that are declared as an enum of all their derived types, and the derived types that are a variant of their bases.
    pub variants: Vec<String>,
    /// What the reference says is required, beside what the schema says.
    pub required: Required,
    /// The operations that get a method, where the schema has them.
    pub operations: Vec<Operation>,
    /// The paths of the actions whose parameters are written.
    pub actions: Vec<String>,
    /// The paths of the functions that get a struct, with their parameters.
    pub functions: Vec<String>,
    /// The paths that get methods; without any, the shortest one that creates the type. A comment lists the others.
    pub at: Vec<String>,
}

impl Request {
    /// The types, whole, with everything else as it is where nothing is said.
    #[must_use]
    pub fn new(types: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let types = types.into_iter().map(Into::into).collect();
        Self {
            types,
            only: Vec::new(),
            navigation: Vec::new(),
            beta: false,
            variants: Vec::new(),
            required: Required::default(),
            operations: vec![Operation::Create, Operation::Get, Operation::List],
            at: Vec::new(),
            actions: Vec::new(),
            functions: Vec::new(),
        }
    }
}

/// Writes the source of the types.
///
/// # Errors
///
/// Where a type or property is not in the schema; the message says which was most likely meant.
pub fn generate(schema: &Schema, request: &Request, permissions: Option<&Permissions>) -> Result<String> {
    let mut requested: Vec<&StructuredType> = Vec::new();
    let mut names = HashSet::new();
    for name in &request.types {
        let ty = structured(schema, name)?;
        if names.insert(&*ty.name) {
            requested.push(ty);
        }
    }
    let variants: Vec<&StructuredType> =
        request.variants.iter().map(|name| structured(schema, name)).collect::<Result<_>>()?;
    let hierarchies = Hierarchies::new(schema, &requested, &variants)?;
    let created: Vec<&StructuredType> = requested
        .iter()
        .flat_map(|ty| match hierarchies.variants(ty) {
            Some(variants) if ty.is_abstract || hierarchies.is_whole(ty) => variants,
            _ => vec![*ty],
        })
        .collect();
    let kept = Kept::new(schema, &created, &request.only)?;
    let navigation = Navigation::find(schema, &hierarchies, &requested, &request.navigation)?;
    let calls = Call::find(schema, request)?;
    let plan = Plan::new(schema, &requested, hierarchies, navigation, &kept, &calls);
    if let Some(ty) = plan.outside_of_hierarchies(&variants) {
        let name = &ty.name;
        return Err(Failure::new(format!("`{name}` is not part of what is written: leave it out of `--variants`")));
    }
    let mut writer =
        Writer { plan: &plan, calls: &calls, request, permissions, used: Used::default(), places: HashMap::new() };
    for ty in &requested {
        writer.places.insert(&ty.name, places(schema, ty, &request.at)?);
    }
    writer.write(&created.iter().map(|ty| &*ty.name).collect(), &kept)
}

struct Writer<'a, 's> {
    plan: &'a Plan<'s>,
    calls: &'a [Call<'s>],
    request: &'a Request,
    permissions: Option<&'a Permissions>,
    used: Used,
    /// Where each requested type is.
    places: HashMap<&'s str, Vec<Place>>,
}

impl<'s> Writer<'_, 's> {
    fn write(mut self, created: &HashSet<&str>, kept: &Kept<'_>) -> Result<String> {
        let mut holds = Holds::default();
        let mut fields_of = HashMap::new();
        for item in &self.plan.items {
            holds.note_hierarchy(item);
            if let Item::Struct(ty) = *item {
                let is_created = created.contains(&*ty.name);
                let required = self.required(ty, is_created);
                let rules = Rules { kept, is_created, required: &required };
                let fields = fields(self.plan, ty, &rules, &mut self.used);
                holds.note_struct(ty, &fields);
                fields_of.insert(&*ty.name, fields);
            }
        }
        let cycles = holds.cycles();
        let mut items = Vec::new();
        for (call, name) in self.calls.iter().zip(&self.plan.call_names) {
            items.push(call.source(name, self.plan, self.request.beta, self.permissions, &mut self.used));
        }
        for item in &self.plan.items {
            items.push(match item {
                Item::Struct(ty) => {
                    let fields = fields_of.get(&*ty.name).map(Vec::as_slice).unwrap_or_default();
                    self.structure(ty, fields, &cycles)
                }
                Item::Hierarchy(ty, variants) => self.hierarchy(ty, variants),
                Item::Enumeration(ty) => self.enumeration(ty),
            });
        }
        let mut source = head(&self);
        for item in std::iter::once(self.used.line()).chain(items) {
            source.push('\n');
            source.push_str(&formatted(&item)?);
        }
        // Comments and literals are printable already; this covers whatever is added later.
        Ok(printable::lines(&source).into_owned())
    }

    /// What the schema, and the reference, say that a create of the type is refused without, wherever it is.
    fn required(&self, ty: &'s StructuredType, is_created: bool) -> HashSet<&'s str> {
        let schema = self.plan.schema;
        let mut required: HashSet<&str> = schema.required_properties(ty).collect();
        let places = self.places.get(&*ty.name).filter(|_| is_created).map(Vec::as_slice).unwrap_or_default();
        let of_paths = creates(places).filter_map(|path| schema.resolve(path, Operation::Create).ok());
        let of_all = of_paths
            .map(|post| post.required.into_iter().collect::<HashSet<_>>())
            .reduce(|all, of_path| all.intersection(&of_path).copied().collect());
        required.extend(of_all.into_iter().flatten());
        if is_created {
            let documented = self.request.required.of(&ty.name);
            let properties = schema.properties(ty).into_iter().filter(|property| !property.is_computed);
            required.extend(
                properties.map(|property| &*property.name).filter(|name| documented.iter().any(|of| of == name)),
            );
        }
        required
    }

    fn beta(&self) -> &'static str {
        if self.request.beta { ", beta" } else { "" }
    }

    /// The derive's attribute and its name: entities and complex types.
    fn kind(&mut self, ty: &StructuredType) -> (&'static str, &'static str) {
        if ty.is_entity {
            (self.used.note("GraphEntity"), "graph_entity")
        } else {
            (self.used.note("GraphComplex"), "graph_complex")
        }
    }

    /// The attributes of a type's operations; a read of a hierarchy selects nothing.
    fn operations(&mut self, ty: &StructuredType, selects: bool, is_wanted: impl Fn(Operation) -> bool) -> String {
        let Some(places) = self.places.get(&*ty.name) else { return String::new() };
        let operations: Vec<Operation> =
            self.request.operations.iter().copied().filter(|operation| is_wanted(*operation)).collect();
        let style = Style { operations: &operations, beta: self.request.beta, permissions: self.permissions, selects };
        let (used, source) = attributes(self.plan.schema, ty, places, &style);
        for attribute in used {
            self.used.note(attribute);
        }
        source
    }

    fn structure(&mut self, ty: &'s StructuredType, fields: &[fields::Field<'s>], cycles: &Cycles<'s>) -> String {
        let (derive, attribute) = self.kind(ty);
        let operations = if ty.is_abstract { String::new() } else { self.operations(ty, true, |_| true) };
        let shape = Shape::Struct(&ty.name);
        let is_open = self.plan.schema.is_open(ty);
        let fields =
            fields::source(fields, attribute, is_open, &|field| cycles.needs_box(shape, field), &mut self.used);
        format!(
            "{}#[derive(Debug, Clone, Default, PartialEq, {derive})]\n#[{attribute}({:?}{})]\n{operations}pub struct {} {{\n{fields}}}\n",
            doc_comment(ty.description.as_deref()),
            ty.name,
            self.beta(),
            self.plan.name(shape),
        )
    }

    fn hierarchy(&mut self, ty: &'s StructuredType, variants: &[&'s StructuredType]) -> String {
        let (derive, attribute) = self.kind(ty);
        let other_type = self.used.note("OtherType");
        // A base that is not abstract is a struct besides, which has all of them; what is read there may be of any of the types.
        let operations =
            if ty.is_abstract { self.operations(ty, false, |_| true) } else { self.operations(ty, false, is_read) };
        let mut names = Names::default();
        let mut source = String::new();
        for variant in variants {
            let name = self.plan.name(Shape::Struct(&variant.name));
            let _ = writeln!(source, "{}({name}),", names.variant(name));
        }
        let other = names.give(["Other".to_owned(), "OtherDerived".to_owned()]);
        let description = ty.description.as_deref().unwrap_or_default();
        let which = if ty.is_abstract { "" } else { " or of one that extends it" };
        let undeclared = self
            .plan
            .hierarchies
            .count_derived(ty)
            .saturating_sub(variants.iter().filter(|variant| variant.name != ty.name).count());
        let which_others = match undeclared {
            0 => "Any other type, as it came.".to_owned(),
            count => format!("Any other type, as it came; `--variants {}` declares {count} more.", short(&ty.name)),
        };
        format!(
            "{}/// A value of the type `{}`{which}: `@odata.type` says of which.\n\
             #[derive(Debug, Clone, PartialEq, {derive})]\n#[{attribute}({:?}{})]\n{operations}pub enum {} {{\n{source}\
             /// {which_others}\n#[{attribute}(other)]\n{other}({other_type}),\n}}\n",
            if description.is_empty() { String::new() } else { doc_comment(Some(description)) + "///\n" },
            ty.name,
            ty.name,
            self.beta(),
            self.plan.name(Shape::Hierarchy(&ty.name)),
        )
    }

    fn enumeration(&mut self, ty: &'s Enumeration) -> String {
        let derive = self.used.note("GraphEnum");
        let mut names = Names::default();
        let mut source = String::new();
        let mut seen = HashSet::new();
        for member in ty.members.iter().filter(|member| seen.insert(&member.name)) {
            let ident = names.variant(&member.name);
            source.push_str(&doc_comment(member.description.as_deref()));
            if lower_camel_case(&ident) != *member.name {
                let _ = writeln!(source, "#[graph_enum(name = {:?})]", member.name);
            }
            let _ = writeln!(source, "{ident},");
        }
        let other = names.give(["Other".to_owned(), "OtherMember".to_owned()]);
        let (flags, shape) =
            if ty.is_flags { (", flags", Shape::Flags(&ty.name)) } else { ("", Shape::Enumeration(&ty.name)) };
        format!(
            "{}#[derive(Debug, Clone, PartialEq, {derive})]\n#[graph_enum({:?}{flags}{})]\npub enum {} {{\n{source}\
             /// A member that the service added later, as it came.\n#[graph_enum(other)]\n{other}(String),\n}}\n",
            doc_comment(ty.description.as_deref()),
            ty.name,
            self.beta(),
            self.plan.name(shape),
        )
    }
}

fn formatted(item: &str) -> Result<String> {
    let file = syn::parse_file(item).map_err(|error| {
        Failure::new(format!("what was written is not valid Rust, which is a mistake of this tool: {error}: {item}"))
    })?;
    Ok(prettyplease::unparse(&file))
}
