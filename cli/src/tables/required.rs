//! The properties that the pages of Graph's reference call required: the schema names few of them.

use std::collections::HashMap;

use crate::failure::Result;
use crate::tables::embedded;

/// How a page says what is required: in the property's own row, or in a heading above the table.
const ROW: &str = "row";

/// The pages whose heading stands above every table, whatever is required.
const BOILERPLATE: &str = "intune-";

/// The required properties of types, by the reference.
#[derive(Debug, Default, Clone)]
pub struct Required {
    types: HashMap<String, Vec<String>>,
    is_all: bool,
}

impl Required {
    /// The table that is part of the tool, for one version; with what Intune's pages say only if `all` is asked for, as there
    /// the same heading stands on every page.
    ///
    /// # Errors
    ///
    /// None, unless the tool was built wrong.
    pub fn embedded(beta: bool, all: bool) -> Result<Self> {
        Ok(Self::parse(&embedded::text(embedded::REQUIRED)?, beta, all))
    }

    /// Reads the table: type, version, page, basis and the properties with commas, with tabs between.
    fn parse(text: &str, beta: bool, all: bool) -> Self {
        let mut types: HashMap<String, Vec<String>> = HashMap::new();
        let wanted = if beta { "beta" } else { "v1.0" };
        for line in text.lines() {
            let columns: Vec<&str> = line.split('\t').collect();
            let [ty, version, page, basis, properties] = columns.as_slice() else { continue };
            if *version != wanted || !(all || *basis == ROW || !page.starts_with(BOILERPLATE)) {
                continue;
            }
            let properties: Vec<String> = properties.split(',').map(|name| name.trim().to_owned()).collect();
            // Of several pages, what each requires: they create in different places.
            match types.get_mut(*ty) {
                Some(known) => known.retain(|name| properties.contains(name)),
                None => _ = types.insert((*ty).to_owned(), properties),
            }
        }
        Self { types, is_all: all }
    }

    /// Whether it has what Intune's pages say.
    pub(crate) fn is_all(&self) -> bool {
        self.is_all
    }

    /// Those of a type, by its qualified name.
    pub(crate) fn of(&self, ty: &str) -> &[String] {
        self.types.get(ty).map(Vec::as_slice).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_every_page_of_a_type_requires_is_required() {
        let table = "type\tversion\tpage\tbasis\trequired\n\
                     g.a\tv1.0\ta-post.md\trow\tx,y\n\
                     g.a\tv1.0\tb-post.md\ttable\ty,z\n\
                     g.b\tv1.0\tintune-b-create.md\ttable\tx\n\
                     g.c\tv1.0\tintune-c-create.md\trow\tx\n\
                     g.a\tbeta\ta-post.md\trow\tx,y\n";
        let required = Required::parse(table, false, false);
        assert_eq!(["g.a", "g.b", "g.c"].map(|ty| required.of(ty).join(",")), ["y", "", "x"]);
        assert_eq!(Required::parse(table, true, false).of("g.a"), ["x", "y"]);
        assert_eq!(Required::parse(table, false, true).of("g.b"), ["x"]);
    }
}
