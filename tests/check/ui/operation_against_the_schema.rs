// What the schema says against an operation: one error at each path, and at each property that is treated as another.
use graph_entity::{GraphEntity, graph_delete, graph_get, graph_list, graph_patch, graph_post};

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.sample")]
#[graph_post("/samples")]
#[graph_get("/samples/{id}")]
#[graph_patch("/samples/{id}")]
struct Sample {
    created_date_time: Option<graph_entity::edm::DateTimeOffset>,
    source: Option<String>,
    #[graph_entity(expand)]
    boolean: Option<bool>,
    owners: Option<Vec<User>>,
    #[graph_entity(expand)]
    statuses: Option<Vec<User>>,
}

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.user")]
#[graph_get("/users/{id}")]
#[graph_list("/samples/{id}/owners", name = "owners")]
struct User {
    display_name: Option<String>,
}

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.deviceConfigurationUserOverview")]
#[graph_get("/deviceManagement/deviceConfigurations/{id}/userStatusOverview")]
#[graph_patch("/deviceManagement/deviceConfigurations/{id}/userStatusOverview")]
#[graph_delete("/deviceManagement/deviceConfigurations/{id}/userStatusOverview")]
struct Overview {
    pending_count: Option<i32>,
}

fn main() {
    let overview = Overview { pending_count: None };
    let _ = overview.update("id");
    let _ = Overview::get("id");
    let _ = User::owners("id");
    let _ = Sample::get("id");
}
