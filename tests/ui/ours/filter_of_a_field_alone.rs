use graph_entity::{GraphEntity, filter};

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.message")]
struct Message {
    subject: Option<String>,
    is_read: Option<bool>,
}

fn main() {
    let _ = filter!(Message, is_read);
    let _ = filter!(Message, subject == "a" && (!is_read || subject.contains("b")));
}
