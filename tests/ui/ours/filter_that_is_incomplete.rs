use graph_entity::{GraphEntity, filter};

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.message")]
struct Message {
    subject: Option<String>,
    is_read: Option<bool>,
}

fn main() {
    let _ = filter!();
    let _ = filter!(Message);
    let _ = filter!(Message,);
    let _ = filter!(Message subject == "a");
    let _ = filter!(subject == "a");
    let _ = filter!(Message, subject == "a" &&);
}
