//! What a type inherits, computed once for all types, so that a lookup does not walk a long chain of bases.

use std::collections::HashMap;

use crate::model::{ChangeRestrictions, StructuredType, Type};

/// What a type inherits or declares itself. Types are named by their index in the schema.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Inherited {
    pub(crate) is_open: bool,
    /// What the nearest restriction says of creating one, wherever it is.
    pub(crate) is_insertable: Option<bool>,
    /// The same of updating and deleting one.
    pub(crate) changes: ChangeRestrictions,
    /// The type that declares the key.
    pub(crate) key: Option<usize>,
    /// The nearest type that declares members or required properties: the type itself or a base.
    pub(crate) declaring: Option<usize>,
    /// The next such type.
    pub(crate) declaring_base: Option<usize>,
}

impl Inherited {
    /// Computes it for all types. Their bases exist and have no cycle.
    pub(crate) fn of(types: &[Type], by_name: &HashMap<Box<str>, usize>) -> Vec<Self> {
        let structured = |index: usize| types.get(index).and_then(Type::as_structured);
        let base = |index: usize| by_name.get(structured(index)?.base.as_deref()?).copied();
        let mut found: Vec<Option<Self>> = vec![None; types.len()];
        let mut path = Vec::new();
        for start in 0..types.len() {
            let mut at = Some(start);
            while let Some(index) = at
                && found.get(index).is_some_and(Option::is_none)
            {
                path.push(index);
                at = base(index);
            }
            while let Some(index) = path.pop() {
                let of_base = base(index).and_then(|base| found.get(base).copied().flatten()).unwrap_or_default();
                if let Some(place) = found.get_mut(index) {
                    *place = Some(structured(index).map_or(of_base, |ty| of_base.extended(index, ty)));
                }
            }
        }
        found.into_iter().map(Option::unwrap_or_default).collect()
    }

    fn extended(self, index: usize, ty: &StructuredType) -> Self {
        let declares = !(ty.properties.is_empty() && ty.navigation.is_empty() && ty.insert.required.is_empty());
        let (declaring, declaring_base) =
            if declares { (Some(index), self.declaring) } else { (self.declaring, self.declaring_base) };
        Self {
            is_open: self.is_open || ty.is_open,
            is_insertable: ty.insert.is_insertable.or(self.is_insertable),
            changes: ty.changes.or(self.changes),
            key: if ty.key.is_empty() { self.key } else { Some(index) },
            declaring,
            declaring_base,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use crate::schema::Schema;

    #[test]
    fn bases_that_declare_nothing_are_not_walked() {
        const COUNT: usize = 10_000;
        let mut text =
            "<Edmx><DataServices><Schema Namespace='n'><EntityType Name='t0'><Key><PropertyRef Name='id'/></Key>\
                        <Property Name='id' Type='Edm.String'/></EntityType>"
                .to_owned();
        for number in 1..COUNT {
            // Two in the middle declare something.
            let (open, member) = match number {
                3_000 => (" OpenType='true'", "<Property Name='p' Type='Edm.String'/>"),
                6_000 => ("", "<NavigationProperty Name='n' Type='n.t0'/>"),
                _ => ("", ""),
            };
            let base = number - 1;
            let _ = write!(text, "<EntityType Name='t{number}' BaseType='n.t{base}'{open}>{member}</EntityType>");
        }
        let schema = Schema::parse(&(text + "</Schema></DataServices></Edmx>")).unwrap();
        let ty = |number: usize| schema.structured(&format!("n.t{number}")).unwrap();
        let mut walked = 0;
        for number in 0..COUNT {
            let ty = ty(number);
            walked += schema.declaring(ty).count();
            assert_eq!(schema.key(ty), [Box::from("id")]);
            assert_eq!(schema.is_open(ty), number >= 3_000, "{number}");
        }
        // A walk of all bases would visit 50 million.
        assert_eq!(walked, 3_000 + 3_000 * 2 + 4_000 * 3);
        let names: Vec<&str> = schema.properties(ty(COUNT - 1)).iter().map(|property| &*property.name).collect();
        assert_eq!(names, ["id", "p"]);
        assert!(schema.navigation(ty(COUNT - 1), "n").is_some() && schema.navigation(ty(5_999), "n").is_none());
    }
}
