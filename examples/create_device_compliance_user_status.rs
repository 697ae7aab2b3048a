//! Creates a `deviceComplianceUserStatus`, with a token from an async closure.
//!
//! ```text
//! cargo run --example create_device_compliance_user_status [DEVICE_COMPLIANCE_POLICY_ID]
//! ```
//!
//! Without `GRAPH_TOKEN` it talks to an emulator in its own process. The operation:
//! <https://learn.microsoft.com/graph/api/intune-deviceconfig-devicecomplianceuserstatus-create>

use graph_entity::edm::DateTimeOffset;
use graph_entity::{Disposition, GraphClient, GraphEntity, GraphEnum, graph_post};
use graph_entity_examples::service;

/// A user's status under one device compliance policy.
#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.deviceComplianceUserStatus")]
#[graph_post(
    "/deviceManagement/deviceCompliancePolicies/{deviceCompliancePolicyId}/userStatuses",
    delegated = "DeviceManagementConfiguration.ReadWrite.All",
    application = "DeviceManagementConfiguration.ReadWrite.All"
)]
pub struct DeviceComplianceUserStatus {
    /// Key of the entity; the service assigns it.
    #[graph_entity(key)]
    pub id: Option<String>,
    /// The user's name.
    #[graph_entity(required)]
    pub user_display_name: Option<String>,
    /// Devices count for that user.
    #[graph_entity(required)]
    pub devices_count: Option<i32>,
    /// Compliance status of the policy report.
    #[graph_entity(required)]
    pub status: Option<ComplianceStatus>,
    /// When the policy report was last modified.
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
    // Called before each request; a real program would ask its identity library here.
    let token = service.token.clone();
    let token = move || {
        let token = token.clone();
        async move { Ok::<_, std::io::Error>(token) }
    };
    let graph = GraphClient::builder().base_url(&service.base_url).token_from(token).build()?;
    let device_compliance_policy_id =
        std::env::args().nth(1).unwrap_or_else(|| "device-compliance-policy-id".to_owned());

    let status = DeviceComplianceUserStatus {
        id: None,
        user_display_name: Some("Megan Bowen".to_owned()),
        devices_count: Some(2),
        status: Some(ComplianceStatus::Compliant),
        last_reported_date_time: Some(DateTimeOffset::now_utc()),
        user_principal_name: Some("MeganB@contoso.com".to_owned()),
    };

    let create = status.create(&device_compliance_policy_id);
    let request = create.to_http(&graph.base_url())?;
    println!("\n{} {}", request.method(), request.uri().path());
    println!("{}", String::from_utf8_lossy(request.body()));
    println!("it needs {}", create.permissions());

    match create.send_full(&graph).await {
        Ok(created) => {
            println!("\n{}", created.status);
            println!("id {}", created.entity.id.as_deref().unwrap_or("?"));
            Ok(())
        }
        Err(error) => {
            // What to do next depends on what became of the entity, and only on that.
            match error.disposition() {
                Disposition::NotSent | Disposition::Rejected => println!("nothing was created: {error}"),
                Disposition::Throttled => println!("not now, again at {:?}: {error}", error.retry_at()),
                Disposition::Created => println!("it exists, with the id {:?}: {error}", error.id()),
                _ => println!("it may exist, so look before you send it again: {error}"),
            }
            Err(error.into())
        }
    }
}
