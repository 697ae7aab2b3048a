#[derive(GraphParameters)]
#[graph_action("/users/{userId}/sendMail", application = "Mail.Send")]
#[graph_action("/me/microsoft.graph.sendMail", name = "call_for_me", returns = Vec<Receipt>, beta)]
pub struct SendMail {
    #[graph_parameters(required)]
    message: Option<Message>,
    save_to_sent_items: Option<bool>,
}
