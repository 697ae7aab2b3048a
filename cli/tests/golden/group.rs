// Written by `cargo graph-entity new group --operations post,get,list,patch,delete,put,upsert,delta,references`.
// Other paths that create a microsoft.graph.group, each with the command that writes it:
//     cargo graph-entity new microsoft.graph.group --path "/directoryObjects"
//     cargo graph-entity new microsoft.graph.group --path "/myGroup/acceptedSenders"
//     cargo graph-entity new microsoft.graph.group --path "/groups/{groupId}/acceptedSenders"
// Not in the table of permissions, and so not written without `--unlisted`:
//     DELETE /groups/{groupId}
//     PUT /groups/{groupId}
// Relations of `group` that the table of permissions has no change of; `--references` writes one:
//     memberOf
// Types that others extend, each a struct without what those add; `--variants` makes an enum of one:
//     group

use graph_entity::{
    GraphEntity, graph_delta, graph_get, graph_list, graph_patch, graph_post, graph_ref,
    graph_upsert,
};

#[derive(Debug, Clone, Default, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.group")]
#[graph_post("/groups", application = "Group.Create, Group.ReadWrite.All")]
#[graph_get("/groups/{groupId}", application = "Group.Read.All")]
#[graph_list("/groups", application = "Group.Read.All")]
#[graph_patch("/groups/{groupId}", application = "Group.ReadWrite.All")]
#[graph_upsert("/groups(uniqueName='{uniqueName}')")]
#[graph_delta("/groups/delta", application = "Group.Read.All")]
#[graph_ref("/groups/{groupId}/members", application = "GroupMember.ReadWrite.All")]
#[graph_ref(
    "/groups/{groupId}/policy",
    single,
    target = "/policies",
    application = "Policy.ReadWrite.All"
)]
pub struct Group {
    #[graph_entity(key)]
    pub id: Option<String>,
    pub unique_name: Option<String>,
}
