#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.group")]
#[graph_post("groups")]
struct Group {
    id: Option<String>,
}
