use graph_entity::{GraphEntity, filter};

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.message")]
struct Message {
    subject: Option<String>,
    is_read: Option<bool>,
}

fn main() {
    let _ = filter!(Message, "a" == subject);
    let _ = filter!(Message, subject = "a");
    let _ = filter!(Message, subject == "a" & is_read == true);
    let _ = filter!(Message, !is_read == true);
    let _ = filter!(Message, subject < null);
}
