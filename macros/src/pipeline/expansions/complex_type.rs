#[derive(GraphComplex)]
#[graph_complex("microsoft.graph.itemBody")]
struct ItemBody {
    content: Option<String>,
    content_type: Option<BodyType>,
}
