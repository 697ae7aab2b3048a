#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.deviceConfiguration")]
#[graph_post("/deviceManagement/deviceConfigurations")]
enum DeviceConfiguration {
    Windows10(Windows10),
    #[graph_entity(other)]
    Other(OtherType),
}
