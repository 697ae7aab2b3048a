// With `bon`'s builder beside the derive, a required property that is left out does not compile.
use bon::Builder;
use graph_entity::GraphEntity;

#[derive(Debug, Builder, GraphEntity)]
#[graph_entity("microsoft.graph.group")]
struct Group {
    #[graph_entity(key)]
    id: Option<String>,
    display_name: String,
    description: Option<String>,
}

fn main() {
    let group = Group::builder().description("Those who sell".to_owned()).build();
    group.validate().unwrap();
}
