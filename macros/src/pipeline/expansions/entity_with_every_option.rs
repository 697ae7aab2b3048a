#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.group", beta, validate = consistent, crate = platform::graph)]
pub struct Group {
    #[graph_entity(key)]
    pub id: Option<String>,
    #[graph_entity(required, validate = short)]
    pub display_name: Option<String>,
    #[graph_entity(default)]
    pub group_types: Vec<String>,
    #[graph_entity(read_only)]
    pub created_date_time: Option<DateTimeOffset>,
    #[graph_entity(name = "isAssignableToRole")]
    pub assignable: Option<bool>,
    pub r#type: String,
}
