// Written by `cargo graph-entity new graph.oddThing microsoft.graph.security.oddThing --navigation owners@odata.bind,status --variants place`.
// Other paths that create a microsoft.graph.oddThing, each with the command that writes it:
//     cargo graph-entity new microsoft.graph.oddThing --path "/othersOfThem"
// Other paths that create a microsoft.graph.security.oddThing, each with the command that writes it:
//     cargo graph-entity new microsoft.graph.security.oddThing --path "/othersOfThem/{oddThingId}/owners"
// `edm::Decimal` needs the feature `decimal` of graph-entity.

use graph_entity::{
    Flags, GraphComplex, GraphEntity, GraphEnum, OtherType,
    edm::{DateTimeOffset, Decimal, Duration, Guid},
    graph_get, graph_list, graph_post, serde_json,
};

/// An \[odd\] thing, with \<tags\>, \*/ "quotes" and <https://aka.ms/odd>. It is of no use but to be
/// written, which is why nobody knows why it is there or what it would do if it were called for.
#[derive(Debug, Clone, Default, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.oddThing")]
#[graph_post("/oddThings")]
#[graph_get("/oddThings/{oddThingId}")]
#[graph_list("/oddThings")]
pub struct OddThing {
    #[graph_entity(key)]
    pub id: Option<String>,
    pub additional: Option<String>,
    #[graph_entity(read_only)]
    pub created_date_time: Option<DateTimeOffset>,
    pub duration: Option<GraphDuration>,
    #[graph_entity(create_only)]
    pub elapsed: Option<Duration>,
    pub filter: Option<Filter>,
    pub members: Option<Flags<OddMembers>>,
    pub place: Option<AnyPlace>,
    pub price: Option<Decimal>,
    pub r#ref: Option<Vec<Guid>>,
    pub self_: Option<serde_json::Value>,
    #[graph_entity(name = "user_Name")]
    pub user_name2: Option<String>,
    #[graph_entity(required)]
    pub user_name: Option<String>,
    pub unheard_of: Option<serde_json::Value>,
    #[graph_entity(name = "owners@odata.bind")]
    pub owners_bind: Option<Vec<String>>,
    #[graph_entity(create_only, expand)]
    pub status: Option<DeviceConfigurationUserStatus>,
    /// What is not declared: the type is open.
    #[graph_entity(additional)]
    pub additional_properties: serde_json::Map<String, serde_json::Value>,
}

#[derive(Debug, Clone, Default, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.security.oddThing")]
#[graph_post("/oddThings/{oddThingId}/owners")]
#[graph_get("/oddThings/{oddThingId}/owners/{oddThingId2}", select_all)]
#[graph_list("/oddThings/{oddThingId}/owners", select_all)]
pub struct SecurityOddThing {
    #[graph_entity(key)]
    pub id: Option<String>,
    pub thing: Option<AnyPlace>,
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

/// A value of the type `microsoft.graph.place` or of one that extends it: `@odata.type` says of which.
#[derive(Debug, Clone, PartialEq, GraphComplex)]
#[graph_complex("microsoft.graph.place")]
pub enum AnyPlace {
    Place(Place),
    Room(Room),
    /// Any other type, as it came.
    #[graph_complex(other)]
    Other(OtherType),
}

/// A user's status under one device configuration.
#[derive(Debug, Clone, Default, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.deviceConfigurationUserStatus")]
pub struct DeviceConfigurationUserStatus {
    pub id: Option<String>,
    /// Devices count for that user.
    pub devices_count: Option<i32>,
    pub last_reported_date_time: Option<DateTimeOffset>,
    pub status: Option<ComplianceStatus>,
    pub user_display_name: Option<String>,
    pub user_principal_name: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, GraphComplex)]
#[graph_complex("microsoft.graph.place")]
pub struct Place {
    pub name: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, GraphComplex)]
#[graph_complex("microsoft.graph.room")]
pub struct Room {
    pub name: Option<String>,
    pub annex: Option<Box<AnyPlace>>,
}

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
