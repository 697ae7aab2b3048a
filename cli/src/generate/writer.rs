//! Puts the source together: the attributes of the types, their fields, variants and members.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use graph_entity_names::lower_camel_case;
use graph_entity_schema::{Enumeration, Operation, StructuredType};

use crate::failure::{Failure, Result};
use crate::generate::Request;
use crate::generate::calls::Call;
use crate::generate::comments::docs::doc_comment;
use crate::generate::fields::{self, Cycles, Holds, Rules, fields};
use crate::generate::kept::Kept;
use crate::generate::names::{Names, simple};
use crate::generate::operations::places::{Place, creates};
use crate::generate::operations::references::Relations;
use crate::generate::operations::{Style, attributes, is_read};
use crate::generate::plan::{Item, Plan, Shape};
use crate::generate::values::Used;
use crate::schema::find::short;
use crate::tables::permissions::Permissions;

/// What is written, and what it uses.
pub(super) struct Writer<'a, 's> {
    pub(super) plan: &'a Plan<'s>,
    pub(super) calls: &'a [Call<'s>],
    pub(super) request: &'a Request,
    pub(super) permissions: Option<&'a Permissions>,
    pub(super) used: Used,
    /// Where each requested type is.
    pub(super) places: HashMap<&'s str, Vec<Place>>,
    pub(super) relations: Relations<'s>,
    /// The operations that the schema has of any requested type.
    pub(super) found: HashSet<Operation>,
    /// What is not written because the table of permissions does not have it: `DELETE /me`.
    pub(super) unlisted: Vec<String>,
}

impl<'s> Writer<'_, 's> {
    /// The source without the comments that it begins with.
    pub(super) fn write(&mut self, created: &HashSet<&str>, kept: &Kept<'_>) -> Result<String> {
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
        let mut source = String::new();
        for item in std::iter::once(self.used.line()).chain(items) {
            source.push('\n');
            source.push_str(&formatted(&item)?);
        }
        Ok(source)
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
    fn operations(&mut self, ty: &StructuredType, is_struct: bool) -> String {
        let Some(places) = self.places.get(&*ty.name) else { return String::new() };
        // A hierarchy whose base is not abstract has the reads, as what is read may be of any of its types; a struct of the base has
        // all operations.
        let reads_alone = !is_struct && !ty.is_abstract;
        let operations: Vec<Operation> =
            self.request.operations.iter().copied().filter(|operation| !reads_alone || is_read(*operation)).collect();
        let style = Style {
            operations: &operations,
            beta: self.request.beta,
            permissions: self.permissions,
            selects: is_struct,
            writes_unlisted: self.request.unlisted,
        };
        let relations = if reads_alone { &[] } else { self.relations.of(ty) };
        let attributes = attributes(self.plan.schema, ty, places, relations, &style);
        for attribute in attributes.used {
            self.used.note(attribute);
        }
        self.found.extend(attributes.found);
        self.unlisted.extend(attributes.unlisted);
        attributes.source
    }

    fn structure(&mut self, ty: &'s StructuredType, fields: &[fields::Field<'s>], cycles: &Cycles<'s>) -> String {
        let (derive, attribute) = self.kind(ty);
        let operations = if ty.is_abstract { String::new() } else { self.operations(ty, true) };
        let shape = Shape::Struct(&ty.name);
        let is_open = self.plan.schema.is_open(ty);
        let fields =
            fields::source(fields, attribute, is_open, &|field| cycles.needs_box(shape, field), &mut self.used);
        format!(
            "{}#[derive(Debug, Clone, Default, PartialEq, {derive})]\n#[{attribute}({:?}{})]\n{operations}pub struct {} {{\n{fields}}}\n",
            doc_comment(ty.description.as_deref(), simple(&ty.name)),
            ty.name,
            self.beta(),
            self.plan.name(shape),
        )
    }

    fn hierarchy(&mut self, ty: &'s StructuredType, variants: &[&'s StructuredType]) -> String {
        let (derive, attribute) = self.kind(ty);
        let other_type = self.used.note("OtherType");
        let operations = self.operations(ty, false);
        let mut names = Names::default();
        let mut source = String::new();
        for variant in variants {
            let name = self.plan.name(Shape::Struct(&variant.name));
            let _ = writeln!(source, "{}({name}),", names.variant(name));
        }
        let other = names.give(["Other".to_owned(), "OtherDerived".to_owned()]);
        let description = doc_comment(ty.description.as_deref(), simple(&ty.name));
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
            if description.is_empty() { description } else { description + "///\n" },
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
            source.push_str(&doc_comment(member.description.as_deref(), &member.name));
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
            doc_comment(ty.description.as_deref(), simple(&ty.name)),
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
