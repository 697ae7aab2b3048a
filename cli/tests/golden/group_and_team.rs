// Written by `cargo graph-entity new group --path "/groups" --path "/myGroup" --operations post,get,list,patch,delete,put,upsert,delta --references members,acceptedSenders,policy --variants group --unlisted`.

use graph_entity::{
    GraphEntity, OtherType, graph_delete, graph_delta, graph_get, graph_list,
    graph_patch, graph_post, graph_put, graph_ref, graph_upsert,
};

/// A value of the type `microsoft.graph.group` or of one that extends it: `@odata.type` says of which.
#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.group")]
#[graph_get("/groups/{groupId}", application = "Group.Read.All")]
#[graph_list("/groups", application = "Group.Read.All")]
#[graph_delta("/groups/delta", application = "Group.Read.All")]
#[graph_get("/myGroup", name = "get_in_my_group", delegated = "Group.Read.All")]
pub enum AnyGroup {
    Group(Group),
    Team(Team),
    /// Any other type, as it came.
    #[graph_entity(other)]
    Other(OtherType),
}

#[derive(Debug, Clone, Default, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.group")]
#[graph_post("/groups", application = "Group.Create, Group.ReadWrite.All")]
#[graph_get("/groups/{groupId}", application = "Group.Read.All")]
#[graph_list("/groups", application = "Group.Read.All")]
#[graph_patch("/groups/{groupId}", application = "Group.ReadWrite.All")]
#[graph_delete("/groups/{groupId}")]
#[graph_put("/groups/{groupId}")]
#[graph_upsert("/groups(uniqueName='{uniqueName}')")]
#[graph_delta("/groups/delta", application = "Group.Read.All")]
#[graph_ref("/groups/{groupId}/members", application = "GroupMember.ReadWrite.All")]
#[graph_ref("/groups/{groupId}/acceptedSenders")]
#[graph_ref(
    "/groups/{groupId}/policy",
    single,
    target = "/policies",
    application = "Policy.ReadWrite.All"
)]
#[graph_get("/myGroup", name = "get_in_my_group", delegated = "Group.Read.All")]
#[graph_patch("/myGroup", name = "update_in_my_group")]
#[graph_delete("/myGroup", name = "delete_in_my_group")]
#[graph_put("/myGroup", name = "put_in_my_group")]
#[graph_ref("/myGroup/members", name = "members_in_my_group")]
#[graph_ref("/myGroup/acceptedSenders", name = "accepted_senders_in_my_group")]
#[graph_ref(
    "/myGroup/policy",
    single,
    target = "/policies",
    name = "policy_in_my_group"
)]
pub struct Group {
    #[graph_entity(key)]
    pub id: Option<String>,
    pub unique_name: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.team")]
pub struct Team {
    #[graph_entity(key)]
    pub id: Option<String>,
    pub unique_name: Option<String>,
    pub topic: Option<String>,
}
