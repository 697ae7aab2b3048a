#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.group")]
#[graph_post("/groups")]
struct Group {
    #[graph_entity(keey)]
    id: Option<String>,
}
