//! Shows the error of an entity with three properties missing: all of them at once, and nothing is sent.
//!
//! ```text
//! cargo run --example required
//! ```

use graph_entity::{Disposition, ErrorKind, GraphClient, GraphEntity, graph_post};
use graph_entity_examples::service;

/// A user's status under one device configuration.
#[derive(Debug, Default, GraphEntity)]
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
    /// The user's principal name.
    #[graph_entity(required)]
    pub user_principal_name: Option<String>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = service().await?;
    let graph = GraphClient::builder().base_url(&service.base_url).token(service.token.clone()).build()?;

    let status = DeviceConfigurationUserStatus::default();
    let Err(error) = status.create("device-configuration-id").send(&graph).await else {
        return Err("an entity without its required properties was created".into());
    };

    println!("\n{error}");
    assert_eq!(error.disposition(), Disposition::NotSent);
    if let ErrorKind::Invalid(invalid) = error.kind() {
        for missing in invalid.missing() {
            println!("  {} is missing: set the field `{}`", missing.property, missing.field);
        }
    }
    Ok(())
}
