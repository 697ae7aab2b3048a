//! The derive of an entity, with its options.

/// Makes a struct a Microsoft Graph entity: its JSON both ways, and the validation of its required properties.
///
/// ```
/// use graph_entity::GraphEntity;
///
/// #[derive(Debug, PartialEq, GraphEntity)]
/// #[graph_entity("microsoft.graph.group")]
/// struct Group {
///     #[graph_entity(key)]
///     id: Option<String>,
///     #[graph_entity(required)]
///     display_name: Option<String>,
///     description: Option<String>,
/// }
///
/// let group: Group = serde_json::from_str(r#"{"id": "7", "displayName": "Sales", "unknown": true}"#)?;
/// assert_eq!(group.display_name.as_deref(), Some("Sales"));
/// assert_eq!(
///     serde_json::to_string(&group)?,
///     r##"{"@odata.type":"#microsoft.graph.group","id":"7","displayName":"Sales"}"##
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// It implements [`GraphEntity`](trait@crate::GraphEntity), `serde::Serialize` and `serde::Deserialize`; do not derive those
/// as well. A field is a property, its JSON name the field's in camelCase. The types of the fields are any that serde
/// writes and reads: Rust's own, those of [`edm`](crate::edm), other entities and [enumerations](derive@crate::GraphEnum), and
/// yours. An entity owns its data: use `String`, not `&'static str`.
///
/// - `Serialize` writes `"@odata.type"` first, then the properties in the order of declaration; an absent `Option` is left out.
/// - `Deserialize` takes the properties in any order, takes `null` and absence as `None`, ignores properties that are not
///   declared, and names the property in every error.
///
/// # On the struct
///
/// `#[graph_entity("namespace.type")]`, once, with the entity's OData type: its namespace and name, without `#`.
///
/// ## `beta`
///
/// The type is one of Graph's beta version. It says nothing of the paths: each [`graph_post`](macro@crate::graph_post) has
/// its own.
///
/// ```
/// # use graph_entity::GraphEntity;
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.cloudPC", beta)]
/// struct CloudPc { display_name: Option<String> }
/// ```
///
/// ## `crate = ::path`
///
/// Where this crate is, if it is not `::graph_entity`: renamed in `Cargo.toml`, or re-exported by another.
///
/// ```
/// # mod platform { pub mod graph { pub use graph_entity::*; } }
/// #[derive(platform::graph::GraphEntity)]
/// #[graph_entity("microsoft.graph.group", crate = crate::platform::graph)]
/// struct Group { display_name: Option<String> }
/// # fn main() {}
/// ```
///
/// # On a field
///
/// **Declare a property as `Option<…>`, even one that every create must send; mark that one [`required`](#required).** Graph may
/// leave any property out of an answer or send `null`. A plain `String` turns such an answer, of a create that succeeded, into
/// an error.
///
/// `#[graph_entity(option, …)]`. The options combine, unless a note says otherwise.
///
/// ## `key`
///
/// The entity's key, on one field at the most. The service assigns it: it is read from answers and never sent by a create.
/// If the caller chooses it, add [`create_only`](#create_only): then creates send it. `required` goes with it only then, and
/// `read_only` never.
///
/// ## `required`
///
/// A create without it is refused before anything is sent; see [`validate`](trait@crate::GraphEntity). It is for a field that
/// can be absent, an `Option`, also under another name, or an [`edm::Nullable`](crate::edm::Nullable); any other type
/// requires its value by itself.
///
/// ```
/// # use graph_entity::GraphEntity;
/// #[derive(Default, GraphEntity)]
/// #[graph_entity("microsoft.graph.group")]
/// struct Group {
///     #[graph_entity(required)]
///     display_name: Option<String>,
///     #[graph_entity(required)]
///     mail_enabled: Option<bool>,
/// }
///
/// assert_eq!(
///     Group::default().validate().unwrap_err().to_string(),
///     "microsoft.graph.group lacks 2 required properties: displayName (display_name), mailEnabled (mail_enabled)"
/// );
/// ```
///
/// ## `read_only`
///
/// Read from answers, never sent by a create: what the service computes, such as `createdDateTime`. `required` does not go
/// with it.
///
/// ```
/// # use graph_entity::{GraphEntity, edm::DateTimeOffset, graph_post};
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.group")]
/// #[graph_post("/groups")]
/// struct Group {
///     display_name: Option<String>,
///     #[graph_entity(read_only)]
///     created_date_time: Option<DateTimeOffset>,
/// }
///
/// let answer = r#"{"displayName":"Sales","createdDateTime":"2026-01-31T12:00:00Z"}"#;
/// let group: Group = serde_json::from_str(answer)?;
/// let request = group.create().to_http(&Default::default())?;
/// assert_eq!(request.body(), r##"{"@odata.type":"#microsoft.graph.group","displayName":"Sales"}"##);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// ## `create_only`
///
/// Sent by creates and never by updates: an immutable property, or a key that the caller chooses. `read_only` does not go with
/// it.
///
/// ```
/// # use graph_entity::{GraphEntity, graph_patch, graph_post};
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.group")]
/// #[graph_post("/groups")]
/// #[graph_patch("/groups/{groupId}")]
/// struct Group {
///     display_name: Option<String>,
///     #[graph_entity(create_only)]
///     is_assignable_to_role: Option<bool>,
/// }
///
/// let group = Group { display_name: Some("Sales".to_owned()), is_assignable_to_role: Some(true) };
/// let request = group.create().to_http(&Default::default())?;
/// assert_eq!(
///     request.body(),
///     r##"{"@odata.type":"#microsoft.graph.group","displayName":"Sales","isAssignableToRole":true}"##
/// );
/// let request = group.update("7e32").to_http(&Default::default())?;
/// assert_eq!(request.body(), r##"{"@odata.type":"#microsoft.graph.group","displayName":"Sales"}"##);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// ## `idempotency_key`
///
/// The property by which the service recognises a create that it carried out before: an event's
/// [`transactionId`](https://learn.microsoft.com/graph/api/resources/event), on at most one field. A create that leaves it out
/// (`None`, an empty text, a GUID of zeros) gets a new GUID, the same for all of its attempts. The entity itself is not changed:
/// another create of it gets another key. Like [`create_only`](#create_only), it is not sent by updates.
///
/// The service carries out two creates with the same key only once. So a create with a key is sent again after a lost connection,
/// a 500, 502 or 504, where any other create is [`Unknown`](crate::Disposition::Unknown); in batches and imports as well. The
/// journal of an [import](crate::GraphClient::import) keeps the key, so that a create that a crash interrupted is sent again with
/// the same key.
///
/// ```
/// # use graph_entity::{GraphEntity, graph_post};
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.event")]
/// #[graph_post("/users/{userId}/events", application = "Calendars.ReadWrite")]
/// struct Event {
///     subject: Option<String>,
///     #[graph_entity(idempotency_key)]
///     transaction_id: Option<String>,
/// }
///
/// let event = Event { subject: Some("Review".to_owned()), transaction_id: None };
/// let request = event.create("megan@contoso.com").to_http(&Default::default())?;
/// let body: serde_json::Value = serde_json::from_slice(request.body())?;
/// assert!(body["transactionId"].as_str().is_some_and(|key| key.len() == 36));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// If the service answers that the generated key is taken (`ErrorDuplicateTransactionId`), the create is
/// [`Created`](crate::Disposition::Created): nothing else has the key.
///
/// **The risk**: if the service does not treat the property as a key, a resend creates a second entity. With the feature `check`,
/// only properties that Graph's reference documents as such are accepted. Entities inside the entity get no key, and a put or an
/// upsert needs none.
///
/// ## `write_only`
///
/// Sent by creates and updates, and never selected by a read: what the service does not give back, such as a password.
/// `read_only` does not go with it.
///
/// ```
/// # use graph_entity::{GraphEntity, graph_get};
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.user")]
/// #[graph_get("/users/{userId}")]
/// struct User {
///     #[graph_entity(key)]
///     id: Option<String>,
///     #[graph_entity(write_only)]
///     password_profile: Option<serde_json::Value>,
/// }
///
/// let request = User::get("7e32").to_http(&Default::default())?;
/// assert_eq!(request.uri().query(), Some("$select=id"));
/// # Ok::<(), graph_entity::Error>(())
/// ```
///
/// ## `expand`
///
/// A relation to other entities (a navigation property), which a read does not give by itself: it is read through `$expand`, with
/// the properties that its type declares, and not selected. The field holds an entity or a collection of it: an `Option<T>`, an
/// `Option<Vec<T>>`, in a `Box` where the type holds itself. Creates and updates do not send it; with `create_only`, creates send
/// it (a deep insert). `required` and `validate` go with it only then; `key`, `read_only` and `write_only` never.
///
/// ```
/// # use graph_entity::{GraphEntity, graph_get};
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.user")]
/// #[graph_get("/users/{userId}")]
/// struct User {
///     #[graph_entity(key)]
///     id: Option<String>,
///     display_name: Option<String>,
///     #[graph_entity(expand)]
///     manager: Option<Box<User>>,
/// }
///
/// let request = User::get("7e32").to_http(&Default::default())?;
/// assert_eq!(request.uri().query(), Some("$select=id,displayName&$expand=manager($select=id,displayName)"));
/// # Ok::<(), graph_entity::Error>(())
/// ```
///
/// What the other type marks `expand` is not expanded in turn. If it is a hierarchy or has an `additional` field, all its
/// properties are read. A hierarchy itself expands nothing.
///
/// ## `name = "…"`
///
/// The JSON name, if it is not the field's name in camelCase: `name = "v10_2H20"`, `name = "members@odata.bind"`.
///
/// ```
/// # use graph_entity::GraphEntity;
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.group")]
/// struct Group {
///     #[graph_entity(name = "owners@odata.bind")]
///     owners: Option<Vec<String>>,
/// }
/// ```
///
/// A create takes at most 20 references by `@odata.bind`, of all properties together
/// ([create group](https://learn.microsoft.com/graph/api/group-post-groups)). One with more is refused before anything is sent;
/// add the rest to the entity that was created.
///
/// ## `default`
///
/// `Default::default()` where an answer leaves the property out, or has `null` for it. For a field that is no `Option`.
///
/// ```
/// # use graph_entity::GraphEntity;
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.group")]
/// struct Group {
///     #[graph_entity(default)]
///     group_types: Vec<String>,
/// }
///
/// assert!(serde_json::from_str::<Group>("{}")?.group_types.is_empty());
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// ## `additional`
///
/// The one field, a `serde_json::Map<String, Value>`, that takes every property that is not declared, and sends it: for open
/// types and extensions. It combines with no other option.
///
/// ```
/// # use graph_entity::GraphEntity;
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.openTypeExtension")]
/// struct OpenTypeExtension {
///     extension_name: Option<String>,
///     #[graph_entity(additional)]
///     more: serde_json::Map<String, serde_json::Value>,
/// }
///
/// let text = r##"{"@odata.type":"#microsoft.graph.openTypeExtension","extensionName":"com.contoso","theme":"dark"}"##;
/// let extension: OpenTypeExtension = serde_json::from_str(text)?;
/// assert_eq!(extension.more["theme"], "dark");
/// assert_eq!(serde_json::to_string(&extension)?, text);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// ## `validate = path::to::function`
///
/// A rule of your own: a function that takes the field by reference and returns a `Result<(), impl Display>`. What it says
/// against the value stands in the same report as what is missing. It goes on the struct as well, for a rule about several
/// fields. A rule is called once for a value that passes; for one that is refused it may be called twice, so let it have no
/// effects.
///
/// Nothing is refused for a property that is not sent: one that is read-only and, in an update, one that is `create_only`, absent
/// or, [`since`](crate::Update::since) an earlier value, the same.
///
/// ```
/// # use graph_entity::GraphEntity;
/// fn short(name: &Option<String>) -> Result<(), String> {
///     match name.as_ref().map_or(0, String::len) {
///         0..=64 => Ok(()),
///         length => Err(format!("{length} letters are more than 64")),
///     }
/// }
///
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.group")]
/// struct Group {
///     #[graph_entity(validate = short)]
///     mail_nickname: Option<String>,
/// }
///
/// assert_eq!(
///     Group { mail_nickname: Some("x".repeat(65)) }.validate().unwrap_err().to_string(),
///     "microsoft.graph.group is refused: mailNickname (mail_nickname): 65 letters are more than 64"
/// );
/// ```
///
/// # On an enum
///
/// The hierarchy of an abstract type, such as `deviceConfiguration`: each variant holds one type of it. Answers are read by
/// their `@odata.type`, wherever it stands in the object; `#[graph_entity(other)]` is for the variant that takes the types
/// that are not declared, whole, in an [`OtherType`](crate::OtherType). One that says no type is of the hierarchy's own.
///
/// ```
/// use graph_entity::{GraphEntity, OtherType, graph_post};
///
/// #[derive(Debug, GraphEntity)]
/// #[graph_entity("microsoft.graph.windows10GeneralConfiguration")]
/// struct Windows10 { display_name: Option<String> }
///
/// #[derive(Debug, GraphEntity)]
/// #[graph_entity("microsoft.graph.deviceConfiguration")]
/// #[graph_post("/deviceManagement/deviceConfigurations")]
/// enum DeviceConfiguration {
///     Windows10(Windows10),
///     #[graph_entity(other)]
///     Other(OtherType),
/// }
///
/// let text = r##"{"displayName":"Kiosk","@odata.type":"#microsoft.graph.windows10GeneralConfiguration"}"##;
/// let configuration: DeviceConfiguration = serde_json::from_str(text)?;
/// let DeviceConfiguration::Windows10(windows) = &configuration else { panic!("{configuration:?}") };
/// assert_eq!(windows.display_name.as_deref(), Some("Kiosk"));
/// let request = configuration.create().to_http(&Default::default())?;
/// assert_eq!(
///     request.body(),
///     r##"{"@odata.type":"#microsoft.graph.windows10GeneralConfiguration","displayName":"Kiosk"}"##
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(inline)]
pub use graph_entity_macros::GraphEntity;
