use graph_entity::{Flags, GraphComplex, GraphEntity, GraphEnum, edm};

type Text = Option<String>;

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.deviceConfigurationUserStatus")]
struct UserStatus {
    user_display_name: Option<i32>,
    devices_count: Text,
    status: Option<KeyUsages>,
    last_reported_date_time: Option<String>,
    user_principal_name: Option<Vec<String>>,
}

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.sample")]
struct Sample {
    double: Option<f32>,
    int64: Option<i32>,
    guid: Option<edm::Date>,
    tags: Option<String>,
    parent: Option<Ring>,
    statuses: Option<Vec<Ring>>,
    #[graph_entity(name = "owners@odata.bind")]
    owners: Option<String>,
}

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.windowsConfiguration")]
struct WindowsConfiguration {
    key_usages: Option<KeyUsages>,
    rings: Option<Vec<Flags<KeyUsages>>>,
}

#[derive(GraphComplex)]
#[graph_complex("microsoft.graph.ring")]
struct Ring {
    name: Option<Vec<u8>>,
}

#[derive(GraphEnum)]
#[graph_enum("microsoft.graph.keyUsages", flags)]
enum KeyUsages {
    KeyEncipherment,
    DigitalSignature,
}

fn main() {}
