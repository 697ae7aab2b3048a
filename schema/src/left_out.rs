//! What an answer leaves out of an entity unless it is selected, by the property's description: CSDL has no term for it.

use crate::model::Property;

/// How descriptions say it, in lower case and without the marks of Markdown.
const PHRASES: &[&str] = &[
    "returned only on $select",
    "only returned on $select",
    "returned only when selected",
    "not returned by default",
    "isn't returned by default",
    "requires $select",
    "select query options is needed",
    "included in select parameter",
];

impl Property {
    /// Whether its description says that an answer has it only if it is selected, which the request of a create cannot do.
    #[must_use]
    pub fn is_left_out_by_default(&self) -> bool {
        let Some(description) = &self.description else { return false };
        let plain: String = description.chars().filter(|letter| !matches!(letter, '`' | '*')).collect();
        let plain = plain.to_lowercase();
        PHRASES.iter().any(|phrase| plain.contains(phrase))
    }
}

#[cfg(test)]
mod tests {
    use crate::schema::Schema;

    #[test]
    fn descriptions_say_what_is_left_out() {
        for (description, is_left_out) in [
            ("true if it is enabled. Returned only on `$select`. Supports `$filter`.", true),
            ("Its licenses. Not returned by default.", true),
            ("The date. **Requires** `$select` to retrieve.", true),
            (
                "To retrieve actual values GET call needs to be made, with device id and included in select parameter.",
                true,
            ),
            ("Individual get call with select query options is needed to retrieve actual values.", true),
            ("Returned by default. Supports: $select.", false),
            ("Requires a supervised device.", false),
            ("", false),
        ] {
            let text = format!(
                "<Edmx><DataServices><Schema Namespace='n'><ComplexType Name='t'><Property Name='p' Type='Edm.String'>\
                 <Annotation Term='Org.OData.Core.V1.Description' String=\"{description}\"/></Property>\
                 <Property Name='q' Type='Edm.String'/></ComplexType></Schema></DataServices></Edmx>"
            );
            let schema = Schema::parse(&text).unwrap();
            let ty = schema.structured("n.t").unwrap();
            let found = |name| schema.property(ty, name).unwrap().is_left_out_by_default();
            assert_eq!((found("p"), found("q")), (is_left_out, false), "{description}");
        }
    }
}
