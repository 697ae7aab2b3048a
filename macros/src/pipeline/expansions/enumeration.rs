#[derive(GraphEnum)]
#[graph_enum("microsoft.graph.importance")]
enum Importance {
    Low,
    #[graph_enum(name = "normal")]
    Usual,
    High,
    #[graph_enum(other)]
    Other(String),
}
