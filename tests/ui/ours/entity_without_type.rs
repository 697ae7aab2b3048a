// The attribute that names the Graph type is missing, or says something else.
use graph_entity::{GraphClient, GraphEntity, graph_post};

#[derive(Debug, GraphEntity)]
#[graph_post("/users/{userId}/messages")]
struct Without {
    #[graph_entity(key)]
    id: Option<String>,
}

#[derive(Debug, GraphEntity)]
#[graph_entity]
#[graph_post("/users/{userId}/messages")]
struct Word {
    #[graph_entity(required)]
    subject: Option<String>,
}

#[derive(Debug, GraphEntity)]
#[graph_entity()]
struct Empty {
    subject: String,
}

#[derive(Debug, GraphEntity)]
#[graph_entity = "microsoft.graph.message"]
struct Assigned {
    without: Without,
}

#[derive(Debug, GraphEntity)]
#[graph_entity(beta)]
struct Beta<T> {
    subject: Option<T>,
}

#[derive(Debug, GraphEntity)]
#[graph_entity(odata_type = "microsoft.graph.message")]
struct Named {
    assigned: Option<Assigned>,
}

fn takes<T: GraphEntity>(entity: &T) -> String {
    entity.validate().unwrap();
    serde_json::to_string(entity).unwrap()
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let without = Without { id: None };
    without.create("id").to_http(&graph.base_url())?;
    without.create("id").send(graph).await?;
    let word: Word = serde_json::from_str(&takes(&without))?;
    word.validate()?;
    println!("{:?}", word.create("id").send_full(graph).await?.entity.subject);
    takes(&Empty { subject: takes(&word) });
    takes(&Named { assigned: Some(Assigned { without }) });
    takes(&Beta { subject: Some(1) });
    Ok(Beta { subject: Some(word.subject) }.validate()?)
}

fn main() {
    _ = uses;
}
