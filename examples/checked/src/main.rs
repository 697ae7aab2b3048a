//! Creates a `deviceConfigurationUserStatus`, of which everything is checked against Graph's schema when it is compiled.
//!
//! ```text
//! cargo run --manifest-path examples/checked/Cargo.toml [DEVICE_CONFIGURATION_ID]
//! ```
//!
//! The schema is `graph-metadata/v1.0.csdl`, pruned to what this crate uses. Change a property's name, a field's type or the path,
//! and it does not compile. `cargo graph-entity new deviceConfigurationUserStatus` writes these types from the schema.

use graph_entity::edm::DateTimeOffset;
use graph_entity::{GraphClient, GraphEntity, GraphEnum, graph_post};
use graph_entity_examples::service;

/// A user's status under one device configuration.
#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.deviceConfigurationUserStatus")]
#[graph_post(
    "/deviceManagement/deviceConfigurations/{deviceConfigurationId}/userStatuses",
    delegated = "DeviceManagementConfiguration.ReadWrite.All",
    application = "DeviceManagementConfiguration.ReadWrite.All"
)]
pub struct DeviceConfigurationUserStatus {
    /// The key of the entity.
    #[graph_entity(key)]
    pub id: Option<String>,
    /// User name of the DevicePolicyStatus.
    #[graph_entity(required)]
    pub user_display_name: Option<String>,
    /// Devices count for that user.
    #[graph_entity(required)]
    pub devices_count: Option<i32>,
    /// Compliance status of the policy report.
    #[graph_entity(required)]
    pub status: Option<ComplianceStatus>,
    /// Last modified date time of the policy report.
    #[graph_entity(required)]
    pub last_reported_date_time: Option<DateTimeOffset>,
    /// The user's principal name.
    #[graph_entity(required)]
    pub user_principal_name: Option<String>,
}

/// What a policy found on a device. Every member that the schema has: without one, this would not compile.
#[derive(Debug, Clone, PartialEq, GraphEnum)]
#[graph_enum("microsoft.graph.complianceStatus")]
#[allow(missing_docs, reason = "their names say it")]
pub enum ComplianceStatus {
    Unknown,
    NotApplicable,
    Compliant,
    Remediated,
    NonCompliant,
    Error,
    Conflict,
    NotAssigned,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = service().await?;
    let graph = GraphClient::builder().base_url(&service.base_url).token(service.token.clone()).build()?;
    let device_configuration_id = std::env::args().nth(1).unwrap_or_else(|| "device-configuration-id".to_owned());

    let status = DeviceConfigurationUserStatus {
        id: None,
        user_display_name: Some("Megan Bowen".to_owned()),
        devices_count: Some(2),
        status: Some(ComplianceStatus::Compliant),
        last_reported_date_time: Some("2017-01-01T00:00:17.7769392-08:00".parse()?),
        user_principal_name: Some("MeganB@contoso.com".to_owned()),
    };
    let created = status.create(&device_configuration_id).send(&graph).await?;
    println!("created {}", created.id.as_deref().unwrap_or("?"));
    Ok(())
}
