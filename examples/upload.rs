//! Uploads a file to a drive in chunks, and goes on after a failure.
//!
//! ```text
//! cargo run --example upload
//! cargo run --example upload -- DRIVE_ID FILE
//! ```
//!
//! Without `GRAPH_TOKEN` it talks to an emulator in its own process. With a token it writes a file into the root of the drive.
//! Without a file it makes one of 10 MB.

use std::path::{Path, PathBuf};

use graph_entity::http::Method;
use graph_entity::serde_json::json;
use graph_entity::{Disposition, ErrorKind, GraphClient, GraphEntity, Request, UploadSession};
use graph_entity_examples::service;
use tokio::fs::File;

/// What the file becomes.
#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.driveItem")]
pub struct DriveItem {
    /// Key of the item; the service assigns it.
    #[graph_entity(key)]
    pub id: Option<String>,
    /// The size, in bytes.
    #[graph_entity(read_only)]
    pub size: Option<i64>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let drive = arguments.next().unwrap_or_else(|| "drive-id".to_owned());
    let given = arguments.next().map(PathBuf::from);
    let service = service().await?;
    let graph = GraphClient::builder().base_url(&service.base_url).token(service.token.clone()).build()?;

    let made = std::env::temp_dir().join(format!("graph-entity-upload-{}.bin", std::process::id()));
    let path = match given {
        Some(path) => path,
        None => {
            tokio::fs::write(&made, vec![b'x'; 10_000_000]).await?;
            made.clone()
        }
    };
    let result = upload(&graph, &drive, &path).await;
    if path == made {
        tokio::fs::remove_file(&made).await?;
    }
    let item = result?;
    println!("complete: {} bytes, id {}", item.size.unwrap_or_default(), item.id.as_deref().unwrap_or_default());
    Ok(())
}

async fn upload(graph: &GraphClient, drive: &str, path: &Path) -> Result<DriveItem, Box<dyn std::error::Error>> {
    let name = path.file_name().and_then(|name| name.to_str()).ok_or("the file has no name")?;
    // With the token, to Graph. A file of this name is kept: the upload is refused at its end.
    let session = Request::new(Method::POST, "/drives/{drive}/root:/{name}:/createUploadSession", &[drive, name]);
    let session = session.json(&json!({ "item": { "@microsoft.graph.conflictBehavior": "fail", "name": name } }));
    let session: UploadSession = session.send_as(graph).await?;
    println!("{session:?}");

    // Without the token, to the session, which may be of another host. A chunk that fails for now is sent again.
    let upload = graph.upload(&session).reader(File::open(path).await?);
    let error = match upload.progress(|progress| println!("{progress}")).send_as().await {
        Ok(item) => return Ok(item),
        Err(error) => error,
    };
    match error.disposition() {
        Disposition::Unknown => println!("the file may be complete: look for {name}"),
        // What the session took is not sent again. It can be stored, and another process can go on.
        Disposition::Throttled | Disposition::Rejected if !matches!(error.kind(), ErrorKind::Upload(_)) => {
            println!("again, after {error}");
            return Ok(graph.upload(&session).reader(File::open(path).await?).resume().send_as().await?);
        }
        _ => {}
    }
    Err(error.into())
}
