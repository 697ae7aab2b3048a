// Actions and functions: what they go on, and what their options take.
use graph_entity::{GraphEntity, GraphParameters, graph_action, graph_function, graph_post};

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("/me/messages")]
#[graph_action("/me/sendMail")]
struct Message {
    subject: Option<String>,
}

#[derive(GraphParameters)]
#[graph_function("/users/{userId}/reminderView(StartDateTime='{start}')", returns = Vec<String>)]
struct ReminderView {
    start: String,
}

#[derive(GraphParameters)]
#[graph_action("/me/assignLicense", returns = "Vec<String>", select_all)]
struct AssignLicense {
    #[graph_parameters(read_only)]
    add_licenses: Vec<String>,
}

#[derive(GraphParameters)]
#[graph_parameters("microsoft.graph.sendMail")]
#[graph_action("/me/sendMail")]
#[graph_action("/users/{userId}/sendMail")]
struct SendMail {
    #[graph_parameters(required)]
    message: Option<String>,
}

#[derive(GraphParameters)]
enum Reboot {
    Now,
}

#[graph_action("/me/sendMail")]
fn send_mail() {}

fn main() {
    let _ = ReminderView::call("id", "a");
    let _ = SendMail { message: None }.call();
    let _ = AssignLicense { add_licenses: vec![] }.call();
}
