//! One create by all the rules: what is sent again and when, tokens, errors, traces.
//!
//! These tests need several answers, a clock or a credential, which the unit tests of the verdict and the policy do not
//! have. `wire` tests what becomes of a single answer.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod errors;
mod identities;
mod keyed;
mod oracle;
mod retries;
mod tokens;
mod traces;

use graph_entity_tests::client::{builder, client};
use graph_entity_tests::credential::jwt;
use graph_entity_tests::operations::{COLLECTION, DeviceConfigurationUserStatus};

const PERMISSION: &str = "DeviceManagementConfiguration.ReadWrite.All";

fn status() -> DeviceConfigurationUserStatus {
    DeviceConfigurationUserStatus::of_the_document()
}
