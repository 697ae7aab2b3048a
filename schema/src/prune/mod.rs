//! A schema reduced to what a program uses, so that it can stand in a program's repository.

mod copy;
mod keep;

use crate::invalid::InvalidSchema;
use crate::parse::elements::PRUNED;
use crate::schema::Schema;
use copy::Copy;
use keep::Keep;

/// What a program uses of a schema. Names and paths that the schema does not have are ignored.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Used {
    /// The qualified names of the types.
    pub types: Vec<String>,
    /// The paths that it calls.
    pub paths: Vec<String>,
}

impl Schema {
    /// The part of a schema that a program uses, as CSDL again: the types with those that they extend, and what the paths lead
    /// through. Of a type that is only led through, that is the members that the paths name.
    ///
    /// What [`resolve`](Self::resolve), [`property`](Self::property) and [`lineage`](Self::lineage) answer for them is the same on the
    /// part as on the whole. What is kept stands there as it was written, but for the parts of elements that are left out.
    ///
    /// # Errors
    ///
    /// [`InvalidSchema`] if the text is not a valid schema.
    pub fn prune(text: &str, used: &Used) -> Result<String, InvalidSchema> {
        let schema = Self::parse(text)?;
        let keep = Keep::new(&schema, used);
        let pruned = Copy::new(text, &schema, &keep).run()?;
        Ok(format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<?{PRUNED}?>\n{pruned}\n"))
    }

    /// Whether it is [a part](Self::prune) of the service's schema: what it lacks, the service may have.
    #[must_use]
    pub fn is_pruned(&self) -> bool {
        self.is_pruned
    }
}
