// A complex type has no key and no create, and its attribute is `graph_complex`.
use graph_entity::{GraphComplex, GraphEntity};

#[derive(Debug, Clone, GraphComplex)]
#[graph_complex("microsoft.graph.itemBody", flags)]
struct ItemBody {
    #[graph_complex(key)]
    id: Option<String>,
    #[graph_complex(validate)]
    content: Option<String>,
    #[graph_complex(validate = "short")]
    content_type: Option<String>,
}

#[derive(Debug, Clone, GraphComplex)]
struct Recipient {
    address: String,
}

#[derive(Debug, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
struct Message {
    body: Option<ItemBody>,
    to: Vec<Recipient>,
}

fn takes<T: GraphComplex>(value: &T) -> String {
    value.validate().unwrap();
    serde_json::to_string(value).unwrap()
}

fn main() {
    let body = ItemBody { id: None, content: None, content_type: None };
    let to = Recipient { address: String::new() };
    println!("{} {}", takes(&body), takes(&to));
    let message = Message { body: Some(body), to: vec![to] };
    message.validate().unwrap();
    let read: Message = serde_json::from_str("{}").unwrap();
    println!("{}", serde_json::to_string(&read).unwrap());
}
