//! Imports many `deviceConfigurationUserStatus`es, with a bar, and a journal to resume from.
//!
//! ```text
//! cargo run --example import [COUNT [JOURNAL]]
//! ```
//!
//! Kill it and run it again with the same journal: what is done is skipped. Without `GRAPH_TOKEN` it talks to an emulator
//! in its own process, which forgets; a journal is of use with a service that stays.

use graph_entity::edm::DateTimeOffset;
use graph_entity::{Disposition, GraphClient, GraphEntity, ImportProgress, Imported, graph_post};
use graph_entity_examples::service;
use indicatif::{ProgressBar, ProgressStyle};

/// A user's status under one device configuration.
#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.deviceConfigurationUserStatus")]
#[graph_post(
    "/deviceManagement/deviceConfigurations/{deviceConfigurationId}/userStatuses",
    delegated = "DeviceManagementConfiguration.ReadWrite.All",
    application = "DeviceManagementConfiguration.ReadWrite.All"
)]
pub struct DeviceConfigurationUserStatus {
    /// Key of the entity; the service assigns it.
    #[graph_entity(key)]
    pub id: Option<String>,
    /// User name of the `DevicePolicyStatus`.
    #[graph_entity(required)]
    pub user_display_name: Option<String>,
    /// Devices count for that user.
    #[graph_entity(required)]
    pub devices_count: Option<i32>,
    /// Last modified date time of the policy report.
    #[graph_entity(required)]
    pub last_reported_date_time: Option<DateTimeOffset>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = service().await?;
    let graph = GraphClient::builder().base_url(&service.base_url).token(service.token.clone()).build()?;
    let mut arguments = std::env::args().skip(1);
    let count: i32 = arguments.next().map_or(Ok(300), |count| count.parse())?;
    let reported: DateTimeOffset = "2017-01-01T00:00:17.7769392-08:00".parse()?;

    // Any iterator or stream: a `Vec`, the rows of a file, of a database, of a queue.
    let statuses = (0..count).map(|number| DeviceConfigurationUserStatus {
        id: None,
        user_display_name: Some(format!("User {number}")),
        devices_count: Some(number),
        last_reported_date_time: Some(reported),
    });

    let bar = ProgressBar::new(0).with_style(
        ProgressStyle::with_template("{bar:40} {pos}/{len}, {msg}").unwrap_or(ProgressStyle::default_bar()),
    );
    let mut import = graph
        .import(statuses)
        .each(|status| status.create("device-configuration-id"))
        .progress(|progress| show(&bar, progress));
    if let Some(journal) = arguments.next() {
        import = import.journal(journal);
    }

    let (mut created, mut before, mut unknown, mut failed) = (0, 0, 0, 0);
    while let Some(outcome) = import.next().await {
        let outcome = outcome?;
        match outcome.result {
            Ok(Imported::Created(_)) => created += 1,
            Ok(_) => before += 1,
            // Sent again, it could be there twice: look whether it is there.
            Err(failure) if failure.disposition() == Disposition::Unknown => {
                unknown += 1;
                let name = outcome.entity.user_display_name.unwrap_or_default();
                bar.suspend(|| eprintln!("{name} may exist: {failure}"));
            }
            Err(failure) => {
                failed += 1;
                let name = outcome.entity.user_display_name.unwrap_or_default();
                bar.suspend(|| eprintln!("{name}: {failure}"));
            }
        }
    }
    bar.finish_and_clear();
    println!("{created} created, {before} created before, {unknown} may exist, {failed} failed");
    Ok(())
}

fn show(bar: &ProgressBar, progress: &ImportProgress) {
    progress.total.iter().for_each(|total| bar.set_length(*total));
    bar.set_position(progress.done());
    let paused = progress.paused.map(|paused| format!(", paused for {} s", paused.as_secs())).unwrap_or_default();
    bar.set_message(format!("{:.0} a second, {} in flight{paused}", progress.rate, progress.in_flight));
}
