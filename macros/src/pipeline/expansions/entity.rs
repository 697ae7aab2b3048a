#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.group")]
struct Group {
    #[graph_entity(key)]
    id: Option<String>,
    #[graph_entity(required)]
    display_name: Option<String>,
    description: Option<String>,
}
