#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.group")]
#[graph_post("/groups", application = "Group.Create")]
#[graph_get("/groups/{groupId}", delegated = "Group.Read.All", application = "Group.Read.All")]
#[graph_list("/groups", beta, select_all)]
#[graph_delta("/groups/delta", application = "Group.Read.All")]
#[graph_patch("/groups/{groupId}")]
#[graph_delete("/groups/{groupId}", name = "remove")]
pub(crate) struct Group {
    display_name: Option<String>,
}
