// Written by `cargo graph-entity new --action "/oddThings/{id}/rename" --function "/oddThings/named(name='{name}')" --function "/oddThings/{id}/content()"`.
// Types that others extend, each a struct without what those add; `--variants` makes an enum of one:
//     place
// `edm::Decimal` needs the feature `decimal` of graph-entity.

use graph_entity::{
    Flags, GraphComplex, GraphEntity, GraphEnum, GraphParameters, Redirect,
    edm::{DateTimeOffset, Decimal, Duration, Guid},
    graph_action, graph_function, serde_json,
};

/// The action `rename`.
#[derive(Debug, Clone, PartialEq, GraphParameters)]
#[graph_action("/oddThings/{id}/rename", returns = OddThing)]
pub struct Rename {
    #[graph_parameters(required)]
    pub new_name: Option<String>,
    pub r#type: Option<String>,
    pub statuses: Option<Vec<ComplianceStatus>>,
}

/// The function `named`.
#[derive(Debug, Clone, PartialEq, GraphParameters)]
#[graph_function("/oddThings/named(name='{name}')", returns = Vec<String>)]
pub struct Named;

/// The function `content`.
#[derive(Debug, Clone, PartialEq, GraphParameters)]
#[graph_function("/oddThings/{id}/content()", returns = Redirect)]
pub struct Content;

#[derive(Debug, Clone, PartialEq, GraphEnum)]
#[graph_enum("microsoft.graph.complianceStatus")]
pub enum ComplianceStatus {
    Unknown,
    NotApplicable,
    Compliant,
    Remediated,
    NonCompliant,
    Error,
    Conflict,
    NotAssigned,
    /// A member that the service added later, as it came.
    #[graph_enum(other)]
    Other(String),
}

/// An \[odd\] thing, with \<tags\>, \*/ "quotes" and <https://aka.ms/odd>. It is of no use but to be
/// written, which is why nobody knows why it is there or what it would do if it were called for.
#[derive(Debug, Clone, Default, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.oddThing")]
pub struct OddThing {
    pub id: Option<String>,
    pub additional: Option<String>,
    #[graph_entity(read_only)]
    pub created_date_time: Option<DateTimeOffset>,
    pub duration: Option<GraphDuration>,
    pub elapsed: Option<Duration>,
    pub filter: Option<Filter>,
    pub members: Option<Flags<OddMembers>>,
    pub place: Option<Place>,
    pub price: Option<Decimal>,
    pub r#ref: Option<Vec<Guid>>,
    pub self_: Option<serde_json::Value>,
    #[graph_entity(name = "user_Name")]
    pub user_name2: Option<String>,
    #[graph_entity(required)]
    pub user_name: Option<String>,
    pub unheard_of: Option<serde_json::Value>,
    /// What is not declared: the type is open.
    #[graph_entity(additional)]
    pub additional_properties: serde_json::Map<String, serde_json::Value>,
}

#[derive(Debug, Clone, Default, PartialEq, GraphComplex)]
#[graph_complex("microsoft.graph.duration")]
pub struct GraphDuration {
    pub seconds: Option<i64>,
}

#[derive(Debug, Clone, Default, PartialEq, GraphComplex)]
#[graph_complex("microsoft.graph.filter")]
pub struct Filter {
    pub operand: Option<Box<Filter>>,
    pub others: Option<Vec<Filter>>,
    /// What is not declared: the type is open.
    #[graph_complex(additional)]
    pub additional: serde_json::Map<String, serde_json::Value>,
}

#[derive(Debug, Clone, PartialEq, GraphEnum)]
#[graph_enum("microsoft.graph.oddMembers", flags)]
pub enum OddMembers {
    None,
    Other,
    #[graph_enum(name = "v10_2H20")]
    V102H20,
    #[graph_enum(name = "V102H20")]
    V102H20_2,
    #[graph_enum(name = "_6to4")]
    N6to4,
    #[graph_enum(name = "self")]
    SelfMember,
    UnknownFutureValue,
    /// A member that the service added later, as it came.
    #[graph_enum(other)]
    OtherMember(String),
}

#[derive(Debug, Clone, Default, PartialEq, GraphComplex)]
#[graph_complex("microsoft.graph.place")]
pub struct Place {
    pub name: Option<String>,
}
