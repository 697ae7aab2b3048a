// Written by `cargo graph-entity new microsoft.graph.oddThing --only place`.
// Other paths that create a microsoft.graph.oddThing, each with the command that writes it:
//     cargo graph-entity new microsoft.graph.oddThing --path "/othersOfThem"
// Types that others extend, each a struct without what those add; `--variants` makes an enum of one:
//     place

use graph_entity::{
    GraphComplex, GraphEntity, graph_get, graph_list, graph_post, serde_json,
};

/// An \[odd\] thing, with \<tags\>, \*/ "quotes" and <https://aka.ms/odd>. It is of no use but to be
/// written, which is why nobody knows why it is there or what it would do if it were called for.
#[derive(Debug, Clone, Default, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.oddThing")]
#[graph_post("/oddThings")]
#[graph_get("/oddThings/{oddThingId}")]
#[graph_list("/oddThings")]
pub struct OddThing {
    #[graph_entity(key)]
    pub id: Option<String>,
    pub place: Option<Place>,
    /// What is not declared: the type is open.
    #[graph_entity(additional)]
    pub additional: serde_json::Map<String, serde_json::Value>,
}

#[derive(Debug, Clone, Default, PartialEq, GraphComplex)]
#[graph_complex("microsoft.graph.place")]
pub struct Place {
    pub name: Option<String>,
}
