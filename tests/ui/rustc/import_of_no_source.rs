use graph_entity::{GraphClient, GraphEntity, graph_post};

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.group")]
#[graph_post("/groups")]
struct Group {
    display_name: Option<String>,
}

// One entity, not many.
fn import(graph: &GraphClient, group: Group) {
    let _ = graph.import(group).each(|group| group.create());
}

fn main() {}
