//! What is in the schema compiles: without a warning, without the prelude, whatever a type is called.
//!
//! `compile_fail` tests the messages. Only a compilation that succeeds shows which declarations are accepted.

#![no_implicit_prelude]
#![deny(warnings, missing_docs, clippy::pedantic)]

extern crate graph_entity as renamed;

use ::core::clone::Clone;
use ::core::cmp::PartialEq;
use ::core::fmt::Debug;
use ::core::option::Option;
use ::core::result::Result;
use ::graph_entity::edm::{self, Nullable};
use ::graph_entity::{
    Flags, GraphComplex, GraphEntity, GraphEnum, GraphParameters, OtherType, Redirect, UploadSession, graph_action,
    graph_delete, graph_function, graph_get, graph_list, graph_patch, graph_post, holds,
};
use ::serde::{Deserialize, Serialize};
use ::std::boxed::Box;
use ::std::string::String;
use ::std::vec::Vec;

type Maybe<T> = Option<T>;
type Count = i64;

/// Names that what is generated could mean.
pub trait Named {}
/// One more.
pub struct Checked;

/// The seeds' type, by an alias, a wider number and a type of its own.
#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.deviceConfigurationUserStatus")]
#[graph_post("/deviceManagement/deviceConfigurations/{whoever}/userStatuses")]
#[graph_post(
    "/deviceManagement/deviceConfigurations/{whoever}/rootCertificate/userStatuses",
    beta,
    name = "create_for_root_certificate"
)]
pub struct UserStatus {
    #[graph_entity(key)]
    id: Maybe<String>,
    user_display_name: Nullable<String>,
    devices_count: Maybe<Count>,
    status: Maybe<Box<Status>>,
    #[graph_entity(name = "lastReportedDateTime")]
    at: Option<edm::DateTimeOffset>,
    user_principal_name: Option<PrincipalName>,
}

/// A type of the user's own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PrincipalName(String);

impl holds::EdmString for PrincipalName {}

/// Some members, and one for the others.
#[derive(Debug, Clone, PartialEq, GraphEnum)]
#[graph_enum("microsoft.graph.complianceStatus")]
pub enum Status {
    /// Known.
    Compliant,
    /// Not known.
    #[graph_enum(other)]
    Other(String),
}

/// All members.
#[derive(Debug, Clone, PartialEq, GraphEnum)]
#[graph_enum("microsoft.graph.keyUsages", flags)]
#[expect(missing_docs)]
pub enum KeyUsages {
    KeyEncipherment,
    DigitalSignature,
}

/// One of each primitive type.
#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.sample")]
#[graph_post("/samples")]
pub struct Sample {
    binary: Option<edm::Binary>,
    boolean: Option<bool>,
    byte: Option<u8>,
    #[graph_entity(read_only)]
    created_date_time: Option<edm::DateTimeOffset>,
    date: Option<edm::Date>,
    double: Option<f64>,
    duration: Option<edm::Duration>,
    guid: Option<edm::Guid>,
    int16: Option<i16>,
    int64: Option<edm::Int64>,
    parent: Option<Node>,
    s_byte: Option<i8>,
    single: Option<edm::Single>,
    tags: Option<Vec<String>>,
    time_of_day: Option<edm::TimeOfDay>,
    #[graph_entity(name = "owners@odata.bind")]
    owners: Option<Vec<String>>,
    statuses: Option<Vec<UserStatus>>,
    #[graph_entity(name = "@microsoft.graph.note")]
    note: Option<String>,
    #[graph_entity(name = "tags@odata.type")]
    type_of_tags: Option<String>,
}

/// The whole life: what an update cannot set, and other entities.
#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.sample")]
#[graph_post("/samples")]
#[graph_get("/samples/{id}")]
#[graph_list("/samples")]
#[graph_patch("/samples/{id}")]
#[graph_delete("/samples/{id}")]
pub struct Living {
    #[graph_entity(key, create_only)]
    id: Option<String>,
    #[graph_entity(create_only)]
    source: Option<String>,
    #[graph_entity(read_only)]
    created_date_time: Option<edm::DateTimeOffset>,
    #[graph_entity(write_only)]
    guid: Option<edm::Guid>,
    parent: Option<Node>,
    #[graph_entity(expand)]
    owners: Option<Vec<Directory>>,
    #[graph_entity(expand, create_only, required)]
    statuses: Option<Vec<UserStatus>>,
}

