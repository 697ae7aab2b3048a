// A set of members is for an enumeration that says `flags`.
use graph_entity::{Flags, GraphEnum};

#[derive(Debug, PartialEq, GraphEnum)]
#[graph_enum("microsoft.graph.importance")]
enum Importance {
    Low,
    High,
}

fn main() {
    let both: Flags<Importance> = [Importance::Low, Importance::High].into_iter().collect();
    println!("{both}");
}
