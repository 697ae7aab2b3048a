//! Creates a task of Planner, reads it, updates it, and deletes it, each change only if nobody else changed it meanwhile.
//!
//! ```text
//! cargo run --example get_update_delete [PLAN_ID]
//! ```
//!
//! Without `GRAPH_TOKEN` it talks to an emulator in its own process.

use graph_entity::http::StatusCode;
use graph_entity::{GraphClient, GraphEntity, graph_delete, graph_get, graph_patch, graph_post};
use graph_entity_examples::service;

/// A task in a plan.
#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.plannerTask")]
#[graph_post("/planner/tasks", delegated = "Tasks.ReadWrite", application = "Tasks.ReadWrite.All")]
#[graph_get("/planner/tasks/{taskId}", delegated = "Tasks.Read", application = "Tasks.Read.All")]
#[graph_patch("/planner/tasks/{taskId}", delegated = "Tasks.ReadWrite", application = "Tasks.ReadWrite.All")]
#[graph_delete("/planner/tasks/{taskId}", delegated = "Tasks.ReadWrite", application = "Tasks.ReadWrite.All")]
pub struct PlannerTask {
    /// Key of the entity; the service assigns it.
    #[graph_entity(key)]
    pub id: Option<String>,
    /// The version that was read: Planner requires it of each update and delete.
    #[graph_entity(name = "@odata.etag", read_only)]
    pub etag: Option<String>,
    /// The plan of the task, which an update cannot change.
    #[graph_entity(create_only, required)]
    pub plan_id: Option<String>,
    /// The title of the task.
    #[graph_entity(required)]
    pub title: Option<String>,
    /// 0 to 100; 100 is completed.
    pub percent_complete: Option<i32>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = service().await?;
    let graph = GraphClient::builder().base_url(&service.base_url).token(service.token.clone()).build()?;

    let task = PlannerTask {
        id: None,
        etag: None,
        plan_id: Some(std::env::args().nth(1).unwrap_or_else(|| "plan-id".to_owned())),
        title: Some("Order books".to_owned()),
        percent_complete: Some(0),
    };
    let created = task.create().send(&graph).await?;
    let id = created.id.ok_or("the service gave no id")?;
    println!("created {id}");

    // The struct is the projection: only the properties that it declares are asked for.
    let before = PlannerTask::get(&id).send(&graph).await?;
    let etag = before.etag.clone().ok_or("the service gave no ETag")?;
    println!("read: {}", before.title.as_deref().unwrap_or("?"));

    // Only what differs is sent; what became `None` is sent as null.
    let changed = PlannerTask { percent_complete: Some(50), ..before.clone() };
    changed.update(&id).since(&before).if_match(&etag).send(&graph).await?;
    println!("updated");

    // This one still has the ETag from before the update: it is refused, and nothing is overwritten.
    let late = PlannerTask { title: Some("Order tables".to_owned()), ..before.clone() };
    match late.update(&id).since(&before).if_match(&etag).send(&graph).await {
        Ok(_) => println!("updated again"),
        Err(error) if error.status() == Some(StatusCode::PRECONDITION_FAILED) => {
            println!("not updated, changed since it was read: read it again and decide");
        }
        Err(error) => return Err(error.into()),
    }

    let current = PlannerTask::get(&id).send(&graph).await?;
    let etag = current.etag.ok_or("the service gave no ETag")?;
    PlannerTask::delete(&id).if_match(&etag).send(&graph).await?;
    match PlannerTask::get(&id).send_optional(&graph).await? {
        None => println!("deleted"),
        Some(task) => println!("still there: {task:?}"),
    }
    Ok(())
}
