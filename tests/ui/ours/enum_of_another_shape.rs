// An enumeration is an enum without parameters; these are a struct, a union and an enum with parameters.
use graph_entity::{GraphClient, GraphEntity, GraphEnum, graph_post};

#[derive(Debug, Clone, PartialEq, GraphEnum)]
#[graph_enum("microsoft.graph.importance")]
struct Importance {
    low: bool,
}

#[derive(Clone, Copy, GraphEnum)]
#[graph_enum("microsoft.graph.sensitivity")]
union Sensitivity {
    normal: u8,
}

#[derive(Debug, Clone, PartialEq, GraphEnum)]
#[graph_enum("microsoft.graph.bodyType")]
enum BodyType<T> {
    Html,
    #[graph_enum(other)]
    Other(T),
}

#[derive(Debug, Clone, PartialEq, GraphEnum)]
#[graph_enum("microsoft.graph.followupFlagStatus")]
enum FlagStatus<'a> {
    Flagged,
    #[graph_enum(other)]
    Other(&'a str),
}

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("/users/{userId}/messages")]
struct Message {
    #[graph_entity(required)]
    importance: Option<Importance>,
    sensitivity: Sensitivity,
    body_type: Vec<BodyType<String>>,
    flag: Option<FlagStatus<'static>>,
}

fn takes<T: GraphEnum>(value: &T) -> String {
    format!("{}{:?}{}", T::ODATA_TYPE, T::MEMBERS, value.as_str())
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let importance = Importance { low: true };
    let sensitivity = Sensitivity { normal: 0 };
    let body_type = vec![BodyType::Html, BodyType::Other(takes(&importance) + &takes(&sensitivity))];
    let flag = FlagStatus::from_member("flagged").unwrap_or(FlagStatus::Other("flagged"));
    println!("{} {}", takes(&body_type[0]), takes(&flag));
    println!("{} {}", serde_json::to_string(&importance)?, serde_json::to_string(&body_type)?);
    println!("{:?}", serde_json::from_str::<Importance>("{}")?.low);
    let message = Message { importance: Some(importance), sensitivity, body_type, flag: Some(FlagStatus::Flagged) };
    message.create("id").to_http(&graph.base_url())?;
    let created = message.create("id").send(graph).await?;
    Ok(created.validate()?)
}

fn main() {
    _ = uses;
}
