use graph_entity::{GraphEntity, filter};

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.message")]
struct Message {
    subject: Option<String>,
    is_read: Option<bool>,
}

fn main() {
    let _ = filter!(Message, subject.start_with("a"));
    let _ = filter!(Message, subject.len() == 1);
    let _ = filter!(Message, subject.contains());
    let _ = filter!(Message, subject.any("a"));
}
