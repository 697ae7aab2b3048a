//! The entity of the documents, once with our derives and once with serde's.

#![allow(missing_docs)]

pub mod process;
pub mod server;

use graph_entity::edm::DateTimeOffset;
use graph_entity::{GraphEntity, GraphEnum, graph_get, graph_list, graph_patch, graph_post};
use serde::{Deserialize, Serialize};

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.deviceConfigurationUserStatus")]
#[graph_post("/deviceManagement/deviceConfigurations/{deviceConfigurationId}/userStatuses")]
#[graph_get("/deviceManagement/deviceConfigurations/{deviceConfigurationId}/userStatuses/{userStatusId}")]
#[graph_list("/deviceManagement/deviceConfigurations/{deviceConfigurationId}/userStatuses")]
#[graph_patch("/deviceManagement/deviceConfigurations/{deviceConfigurationId}/userStatuses/{userStatusId}")]
pub struct Ours {
    #[graph_entity(key)]
    pub id: Option<String>,
    #[graph_entity(required)]
    pub user_display_name: Option<String>,
    #[graph_entity(required)]
    pub devices_count: Option<i32>,
    #[graph_entity(required)]
    pub status: Option<OurStatus>,
    #[graph_entity(required)]
    pub last_reported_date_time: Option<DateTimeOffset>,
    #[graph_entity(required)]
    pub user_principal_name: Option<String>,
}

#[derive(GraphEnum)]
#[graph_enum("microsoft.graph.complianceStatus")]
pub enum OurStatus {
    Unknown,
    NotApplicable,
    Compliant,
    Remediated,
    NonCompliant,
    Error,
    Conflict,
    NotAssigned,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "@odata.type", rename = "#microsoft.graph.deviceConfigurationUserStatus", rename_all = "camelCase")]
pub struct Serdes {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_display_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub devices_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<SerdesStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_reported_date_time: Option<DateTimeOffset>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_principal_name: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SerdesStatus {
    Unknown,
    NotApplicable,
    Compliant,
    Remediated,
    NonCompliant,
    Error,
    Conflict,
    NotAssigned,
}

/// The answer of the documents.
pub const ANSWER: &str = r##"{"@odata.type":"#microsoft.graph.deviceConfigurationUserStatus","id":"7e323db2-3db2-7e32-b23d-327eb23d327e","userDisplayName":"User Display Name value","devicesCount":12,"status":"notApplicable","lastReportedDateTime":"2017-01-01T00:00:17.7769392-08:00","userPrincipalName":"User Principal Name value"}"##;
