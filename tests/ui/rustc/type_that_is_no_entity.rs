// A struct without the derives where an entity or an enumeration is asked for.
use graph_entity::{GraphEntity, GraphEnum};

struct Message {
    subject: String,
}

#[derive(Debug)]
enum Importance {
    Low,
}

fn entity<T: GraphEntity>(_: &T) {}

fn enumeration<T: GraphEnum>(_: &T) {}

fn main() {
    let message = Message { subject: format!("{:?}", Importance::Low) };
    println!("{}", message.subject);
    entity(&message);
    enumeration(&Importance::Low);
}
