//! The properties by which the service recognises a create that it carried out before: CSDL has no term for it.

use crate::model::StructuredType;
use crate::schema::Schema;

/// Those that Graph's reference documents, each with the type that has it:
/// [event](https://learn.microsoft.com/graph/api/resources/event).
const DOCUMENTED: &[(&str, &str)] = &[("microsoft.graph.event", "transactionId")];

impl Schema {
    /// Whether a create of this type with the same value in this property is carried out once, however often it is sent.
    #[must_use]
    pub fn is_idempotency_key(&self, ty: &StructuredType, property: &str) -> bool {
        DOCUMENTED.iter().any(|(of, name)| *name == property && self.is_a(ty, of))
    }
}

#[cfg(test)]
mod tests {
    use crate::schema::Schema;

    #[test]
    fn it_is_inherited() {
        let text = "<Edmx><DataServices><Schema Namespace='microsoft.graph'><EntityType Name='event'/>\
                    <EntityType Name='meeting' BaseType='microsoft.graph.event'/><EntityType Name='message'/>\
                    </Schema></DataServices></Edmx>";
        let schema = Schema::parse(text).unwrap();
        let is_key = |ty: &str, name| schema.is_idempotency_key(schema.structured(ty).unwrap(), name);
        assert!(is_key("microsoft.graph.event", "transactionId") && is_key("microsoft.graph.meeting", "transactionId"));
        assert!(!is_key("microsoft.graph.event", "subject") && !is_key("microsoft.graph.message", "transactionId"));
    }
}
