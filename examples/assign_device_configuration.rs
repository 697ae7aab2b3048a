//! Creates a device configuration, assigns it to a group, and reads the status of its users.
//!
//! ```text
//! cargo run --example assign_device_configuration [GROUP_ID]
//! ```
//!
//! Without `GRAPH_TOKEN` it talks to an emulator in its own process. The action:
//! <https://learn.microsoft.com/graph/api/intune-deviceconfig-deviceconfiguration-assign>

use graph_entity::{
    GraphClient, GraphComplex, GraphEntity, GraphParameters, OtherType, graph_action, graph_list, graph_post,
};
use graph_entity_emulator::Reply;
use graph_entity_emulator::serde_json::json;
use graph_entity_examples::service;

/// A configuration of the screen lock and the like on Windows 10.
#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.windows10GeneralConfiguration")]
#[graph_post(
    "/deviceManagement/deviceConfigurations",
    delegated = "DeviceManagementConfiguration.ReadWrite.All",
    application = "DeviceManagementConfiguration.ReadWrite.All"
)]
pub struct Windows10GeneralConfiguration {
    /// Key of the entity; the service assigns it.
    #[graph_entity(key)]
    pub id: Option<String>,
    /// The name that administrators see.
    #[graph_entity(required)]
    pub display_name: Option<String>,
    /// Whether a device needs a password.
    pub password_required: Option<bool>,
}

/// The parameters of `assign`, which replaces all assignments of a configuration.
#[derive(Debug, Clone, PartialEq, GraphParameters)]
#[graph_action(
    "/deviceManagement/deviceConfigurations/{deviceConfigurationId}/assign",
    returns = Vec<DeviceConfigurationAssignment>,
    delegated = "DeviceManagementConfiguration.ReadWrite.All",
    application = "DeviceManagementConfiguration.ReadWrite.All"
)]
pub struct Assign {
    /// All assignments that the configuration has from now on.
    pub assignments: Vec<DeviceConfigurationAssignment>,
}

/// The assignment of a configuration to a group.
#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.deviceConfigurationAssignment")]
pub struct DeviceConfigurationAssignment {
    /// Key of the entity; the service assigns it.
    #[graph_entity(key)]
    pub id: Option<String>,
    /// Whom it is assigned to.
    #[graph_entity(required)]
    pub target: Option<Target>,
}

/// Whom a configuration is assigned to.
#[derive(Debug, Clone, PartialEq, GraphComplex)]
#[graph_complex("microsoft.graph.deviceAndAppManagementAssignmentTarget")]
pub enum Target {
    /// A group.
    Group(GroupAssignmentTarget),
    /// Any other target, as it came.
    #[graph_complex(other)]
    Other(OtherType),
}

/// A group.
#[derive(Debug, Clone, PartialEq, GraphComplex)]
#[graph_complex("microsoft.graph.groupAssignmentTarget")]
pub struct GroupAssignmentTarget {
    /// The group's id.
    pub group_id: Option<String>,
}

/// A user's status under one device configuration.
#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.deviceConfigurationUserStatus")]
#[graph_list(
    "/deviceManagement/deviceConfigurations/{deviceConfigurationId}/userStatuses",
    delegated = "DeviceManagementConfiguration.Read.All",
    application = "DeviceManagementConfiguration.Read.All"
)]
pub struct DeviceConfigurationUserStatus {
    /// Key of the entity; the service assigns it.
    #[graph_entity(key)]
    pub id: Option<String>,
    /// The user's principal name.
    pub user_principal_name: Option<String>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = service().await?;
    let graph = GraphClient::builder().base_url(&service.base_url).token(service.token.clone()).build()?;
    let group_id = std::env::args().nth(1).unwrap_or_else(|| "group-id".to_owned());
    // The emulator has no actions of its own: this one returns what it was given, as Graph does.
    service.on_action("/deviceManagement/deviceConfigurations/{id}/assign", |call| {
        Reply::json(&json!({ "value": call.parameter("assignments") }))
    });

    let configuration = Windows10GeneralConfiguration {
        id: None,
        display_name: Some("Passwords".to_owned()),
        password_required: Some(true),
    };
    let created = configuration.create().send(&graph).await?;
    let id = created.id.ok_or("the service gave no id")?;
    println!("created {id}");

    // `assign` sets all assignments at once, so that a second call does no harm: it may be sent again after a lost answer.
    let target = Target::Group(GroupAssignmentTarget { group_id: Some(group_id) });
    let assign = Assign { assignments: vec![DeviceConfigurationAssignment { id: None, target: Some(target) }] };
    let assignments = assign.call(&id).retry_unknown(3).send(&graph).await?;
    for assignment in assignments {
        println!("assigned to {:?}", assignment.target);
    }

    let mut statuses = DeviceConfigurationUserStatus::list(&id).stream(&graph);
    let mut count = 0;
    while let Some(status) = statuses.next().await {
        println!("status of {}", status?.user_principal_name.as_deref().unwrap_or("?"));
        count += 1;
    }
    println!("{count} users have reported");
    Ok(())
}
