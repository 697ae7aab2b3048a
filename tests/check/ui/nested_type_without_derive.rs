// A type in an entity lacks its derive: one error at each field, also where the check asks what it holds.
use graph_entity::GraphEntity;

enum Status {
    Unknown,
}

struct Ring {
    name: Option<String>,
}

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.deviceConfigurationUserStatus")]
struct UserStatus {
    #[graph_entity(key)]
    id: Option<String>,
    #[graph_entity(required)]
    status: Option<Status>,
}

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.windowsConfiguration")]
struct WindowsConfiguration {
    rings: Option<Vec<Ring>>,
}

struct IosConfiguration {
    display_name: Option<String>,
}

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.deviceConfiguration")]
enum DeviceConfiguration {
    Windows(WindowsConfiguration),
    Ios(IosConfiguration),
}

fn main() {}
