#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.group")]
#[graph_ref("/groups/{groupId}/members", application = "GroupMember.ReadWrite.All")]
#[graph_ref("/groups/{id}/owner", single, target = "/users", beta)]
pub(crate) struct Group {
    display_name: Option<String>,
}
