#[derive(GraphEnum)]
#[graph_enum("microsoft.graph.dayOfWeek", flags)]
enum Days {
    Monday,
    Tuesday,
}
