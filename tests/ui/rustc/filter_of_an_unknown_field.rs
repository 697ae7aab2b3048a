use graph_entity::{GraphComplex, GraphEntity, filter, graph_list};

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_list("/messages")]
struct Message {
    subject: Option<String>,
    is_read: Option<bool>,
    size: Option<i32>,
    from: Option<Recipient>,
    categories: Option<Vec<String>>,
    #[graph_entity(additional)]
    more: serde_json::Map<String, serde_json::Value>,
}

#[derive(GraphComplex)]
#[graph_complex("microsoft.graph.recipient")]
struct Recipient {
    name: Option<String>,
}

fn main() {
    let _ = filter!(Message, sbject == "a");
    let _ = filter!(Message, is_read == true && from.nme == "a");
    let _ = filter!(Message, sbject.starts_with("a"));
    let _ = filter!(Message, categries.any(|c| c == "a"));
    let _ = filter!(Message, subject.name == "a");
}
