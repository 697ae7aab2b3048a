use graph_entity::{GraphComplex, GraphEntity, GraphEnum, graph_post};

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.deviceConfigurationUserState")]
#[graph_post("/deviceManagement/deviceConfigurations/{id}/userStatuses")]
struct Misspelt {
    id: Option<String>,
}

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.agent")]
#[graph_post("/agents")]
struct OnlyInBeta {
    id: Option<String>,
}

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.user", beta)]
struct OnlyInV1 {
    id: Option<String>,
}

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.ring")]
struct Complex {
    name: Option<String>,
}

#[derive(GraphComplex)]
#[graph_complex("microsoft.graph.complianceStatus")]
struct Enumeration {
    name: Option<String>,
}

#[derive(GraphEnum)]
#[graph_enum("microsoft.graph.user")]
enum Entity {
    Name,
}

#[derive(GraphEntity)]
#[graph_entity("graph.user")]
struct ByAlias {
    id: Option<String>,
}

fn main() {
    let misspelt = Misspelt { id: None };
    let _ = graph_entity::GraphEntity::validate(&misspelt);
}
