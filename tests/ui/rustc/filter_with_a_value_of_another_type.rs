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
    let _ = filter!(Message, subject == 5);
    let _ = filter!(Message, size == "a" || is_read == 1 + 1);
    let _ = filter!(Message, subject.contains(true));
    let _ = filter!(Message, size.is_in(["a", "b"]));
    let _ = filter!(Message, size.is_in(5));
    let _ = filter!(Message, categories.any(|c| c == 5));
    let _ = filter!(Message, subject == Some("a"));
    let _ = filter!(Message, subject == unknown);
}
