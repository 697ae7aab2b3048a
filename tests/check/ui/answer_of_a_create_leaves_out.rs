// What the answer of a create leaves out, a field that is always there would make an error of.
use graph_entity::{GraphEntity, graph_get, graph_post};

type Maybe<T> = Option<T>;

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.sample")]
#[graph_post("/samples")]
struct Sample {
    source: String,
    #[graph_entity(name = "owners@odata.bind")]
    owners: Vec<String>,
    #[graph_entity(expand, create_only)]
    statuses: Vec<Status>,
    #[graph_entity(write_only)]
    boolean: bool,
    #[graph_entity(write_only)]
    guid: Maybe<graph_entity::edm::Guid>,
    #[graph_entity(write_only, default)]
    tags: Vec<String>,
}

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.sample")]
#[graph_get("/samples/{id}")]
struct Read {
    #[graph_entity(expand)]
    statuses: Vec<Status>,
}

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.deviceConfigurationUserStatus")]
struct Status {
    devices_count: Option<i32>,
}

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.sample")]
struct Variant {
    #[graph_entity(expand, create_only)]
    statuses: Vec<Status>,
    #[graph_entity(write_only)]
    boolean: bool,
}

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.sample")]
#[graph_post("/samples", name = "create_one")]
enum Hierarchy {
    Sample(Variant),
    #[graph_entity(other)]
    Other(graph_entity::OtherType),
}

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.sample")]
#[graph_get("/samples/{id}", name = "get_one")]
enum ReadHierarchy {
    Sample(Box<Variant>),
    #[graph_entity(other)]
    Other(graph_entity::OtherType),
}

fn main() {
    let _ = Read::get("id");
    let _: fn(&Sample) -> graph_entity::Create<Sample> = Sample::create;
}
