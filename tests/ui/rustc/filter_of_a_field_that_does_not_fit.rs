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
    tags: Vec<String>,
    #[graph_entity(additional)]
    more: serde_json::Map<String, serde_json::Value>,
}

#[derive(GraphComplex)]
#[graph_complex("microsoft.graph.recipient")]
struct Recipient {
    name: Option<String>,
}

fn main() {
    let _ = filter!(Message, from == "a");
    let _ = filter!(Message, categories == "a");
    let _ = filter!(Message, more == "a");
    let _ = filter!(Message, tags == "a");
    let _ = filter!(Message, categories.contains("a"));
    let _ = filter!(Message, size.contains("a"));
    let _ = filter!(Message, subject.any(|s| s == "a"));
    let _ = filter!(Message, from.is_in(["a"]));
}
