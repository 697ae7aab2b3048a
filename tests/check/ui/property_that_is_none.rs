use graph_entity::{GraphEntity, edm::DateTimeOffset};

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.deviceConfigurationUserStatus")]
struct UserStatus {
    #[graph_entity(key)]
    user_display_name: Option<String>,
    device_count: Option<i32>,
    #[graph_entity(name = "lastReported")]
    last: Option<DateTimeOffset>,
    colour_of_the_cat: Option<String>,
}

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.sample")]
struct Sample {
    created_date_time: Option<DateTimeOffset>,
}

/// An open type, and a slip.
#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.user")]
struct User {
    displayname: Option<String>,
}

fn main() {}
