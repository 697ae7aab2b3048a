use graph_entity::GraphEntity;

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.deviceConfiguration")]
enum DeviceConfiguration {
    Windows(WindowsConfiguration),
    User(User),
}

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.windowsConfiguration")]
struct WindowsConfiguration {
    display_name: Option<String>,
}

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.user")]
struct User {
    display_name: Option<String>,
}

fn main() {}
