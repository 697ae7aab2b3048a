// Each variant of a hierarchy holds one value; one takes the types that are not declared.
use graph_entity::{GraphClient, GraphComplex, GraphEntity, OtherType, graph_post};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.fileAttachment")]
struct FileAttachment {
    name: String,
}

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.attachment")]
#[graph_post("/me/messages/{messageId}/attachments")]
enum Attachment {
    #[graph_entity("microsoft.graph.fileAttachment")]
    File(FileAttachment),
    #[graph_entity(othr)]
    Other(OtherType),
}

#[derive(Debug, Clone, GraphComplex)]
#[graph_complex("microsoft.graph.recipientBase")]
enum Recipient {
    Nobody,
    #[graph_complex(other)]
    First(OtherType),
    #[graph_complex(other)]
    Second(OtherType),
}

#[derive(Debug, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
struct Message {
    attachments: Vec<Attachment>,
    to: Option<Recipient>,
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let attachment = Attachment::File(FileAttachment { name: String::new() });
    attachment.create("id").to_http(&graph.base_url())?;
    attachment.create("id").send(graph).await?;
    attachment.validate()?;
    let read: Message = serde_json::from_str("{}")?;
    println!("{}", serde_json::to_string(&Message { attachments: vec![attachment], to: Some(Recipient::Nobody) })?);
    Ok(read.validate()?)
}

fn main() {
    _ = uses;
}