/// The parameters of an action, by names in another case than the schema's.
#[derive(Debug, Clone, GraphParameters)]
#[graph_action("/samples/{id}/rate", returns = Option<Status>)]
#[graph_action("/samples/{id}/microsoft.graph.rate", name = "and_forget")]
pub struct Rate {
    status: Option<Status>,
    usages: Flags<KeyUsages>,
    raters: Option<Vec<User>>,
    #[graph_parameters(required)]
    grade: Nullable<i32>,
}

/// An action without parameters.
#[derive(Debug, Clone, Copy, GraphParameters)]
#[graph_action("/samples/{id}/forget", returns = ())]
pub struct Forget;

/// An action that returns where a file is sent to.
#[derive(Debug, Clone, Copy, GraphParameters)]
#[graph_action("/samples/{id}/createUploadSession", returns = UploadSession)]
pub struct CreateUploadSession;

/// A function on a collection.
#[derive(Debug, Clone, Copy, GraphParameters)]
#[graph_function("/samples/raters(Status='{status}')", returns = Vec<User>)]
pub struct Raters;

/// A function whose content is elsewhere.
#[derive(Debug, Clone, Copy, GraphParameters)]
#[graph_function("/samples/{id}/report()", returns = Redirect)]
pub struct Report;

/// Of the path's own type, and of types derived from it.
#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.directoryObject")]
#[graph_list("/samples/{id}/owners")]
#[expect(missing_docs)]
pub enum Directory {
    User(User),
    #[graph_entity(other)]
    Other(OtherType),
}

/// Of a type derived from the path's own.
#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.user")]
#[graph_list("/samples/{id}/owners", select_all)]
#[graph_get("/samples/{id}/owners/{id2}/microsoft.graph.user")]
pub struct Owner {
    display_name: Option<String>,
}

/// The same, held as whatever came.
#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.sample")]
pub struct Untyped {
    binary: ::serde_json::Value,
    tags: ::serde_json::Value,
    parent: ::serde_json::Map<String, ::serde_json::Value>,
    #[graph_entity(additional)]
    more: ::serde_json::Map<String, ::serde_json::Value>,
}

/// A type that holds itself, as `Self`.
#[derive(Debug, Clone, PartialEq, GraphComplex)]
#[graph_complex("microsoft.graph.sampleNode")]
pub struct Node {
    child: Option<Box<Self>>,
}

/// A parameter, which the check leaves to its user.
#[derive(Debug, Clone, PartialEq, GraphComplex)]
#[graph_complex("microsoft.graph.ring")]
pub struct Ring<T> {
    name: Option<T>,
}

/// Derived.
#[derive(Debug, Clone, PartialEq, GraphComplex)]
#[graph_complex("microsoft.graph.timedRing")]
pub struct TimedRing {
    name: Option<String>,
    days: Option<i32>,
}

/// A hierarchy.
#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.deviceConfiguration")]
#[graph_post("/deviceManagement/deviceConfigurations")]
#[expect(missing_docs)]
pub enum DeviceConfiguration {
    Windows(WindowsConfiguration),
    #[graph_entity(other)]
    Other(OtherType),
}

/// Posted to the collection of its base; a property holds a type derived from its own.
#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.windowsConfiguration")]
#[graph_post("/deviceManagement/deviceConfigurations")]
pub struct WindowsConfiguration {
    display_name: Option<String>,
    key_usages: Option<Flags<KeyUsages>>,
    ring: Option<TimedRing>,
    rings: Option<Vec<Ring<String>>>,
}

/// An open type takes what no name is near to.
#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.user")]
#[graph_post("/users")]
pub struct User {
    display_name: Option<String>,
    #[graph_entity(name = "extension_5_costCenter")]
    cost_center: Option<String>,
}

/// The runtime under another name.
#[derive(Debug, Clone, PartialEq, ::renamed::GraphEntity)]
#[graph_entity("microsoft.graph.user", crate = ::renamed)]
#[::renamed::graph_post("/users", crate = ::renamed)]
pub struct Renamed {
    display_name: Option<String>,
}

/// In beta.
#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.agent", beta)]
#[graph_post("/agents", beta)]
pub struct Agent {
    #[graph_entity(key)]
    id: Option<String>,
}

#[test]
fn what_is_checked_works() -> Result<(), ::serde_json::Error> {
    let text =
        r##"{"@odata.type":"#microsoft.graph.windowsConfiguration","keyUsages":"digitalSignature","ring":{"days":3}}"##;
    let configuration: DeviceConfiguration = ::serde_json::from_str(text)?;
    ::std::assert_eq!(::serde_json::to_string(&configuration)?, text);
    Result::Ok(())
}
