// Mistakes in entities that a macro of the user's declares, in what it is given and in what it has of its own.
use graph_entity::{GraphClient, GraphEntity, GraphEnum, graph_post};

macro_rules! entity {
    ($name:ident, $of:literal, $path:literal, $option:ident, $field:ident: $type:ty) => {
        #[derive(Debug, Clone, GraphEntity)]
        #[graph_entity($of)]
        #[graph_post($path)]
        #[graph_post("/me/all", name = "create_mine")]
        struct $name {
            #[graph_entity($option)]
            $field: Option<$type>,
        }
    };
}

entity!(Message, "microsoft.graph.message", "/users/{userId}/messages", requierd, subject: String);
entity!(Event, "event", "/users/{userId}/events", required, subject: String);
entity!(Contact, "microsoft.graph.contact", "/users/{userId/contacts", required, display_name: String);

macro_rules! enumeration {
    ($name:ident { $($member:ident),* }) => {
        #[derive(Debug, Clone, GraphEnum)]
        #[graph_enum(concat!("microsoft.graph.", stringify!($name)))]
        enum $name {
            $($member),*
        }
    };
}

enumeration!(Importance { Low, High });

macro_rules! folder {
    ($($field:ident: $type:ty),*) => {
        #[derive(Debug, Clone, GraphEntity)]
        #[graph_entity("microsoft.graph.mailFolder")]
        struct MailFolder {
            $(#[graph_entity(key)] $field: Option<$type>),*
        }
    };
}

folder!(id: String, message: Message, importance: Importance);

fn takes<T: GraphEntity>(entity: &T) -> String {
    entity.validate().unwrap();
    serde_json::to_string(entity).unwrap()
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let message = Message { subject: None };
    message.create("id").to_http(&graph.base_url())?;
    message.create_mine().send(graph).await?;
    let event: Event = serde_json::from_str(&takes(&message))?;
    event.create("id").to_http(&graph.base_url())?;
    event.create_mine().send(graph).await?;
    let contact = Contact { display_name: event.subject };
    contact.create("id").to_http(&graph.base_url())?;
    contact.create_mine().send(graph).await?;
    let importance = Importance::from_member("low").unwrap_or(Importance::High);
    println!("{} {:?} {}", importance.as_str(), Importance::Low, takes(&contact));
    let folder = MailFolder { id: None, message: Some(message), importance: Some(importance) };
    Ok(folder.validate()?)
}

fn main() {
    _ = uses;
}
