// A rule takes the field by reference and says what is wrong.
use graph_entity::GraphEntity;

fn positive(count: &i64) -> Result<(), String> {
    if *count > 0 { Ok(()) } else { Err("it is not positive".to_owned()) }
}

fn short(name: &String) -> bool {
    name.len() < 64
}

#[derive(Debug, GraphEntity)]
#[graph_entity("microsoft.graph.group")]
struct Group {
    #[graph_entity(validate = positive)]
    devices_count: i32,
    #[graph_entity(validate = short)]
    display_name: String,
}

fn main() {
    let group = Group { devices_count: 1, display_name: String::new() };
    group.validate().unwrap();
    println!("{}", serde_json::to_string(&group).unwrap());
}
