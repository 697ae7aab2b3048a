//! Clients of an emulator.

use std::time::Duration;

use graph_entity::{GraphClient, GraphClientBuilder, WriteRate};
use graph_entity_emulator::Emulator;

/// A builder with the emulator's base URL and the token `secret-token`.
pub fn builder(emulator: &Emulator) -> GraphClientBuilder {
    GraphClient::builder().base_url(emulator.base_url()).token("secret-token")
}

pub fn client(emulator: &Emulator) -> GraphClient {
    builder(emulator).build().unwrap()
}

/// A builder of clients whose imports begin with a rate that does not slow a test down.
pub fn fast_builder(emulator: &Emulator) -> GraphClientBuilder {
    builder(emulator).write_rate(WriteRate::new(10_000, Duration::from_secs(1)))
}

pub fn fast_client(emulator: &Emulator) -> GraphClient {
    fast_builder(emulator).build().unwrap()
}
