// A member has no fields, and a name of its own; one variant may keep the others as they came.
use graph_entity::{GraphClient, GraphEntity, GraphEnum, graph_post};

#[derive(Debug, Clone, PartialEq, GraphEnum)]
#[graph_enum("microsoft.graph.importance")]
enum Fields {
    Low(i32),
    Normal {
        subject: String,
    },
    High(),
    #[graph_enum(other)]
    Other,
}

#[derive(Debug, Clone, PartialEq, GraphEnum)]
#[graph_enum("microsoft.graph.importance")]
enum Others {
    Low,
    #[graph_enum(other)]
    Other(String),
    #[graph_enum(other)]
    Unknown(String),
}

#[derive(Debug, Clone, PartialEq, GraphEnum)]
#[graph_enum("microsoft.graph.importance")]
enum Named {
    Low,
    #[graph_enum(name = "low")]
    Lowest,
    #[graph_enum(other, name = "other")]
    Other(String),
}

#[derive(Debug, Clone, PartialEq, GraphEnum)]
enum Untyped {
    Low,
    High,
}

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("/users/{userId}/messages")]
struct Message {
    #[graph_entity(required)]
    fields: Option<Fields>,
    others: Others,
    #[graph_entity(read_only)]
    named: Vec<Named>,
    untyped: Option<Untyped>,
}

fn takes<T: GraphEnum>(value: &T) -> String {
    format!("{}{:?}{}", T::ODATA_TYPE, T::MEMBERS, value.as_str())
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let message = Message {
        fields: Fields::from_member("low"),
        others: Others::Unknown(takes(&Fields::Low(1))),
        named: vec![Named::Low, Named::Lowest, Named::Other(takes(&Others::Low))],
        untyped: serde_json::from_str(&takes(&Untyped::High))?,
    };
    match message.fields.clone().unwrap_or(Fields::High()) {
        Fields::Low(number) => println!("{number}"),
        Fields::Normal { subject } => println!("{subject}"),
        Fields::High() | Fields::Other => println!("{}", Named::Lowest.as_str()),
    }
    println!("{} {:?}", serde_json::to_string(&message.named)?, message.untyped == Some(Untyped::Low));
    message.create("id").to_http(&graph.base_url())?;
    message.create("id").send(graph).await?;
    Ok(message.validate()?)
}

fn main() {
    _ = uses;
}
