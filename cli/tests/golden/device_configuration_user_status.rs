// Written by `cargo graph-entity new deviceConfigurationUserStatus`.

use graph_entity::{
    GraphEntity, GraphEnum, edm::DateTimeOffset, graph_get, graph_list, graph_post,
};

/// A user's status under one device configuration.
#[derive(Debug, Clone, Default, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.deviceConfigurationUserStatus")]
#[graph_post(
    "/deviceManagement/deviceConfigurations/{deviceConfigurationId}/userStatuses",
    delegated = "DeviceManagementConfiguration.ReadWrite.All",
    application = "DeviceManagementConfiguration.ReadWrite.All"
)]
#[graph_get(
    "/deviceManagement/deviceConfigurations/{deviceConfigurationId}/userStatuses/{deviceConfigurationUserStatusId}"
)]
#[graph_list(
    "/deviceManagement/deviceConfigurations/{deviceConfigurationId}/userStatuses"
)]
pub struct DeviceConfigurationUserStatus {
    #[graph_entity(key)]
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
