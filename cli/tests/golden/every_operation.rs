// Written by `cargo graph-entity new graph.oddThing --path "/oddThings" --operations post,get,list,patch,delete --only elapsed,createdDateTime --navigation status`.

use graph_entity::{
    GraphEntity, GraphEnum, edm::{DateTimeOffset, Duration},
    graph_delete, graph_get, graph_list, graph_patch, graph_post, serde_json,
};

/// An \[odd\] thing, with \<tags\>, \*/ "quotes" and <https://aka.ms/odd>. It is of no use but to be
/// written, which is why nobody knows why it is there or what it would do if it were called for.
#[derive(Debug, Clone, Default, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.oddThing")]
#[graph_post("/oddThings")]
#[graph_get("/oddThings/{oddThingId}")]
#[graph_list("/oddThings")]
#[graph_patch("/oddThings/{oddThingId}")]
#[graph_delete("/oddThings/{oddThingId}")]
pub struct OddThing {
    #[graph_entity(key)]
    pub id: Option<String>,
    #[graph_entity(read_only)]
    pub created_date_time: Option<DateTimeOffset>,
    #[graph_entity(create_only)]
    pub elapsed: Option<Duration>,
    #[graph_entity(create_only, expand)]
    pub status: Option<DeviceConfigurationUserStatus>,
    /// What is not declared: the type is open.
    #[graph_entity(additional)]
    pub additional: serde_json::Map<String, serde_json::Value>,
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
