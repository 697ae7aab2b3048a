#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.openTypeExtension")]
struct OpenTypeExtension {
    extension_name: Option<String>,
    #[graph_entity(additional)]
    more: serde_json::Map<String, serde_json::Value>,
}
