//! One create by all the rules: what is sent again and when, tokens, errors, traces. What one answer becomes is in `wire`.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod errors;
mod oracle;
mod retries;
mod tokens;
mod traces;

use base64::Engine;
use graph_entity::{GraphClient, GraphClientBuilder};
use graph_entity_emulator::Emulator;
use graph_entity_tests::operations::DeviceConfigurationUserStatus;
use serde_json::Value;

const COLLECTION: &str = "/v1.0/deviceManagement/deviceConfigurations/7/userStatuses";
const PERMISSION: &str = "DeviceManagementConfiguration.ReadWrite.All";

fn status() -> DeviceConfigurationUserStatus {
    DeviceConfigurationUserStatus::of_the_document()
}

fn builder(emulator: &Emulator) -> GraphClientBuilder {
    GraphClient::builder().base_url(emulator.base_url()).token("secret-token")
}

fn client(emulator: &Emulator) -> GraphClient {
    builder(emulator).build().unwrap()
}

/// A token with these claims, and no signature.
fn jwt(claims: &Value) -> String {
    let encode = |text: &str| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text);
    format!("{}.{}.c2VjcmV0", encode(r#"{"typ":"JWT","alg":"RS256"}"#), encode(&claims.to_string()))
}
