//! The options that attributes give, read by the table.

use proc_macro2::{Ident, Span};
use syn::spanned::Spanned;

use super::argument::{self, Argument};
use super::table::{self, Exclusion, Place, Row, ValueKind};
use super::text::Text;
use crate::errors::Errors;
use crate::suggest::instead;

/// The options given at one place, each where it stands.
pub(crate) struct Given {
    place: Place,
    options: Vec<(&'static Row, Span, Value)>,
}

enum Value {
    Word,
    Text(Text),
    Path(syn::Path),
    Type(syn::Type),
}

impl Given {
    pub(crate) fn new(place: Place) -> Self {
        Self { place, options: Vec::new() }
    }

    /// Takes the options among these arguments. What is not an option of the place goes to `rest`, which returns what it does
    /// not know either.
    pub(crate) fn read(
        &mut self,
        arguments: Vec<Argument>,
        rest: &mut dyn FnMut(Argument, &mut Errors) -> Option<Argument>,
        errors: &mut Errors,
    ) {
        for argument in arguments {
            if let Some(other) = self.take(argument, errors)
                && let Some(unknown) = rest(other, errors)
            {
                self.misfit(&unknown, errors);
            }
        }
    }

    /// Takes an argument that is an option with a value of its kind, and returns any other.
    fn take(&mut self, argument: Argument, errors: &mut Errors) -> Option<Argument> {
        let named = |name: &Ident| table::find(self.place, &name.to_string());
        let (row, name, value) = match argument {
            Argument::Word(word) => match named(&word) {
                Some(row) if row.kind == ValueKind::Word => (row, word, Some(Value::Word)),
                _ => return Some(Argument::Word(word)),
            },
            Argument::Assignment(name, value) => match named(&name) {
                Some(row) if row.kind == ValueKind::Text => {
                    let text = argument::text(&name, &value, errors);
                    (row, name, text.map(Value::Text))
                }
                Some(row) if row.kind == ValueKind::Path => {
                    let path = argument::path(&name, &value, row.example, errors);
                    (row, name, path.map(Value::Path))
                }
                Some(row) if row.kind == ValueKind::Type => {
                    let ty = argument::ty(&name, &value, row.example, errors);
                    (row, name, ty.map(Value::Type))
                }
                _ => return Some(Argument::Assignment(name, value)),
            },
            other => return Some(other),
        };
        if let Some(value) = value {
            if self.find(row.name).is_some() {
                errors.push(name.span(), format!("`{name}` is given twice, remove one"));
            } else {
                self.options.push((row, name.span(), value));
            }
        }
        None
    }

    /// Reports what no option of the place is, or what has a value of another kind.
    fn misfit(&self, argument: &Argument, errors: &mut Errors) {
        let row = |name: &dyn std::fmt::Display| table::find(self.place, &name.to_string());
        match argument {
            Argument::Text(text) => errors.push(text.span(), format!("unexpected string `{}`", text.token())),
            Argument::Word(name) | Argument::Assignment(name, _) | Argument::List(name, _) => {
                let message = match (row(name), argument) {
                    (None, _) => {
                        let known: Vec<&str> = table::at(self.place).map(|row| row.name).collect();
                        format!("unknown option `{name}`{}", instead(&name.to_string(), &known))
                    }
                    (Some(row), Argument::List(_, value)) if row.kind != ValueKind::Word => {
                        format!("`{name}` takes its value behind `=`: `{name} = {value}`")
                    }
                    (Some(row), _) if row.kind != ValueKind::Word => {
                        format!("`{name}` takes a value: `{name} = {}`", row.example)
                    }
                    (Some(_), _) => format!("`{name}` takes no value, write `{name}`"),
                };
                errors.push(name.span(), message);
            }
        }
    }

    /// Where the option of this name stands.
    pub(crate) fn span(&self, name: &str) -> Option<Span> {
        self.find(name).map(|(_, span, _)| *span)
    }

    /// The string of the option of this name.
    pub(crate) fn text(&self, name: &str) -> Option<&Text> {
        match self.find(name)? {
            (_, _, Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The path of the option of this name.
    pub(crate) fn path(&self, name: &str) -> Option<&syn::Path> {
        match self.find(name)? {
            (_, _, Value::Path(path)) => Some(path),
            _ => None,
        }
    }

    /// The type of the option of this name.
    pub(crate) fn ty(&self, name: &str) -> Option<&syn::Type> {
        match self.find(name)? {
            (_, _, Value::Type(ty)) => Some(ty),
            _ => None,
        }
    }

    /// Reports the options that exclude each other.
    pub(crate) fn check_combinations(&self, errors: &mut Errors) {
        if self.options.len() < 2 {
            return;
        }
        let mut reported: Vec<&str> = Vec::new();
        for row in table::at(self.place).filter(|row| self.find(row.name).is_some()) {
            for Exclusion { other, message, unless_create_only } in row.excludes {
                let Some((_, span, value)) = self.find(other).filter(|_| !reported.contains(other)) else { continue };
                if *unless_create_only && self.find("create_only").is_some() {
                    continue;
                }
                // One mistake for an option, however many exclude it.
                reported.push(other);
                let span = match value {
                    Value::Word => *span,
                    Value::Text(text) => text.span(),
                    Value::Path(path) => path.span(),
                    Value::Type(ty) => ty.span(),
                };
                errors.push(span, *message);
            }
        }
    }

    fn find(&self, name: &str) -> Option<&(&'static Row, Span, Value)> {
        self.options.iter().find(|(row, ..)| row.name == name)
    }
}
