// What the schema says against a call: one error at the path, at each parameter, and at what is returned.
use graph_entity::{GraphEntity, GraphEnum, GraphParameters, graph_action, graph_function};

#[derive(GraphEnum)]
#[graph_enum("microsoft.graph.complianceStatus")]
enum Status {
    Compliant,
    #[graph_enum(other)]
    Other(String),
}

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.user")]
struct User {
    display_name: Option<String>,
}

#[derive(GraphParameters)]
#[graph_action("/samples/{id}/rate", returns = Vec<Status>)]
struct Rate {
    staus: Option<Status>,
    raters: Vec<Status>,
    grade: String,
}

#[derive(GraphParameters)]
#[graph_action("/samples/{id}/forgot")]
struct Forgot;

#[derive(GraphParameters)]
#[graph_action("/samples/{id}/forget", returns = User)]
struct Forget;

#[derive(GraphParameters)]
#[graph_function("/samples/raters(status='{status}')", returns = Vec<Status>)]
struct Raters;

fn main() {
    let _ = Rate { staus: None, raters: vec![], grade: String::new() }.call("id");
    let _ = Forgot.call("id");
    let _ = Forget.call("id");
    let _ = Raters::call("a");
}
