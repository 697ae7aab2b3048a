//! Sends a mail.
//!
//! ```text
//! cargo run --example send_mail [USER_ID ADDRESS]
//! ```
//!
//! Without `GRAPH_TOKEN` it talks to an emulator in its own process, and sends none. The action:
//! <https://learn.microsoft.com/graph/api/user-sendmail>

use graph_entity::{Disposition, GraphClient, GraphComplex, GraphEntity, GraphParameters, graph_action};
use graph_entity_emulator::Reply;
use graph_entity_emulator::http::StatusCode;
use graph_entity_examples::service;

/// The parameters of `sendMail`.
#[derive(Debug, Clone, PartialEq, GraphParameters)]
#[graph_action("/users/{userId}/sendMail", delegated = "Mail.Send", application = "Mail.Send")]
pub struct SendMail {
    /// The mail.
    pub message: Message,
    /// Whether it is kept in the folder of sent mails; Graph keeps it if nothing is said.
    pub save_to_sent_items: Option<bool>,
}

/// A mail.
#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
pub struct Message {
    /// The subject.
    #[graph_entity(required)]
    pub subject: Option<String>,
    /// The text.
    pub body: Option<ItemBody>,
    /// Who gets it.
    #[graph_entity(required)]
    pub to_recipients: Option<Vec<Recipient>>,
}

/// The text of a mail.
#[derive(Debug, Clone, PartialEq, GraphComplex)]
#[graph_complex("microsoft.graph.itemBody")]
pub struct ItemBody {
    /// The text itself.
    pub content: Option<String>,
}

/// Who gets a mail.
#[derive(Debug, Clone, PartialEq, GraphComplex)]
#[graph_complex("microsoft.graph.recipient")]
pub struct Recipient {
    /// The address.
    #[graph_complex(required)]
    pub email_address: Option<EmailAddress>,
}

/// An address.
#[derive(Debug, Clone, PartialEq, GraphComplex)]
#[graph_complex("microsoft.graph.emailAddress")]
pub struct EmailAddress {
    /// Such as `megan@contoso.com`.
    pub address: Option<String>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = service().await?;
    let graph = GraphClient::builder().base_url(&service.base_url).token(service.token.clone()).build()?;
    let mut arguments = std::env::args().skip(1);
    let user_id = arguments.next().unwrap_or_else(|| "adele@contoso.com".to_owned());
    let address = arguments.next().unwrap_or_else(|| "megan@contoso.com".to_owned());
    // The emulator has no actions of its own: this one accepts the mail, as Graph does.
    service.on_action("/users/{id}/sendMail", |_| Reply::new(StatusCode::ACCEPTED));

    let message = Message {
        subject: Some("Library".to_owned()),
        body: Some(ItemBody { content: Some("The books are there.".to_owned()) }),
        to_recipients: Some(vec![Recipient { email_address: Some(EmailAddress { address: Some(address.clone()) }) }]),
    };
    match (SendMail { message, save_to_sent_items: Some(false) }).call(&user_id).send(&graph).await {
        Ok(()) => println!("accepted: a mail to {address}"),
        // It is not sent again by itself: a second mail may do harm.
        Err(error) if error.disposition() == Disposition::Unknown => println!("perhaps sent: {error}"),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
