// Written by `cargo graph-entity new deviceConfiguration --beta`.

use graph_entity::{GraphEntity, OtherType, graph_get, graph_list, graph_post};

/// A value of the type `microsoft.graph.deviceConfiguration`: `@odata.type` says of which.
#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.deviceConfiguration", beta)]
#[graph_post("/deviceManagement/deviceConfigurations", beta)]
#[graph_get("/deviceManagement/deviceConfigurations/{deviceConfigurationId}", beta)]
#[graph_list("/deviceManagement/deviceConfigurations", beta)]
pub enum DeviceConfiguration {
    IosConfiguration(IosConfiguration),
    AndroidConfiguration(AndroidConfiguration),
    /// Any other type, as it came.
    #[graph_entity(other)]
    Other(OtherType),
}

#[derive(Debug, Clone, Default, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.iosConfiguration", beta)]
pub struct IosConfiguration {
    #[graph_entity(key)]
    pub id: Option<String>,
    pub display_name: Option<String>,
    pub r#type: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.androidConfiguration", beta)]
pub struct AndroidConfiguration {
    #[graph_entity(key)]
    pub id: Option<String>,
    pub display_name: Option<String>,
}
