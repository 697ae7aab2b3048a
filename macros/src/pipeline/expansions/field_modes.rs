#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.user")]
pub struct User {
    #[graph_entity(key, create_only)]
    pub id: Option<String>,
    #[graph_entity(required, create_only, validate = short)]
    pub mail_nickname: Option<String>,
    #[graph_entity(write_only)]
    pub password_profile: Option<PasswordProfile>,
    #[graph_entity(idempotency_key, validate = short)]
    pub transaction_id: Option<String>,
    pub display_name: Option<String>,
    #[graph_entity(expand)]
    pub manager: Option<Box<User>>,
    #[graph_entity(expand, create_only, name = "memberOf")]
    pub groups: Option<Vec<Group>>,
    #[graph_entity(create_only, name = "ownedDevices@odata.bind")]
    pub owned_devices: Vec<String>,
}
