// What hides the name of a function, or what it takes, is reported once, and not again where the function is called.
use graph_entity::{
    Error, GraphClient, GraphEntity, GraphParameters, graph_delete, graph_function, graph_get, graph_list, graph_ref,
};

#[derive(Debug, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_get]
#[graph_list("/me/messages", select = "id")]
#[graph_delete(delegated = "Mail.ReadWrite", name = "remove")]
struct Message {
    #[graph_entity(key)]
    id: Option<String>,
}

#[derive(Debug, GraphEntity)]
#[graph_entity("microsoft.graph.group")]
#[graph_ref("/groups/{groupId}/members", traget = "/users")]
#[graph_get("/groups/{groupId}")]
#[graph_get("/me/group", nam = "mine")]
struct Group<T> {
    id: Option<T>,
}

#[derive(GraphParameters)]
#[graph_function(returns = String)]
struct Reminders;

async fn uses(graph: &GraphClient) -> Result<(), Error> {
    let message = Message::get("id").replicating(std::time::Duration::ZERO).send(graph).await?;
    println!("{:?}", message.id);
    let mut messages = Message::list().top(5).stream(graph);
    while let Some(message) = messages.next().await {
        println!("{:?}", message?.id);
    }
    Message::remove("id").send(graph).await?;
    Group::<String>::add_members("group", "id").send(graph).await?;
    Group::<String>::remove_members("group", "id").send(graph).await?;
    let group: Group<String> = Group::get("id").send(graph).await?;
    println!("{:?} {}", group.id, Reminders::call("a").send(graph).await?);
    Ok(())
}

fn main() {
    _ = uses;
}
