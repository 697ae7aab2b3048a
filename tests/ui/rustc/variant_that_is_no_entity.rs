// A variant of a hierarchy holds an entity or a complex type, and `other` an `OtherType`: one error for each.
use graph_entity::{GraphClient, GraphEntity, graph_post};

#[derive(Debug, Clone)]
struct Windows {
    display_name: String,
}

#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
struct Android {
    display_name: String,
}

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.deviceConfiguration")]
#[graph_post("/deviceManagement/deviceConfigurations")]
enum DeviceConfiguration {
    Windows(Windows),
    Android(Box<Android>),
    #[graph_entity(other)]
    Other(serde_json::Value),
}

fn takes<T: GraphEntity>(entity: &T) -> String {
    entity.validate().unwrap();
    serde_json::to_string(entity).unwrap()
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let configuration = DeviceConfiguration::Windows(Windows { display_name: String::new() });
    configuration.create().to_http(&graph.base_url())?;
    let created = configuration.create().send(graph).await?;
    let read: DeviceConfiguration = serde_json::from_str(&takes(&created))?;
    Ok(read.validate()?)
}

fn main() {
    _ = uses;
}
