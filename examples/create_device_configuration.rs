//! Creates device configurations of two types, through the hierarchy of the abstract `deviceConfiguration`.
//!
//! ```text
//! cargo run --example create_device_configuration
//! ```
//!
//! Without `GRAPH_TOKEN` it talks to an emulator in its own process. The operation:
//! <https://learn.microsoft.com/graph/api/intune-deviceconfig-windows10generalconfiguration-create>

use graph_entity::{GraphClient, GraphEntity, OtherType, graph_post};
use graph_entity_examples::service;

/// A configuration of devices, of whatever platform.
#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.deviceConfiguration")]
#[graph_post(
    "/deviceManagement/deviceConfigurations",
    delegated = "DeviceManagementConfiguration.ReadWrite.All",
    application = "DeviceManagementConfiguration.ReadWrite.All"
)]
pub enum DeviceConfiguration {
    /// Of Windows 10 and later.
    Windows10General(Windows10GeneralConfiguration),
    /// Of iOS.
    IosGeneral(IosGeneralDeviceConfiguration),
    /// Of a type that is not declared here; kept whole.
    #[graph_entity(other)]
    Other(OtherType),
}

/// A general configuration of Windows 10, a few of its properties.
#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.windows10GeneralConfiguration")]
pub struct Windows10GeneralConfiguration {
    /// Key of the entity; the service assigns it.
    #[graph_entity(key)]
    pub id: Option<String>,
    /// The name that an administrator gives it.
    #[graph_entity(required)]
    pub display_name: Option<String>,
    /// Whether Cortana is blocked.
    pub cortana_blocked: Option<bool>,
}

/// A general configuration of iOS, a few of its properties.
#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.iosGeneralDeviceConfiguration")]
pub struct IosGeneralDeviceConfiguration {
    /// Key of the entity; the service assigns it.
    #[graph_entity(key)]
    pub id: Option<String>,
    /// The name that an administrator gives it.
    #[graph_entity(required)]
    pub display_name: Option<String>,
    /// Whether backup to iCloud is blocked.
    #[graph_entity(name = "iCloudBlockBackup")]
    pub icloud_block_backup: Option<bool>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = service().await?;
    let graph = GraphClient::builder().base_url(&service.base_url).token(service.token.clone()).build()?;

    let configurations = [
        DeviceConfiguration::Windows10General(Windows10GeneralConfiguration {
            id: None,
            display_name: Some("Kiosk".to_owned()),
            cortana_blocked: Some(true),
        }),
        DeviceConfiguration::IosGeneral(IosGeneralDeviceConfiguration {
            id: None,
            display_name: Some("Shared iPad".to_owned()),
            icloud_block_backup: Some(true),
        }),
    ];
    for configuration in &configurations {
        let create = configuration.create();
        let request = create.to_http(&graph.base_url())?;
        println!("\n{} {}", request.method(), request.uri().path());
        println!("{}", String::from_utf8_lossy(request.body()));
        println!("it needs {}", create.permissions());
        // The answer is read by its `@odata.type`, wherever that stands in it.
        match create.send(&graph).await? {
            DeviceConfiguration::Windows10General(windows) => {
                println!("Windows, id {}", windows.id.unwrap_or_default());
            }
            DeviceConfiguration::IosGeneral(ios) => println!("iOS, id {}", ios.id.unwrap_or_default()),
            DeviceConfiguration::Other(other) => {
                println!("{} with {} properties", other.odata_type, other.properties.len());
            }
        }
    }
    Ok(())
}
