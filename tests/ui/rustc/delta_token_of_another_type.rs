// `resume` takes a link that the service gave, and no text.
use graph_entity::{GraphEntity, graph_delta};

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.group")]
#[graph_delta("/groups/delta")]
struct Group {
    display_name: Option<String>,
}

fn main() {
    _ = Group::delta().resume("https://graph.microsoft.com/v1.0/groups/delta?$deltatoken=X");
    _ = Group::delta().resume(7);
}
