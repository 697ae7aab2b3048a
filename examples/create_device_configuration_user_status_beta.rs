//! Creates a `deviceConfigurationUserStatus` under each of the eight paths that beta has for it.
//!
//! ```text
//! cargo run --example create_device_configuration_user_status_beta [DEVICE_CONFIGURATION_ID [CERTIFICATE_ID]]
//! ```
//!
//! Without `GRAPH_TOKEN` it talks to an emulator in its own process. The operation, which may change as all of beta may:
//! <https://learn.microsoft.com/graph/api/intune-deviceconfig-deviceconfigurationuserstatus-create?view=graph-rest-beta>

use graph_entity::edm::DateTimeOffset;
use graph_entity::{GraphClient, GraphEntity, GraphEnum, graph_post};
use graph_entity_examples::service;

/// A user's status under one device configuration.
#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.deviceConfigurationUserStatus", beta)]
#[graph_post(
    "/deviceManagement/deviceConfigurations/{deviceConfigurationId}/userStatuses",
    beta,
    delegated = "DeviceManagementConfiguration.ReadWrite.All",
    application = "DeviceManagementConfiguration.ReadWrite.All"
)]
#[graph_post(
    "/deviceManagement/deviceConfigurations/{deviceConfigurationId}/rootCertificate/userStatuses",
    beta,
    name = "create_for_root_certificate",
    delegated = "DeviceManagementConfiguration.ReadWrite.All",
    application = "DeviceManagementConfiguration.ReadWrite.All"
)]
#[graph_post(
    "/deviceManagement/deviceConfigurations/{deviceConfigurationId}/identityCertificate/userStatuses",
    beta,
    name = "create_for_identity_certificate",
    delegated = "DeviceManagementConfiguration.ReadWrite.All",
    application = "DeviceManagementConfiguration.ReadWrite.All"
)]
#[graph_post(
    "/deviceManagement/deviceConfigurations/{deviceConfigurationId}/identityCertificate/rootCertificate/userStatuses",
    beta,
    name = "create_for_root_of_identity_certificate",
    delegated = "DeviceManagementConfiguration.ReadWrite.All",
    application = "DeviceManagementConfiguration.ReadWrite.All"
)]
#[graph_post(
    "/deviceManagement/deviceConfigurations/{deviceConfigurationId}/microsoft.graph.iosScepCertificateProfile/rootCertificate/userStatuses",
    beta,
    name = "create_for_scep_root_certificate",
    delegated = "DeviceManagementConfiguration.ReadWrite.All",
    application = "DeviceManagementConfiguration.ReadWrite.All"
)]
#[graph_post(
    "/deviceManagement/deviceConfigurations/{deviceConfigurationId}/microsoft.graph.windowsPhone81VpnConfiguration/identityCertificate/userStatuses",
    beta,
    name = "create_for_vpn_identity_certificate",
    delegated = "DeviceManagementConfiguration.ReadWrite.All",
    application = "DeviceManagementConfiguration.ReadWrite.All"
)]
#[graph_post(
    "/deviceManagement/deviceConfigurations/{deviceConfigurationId}/microsoft.graph.windowsWifiEnterpriseEAPConfiguration/identityCertificateForClientAuthentication/userStatuses",
    beta,
    name = "create_for_wifi_client_certificate",
    delegated = "DeviceManagementConfiguration.ReadWrite.All",
    application = "DeviceManagementConfiguration.ReadWrite.All"
)]
#[graph_post(
    "/deviceManagement/deviceConfigurations/{deviceConfigurationId}/microsoft.graph.windowsWifiEnterpriseEAPConfiguration/rootCertificatesForServerValidation/{windows81TrustedRootCertificateId}/userStatuses",
    beta,
    name = "create_for_wifi_server_certificate",
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
    let mut arguments = std::env::args().skip(1);
    let id = &arguments.next().unwrap_or_else(|| "device-configuration-id".to_owned());
    let certificate = &arguments.next().unwrap_or_else(|| "trusted-root-certificate-id".to_owned());

    let status = DeviceConfigurationUserStatus {
        id: None,
        user_display_name: Some("User Display Name value".to_owned()),
        devices_count: Some(12),
        status: Some(ComplianceStatus::NotApplicable),
        last_reported_date_time: Some("2017-01-01T00:00:17.7769392-08:00".parse()?),
        user_principal_name: Some("User Principal Name value".to_owned()),
    };

    // A type-cast segment, such as `microsoft.graph.iosScepCertificateProfile`, leads to what only that type has.
    let creates = [
        status.create(id),
        status.create_for_root_certificate(id),
        status.create_for_identity_certificate(id),
        status.create_for_root_of_identity_certificate(id),
        status.create_for_scep_root_certificate(id),
        status.create_for_vpn_identity_certificate(id),
        status.create_for_wifi_client_certificate(id),
        status.create_for_wifi_server_certificate(id, certificate),
    ];
    for create in creates {
        let request = create.to_http(&graph.base_url())?;
        println!("\n{} {}", request.method(), request.uri().path());
        println!("{}", String::from_utf8_lossy(request.body()));
        println!("it needs {}", create.permissions());
        let answer = create.send_full(&graph).await?;
        println!("{}, id {}", answer.status, answer.entity.id.as_deref().unwrap_or("?"));
    }
    Ok(())
}
