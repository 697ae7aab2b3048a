//! Creates a `deviceConfigurationUserStatus`.
//!
//! ```text
//! cargo run --example create_device_configuration_user_status [DEVICE_CONFIGURATION_ID]
//! ```
//!
//! Without `GRAPH_TOKEN` it talks to an emulator in its own process. The operation:
//! <https://learn.microsoft.com/graph/api/intune-deviceconfig-deviceconfigurationuserstatus-create>

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
    /// Key of the entity; the service assigns it.
    #[graph_entity(key)]
    pub id: Option<String>,
    /// User name of the `DevicePolicyStatus`.
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

/// A compliance status.
#[derive(Debug, Clone, PartialEq, GraphEnum)]
#[graph_enum("microsoft.graph.complianceStatus")]
pub enum ComplianceStatus {
    /// Nothing is known.
    Unknown,
    /// The policy does not apply.
    NotApplicable,
    /// The device complies.
    Compliant,
    /// The device was brought to comply.
    Remediated,
    /// The device does not comply.
    NonCompliant,
    /// The policy could not be applied.
    Error,
    /// Another policy says otherwise.
    Conflict,
    /// The policy is not assigned.
    NotAssigned,
    /// A member added by the service after this was written; kept as it came.
    #[graph_enum(other)]
    Other(String),
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = service().await?;
    let graph = GraphClient::builder().base_url(&service.base_url).token(service.token.clone()).build()?;
    let device_configuration_id = std::env::args().nth(1).unwrap_or_else(|| "device-configuration-id".to_owned());

    let status = DeviceConfigurationUserStatus {
        id: None,
        user_display_name: Some("User Display Name value".to_owned()),
        devices_count: Some(12),
        status: Some(ComplianceStatus::NotApplicable),
        last_reported_date_time: Some("2017-01-01T00:00:17.7769392-08:00".parse()?),
        user_principal_name: Some("User Principal Name value".to_owned()),
    };

    // A create is a value: it can be looked at before it is sent.
    let create = status.create(&device_configuration_id);
    let request = create.to_http(&graph.base_url())?;
    println!("\n{} {}", request.method(), request.uri().path());
    println!("{}", String::from_utf8_lossy(request.body()));
    println!("it needs {}", create.permissions());

    let created = create.send_full(&graph).await?;
    println!("\n{}", created.status);
    println!("id {}", created.entity.id.as_deref().unwrap_or("?"));
    println!("location {}", created.location.as_deref().unwrap_or("?"));
    println!("request-id {}", created.request_id.as_deref().unwrap_or("?"));
    Ok(())
}
