use graph_entity::{GraphEntity, graph_post};

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.deviceConfigurationUserStatus")]
#[graph_post("/deviceManagement/deviceConfiguration/{id}/userStatuses")]
#[graph_post("/deviceManagement/deviceConfigurations/{id}/rootCertificate/userStatuses", name = "create_for_root")]
#[graph_post("/deviceManagement/deviceConfigurations", name = "create_configuration")]
#[graph_post("/deviceManagement/deviceConfigurations/{id}/userStatusOverview", name = "create_overview")]
#[graph_post("/deviceManagement/deviceConfigurations/{id}/assign", name = "assign")]
#[graph_post("/deviceManagment/deviceConfigurations/{id}/userStatuses", name = "create_at_root")]
struct UserStatus {
    user_display_name: Option<String>,
}

fn main() {
    let status = UserStatus { user_display_name: None };
    let _ = status.create("id");
    let _ = status.create_for_root("id");
}
