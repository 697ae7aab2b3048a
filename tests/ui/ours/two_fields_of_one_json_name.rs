// Two fields become one property in JSON; one has no name there, and one has a name that is taken.
use graph_entity::{GraphClient, GraphEntity, graph_post};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("/users/{userId}/messages")]
struct Message {
    #[graph_entity(key)]
    id: Option<String>,
    user_name: Option<String>,
    #[graph_entity(required, name = "userName")]
    display_name: Option<String>,
    #[graph_entity(required)]
    r#type: Option<String>,
    type_: Option<String>,
    __: bool,
    #[graph_entity(name = "@odata.type")]
    odata_type: String,
}

fn takes<T: GraphEntity>(entity: &T) -> String {
    entity.validate().unwrap();
    serde_json::to_string(entity).unwrap()
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let message = Message {
        id: None,
        user_name: None,
        display_name: None,
        r#type: None,
        type_: None,
        __: true,
        odata_type: "#microsoft.graph.message".to_owned(),
    };
    message.create("id").to_http(&graph.base_url())?;
    message.create("id").send(graph).await?;
    let read: Message = serde_json::from_str(&takes(&message))?;
    println!("{:?} {:?}", read.user_name, read.display_name);
    Ok(read.validate()?)
}

fn main() {
    _ = uses;
}
