//! The macros, each with its reference: one heading an option.

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
/// `#[graph_entity(option, …)]`. The options combine, where no note says otherwise.
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
/// The JSON name, where it is not the field's name in camelCase: `name = "v10_2H20"`, `name = "members@odata.bind"`.
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
/// effects. The rule of a property that is not sent is not called: never for one that is read-only, nor by an update for one that
/// is `create_only`.
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

/// Makes a struct a complex type of Microsoft Graph: a part of entities, without a key and without a create of its own.
///
/// ```
/// use graph_entity::{GraphComplex, GraphEntity};
///
/// #[derive(Debug, PartialEq, GraphComplex)]
/// #[graph_complex("microsoft.graph.itemBody")]
/// struct ItemBody {
///     #[graph_complex(required)]
///     content: Option<String>,
///     content_type: Option<String>,
/// }
///
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.message")]
/// struct Message { body: ItemBody }
///
/// let message: Message = serde_json::from_str(r#"{"body": {"contentType": "text"}}"#)?;
/// assert_eq!(
///     message.validate().unwrap_err().to_string(),
///     "microsoft.graph.message lacks 1 required property: body.content (body.content)"
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// It implements [`GraphComplex`](trait@crate::GraphComplex), `serde::Serialize` and `serde::Deserialize`. The attribute is
/// `#[graph_complex(…)]`, on the struct and on its fields, with the options of
/// [`#[graph_entity]`](derive@crate::GraphEntity) but for `key`, `write_only` and `expand`. In JSON it has no `@odata.type`,
/// unless it is a value of a hierarchy.
///
/// # On an enum
///
/// A hierarchy of complex types, as [one of entities](derive@crate::GraphEntity#on-an-enum).
#[doc(inline)]
pub use graph_entity_macros::GraphComplex;

/// Makes an enum a Microsoft Graph enumeration: each variant a member, in JSON its name.
///
/// ```
/// use graph_entity::GraphEnum;
///
/// #[derive(Debug, PartialEq, GraphEnum)]
/// #[graph_enum("microsoft.graph.complianceStatus")]
/// enum ComplianceStatus { Unknown, NotApplicable, Compliant }
///
/// assert_eq!(ComplianceStatus::NotApplicable.as_str(), "notApplicable");
/// assert_eq!(serde_json::from_str::<ComplianceStatus>("\"compliant\"")?, ComplianceStatus::Compliant);
/// assert_eq!(
///     serde_json::from_str::<ComplianceStatus>("\"remediated\"").unwrap_err().to_string(),
///     "microsoft.graph.complianceStatus has no member `remediated`, expected one of \
///      `unknown`, `notApplicable`, `compliant` at line 1 column 12"
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// It implements [`GraphEnum`](trait@crate::GraphEnum), `serde::Serialize` and `serde::Deserialize`.
///
/// # On the enum
///
/// `#[graph_enum("namespace.type")]`, once, with the OData type of the enumeration. It takes `beta` and `crate = ::path`, as
/// [`#[graph_entity]`](derive@crate::GraphEntity#on-the-struct) does.
///
/// ## `flags`
///
/// Several members can hold at once: a field is then a [`Flags`](crate::Flags) of the enum, in JSON `"a,b"`.
///
/// ```
/// # use graph_entity::{Flags, GraphEnum};
/// #[derive(Debug, PartialEq, GraphEnum)]
/// #[graph_enum("microsoft.graph.dayOfWeek", flags)]
/// enum Days { Monday, Tuesday }
///
/// let days: Flags<Days> = [Days::Monday, Days::Tuesday].into_iter().collect();
/// assert_eq!(serde_json::to_string(&days)?, "\"monday,tuesday\"");
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # On a variant
///
/// ## `name = "…"`
///
/// The member's name, where it is not the variant's in camelCase.
///
/// ```
/// # use graph_entity::GraphEnum;
/// #[derive(GraphEnum)]
/// #[graph_enum("microsoft.graph.windowsArchitecture")]
/// enum Architecture {
///     X86,
///     #[graph_enum(name = "arm64")]
///     Aarch64,
/// }
///
/// assert_eq!(Architecture::MEMBERS, ["x86", "arm64"]);
/// ```
///
/// ## `other`
///
/// The one variant, with a `String`, that keeps a member that is not declared as it came, and sends it back. Graph adds
/// members over time; without it, an answer with a new one cannot be read.
///
/// ```
/// # use graph_entity::GraphEnum;
/// #[derive(Debug, PartialEq, GraphEnum)]
/// #[graph_enum("microsoft.graph.importance")]
/// enum Importance {
///     Low,
///     #[graph_enum(other)]
///     Other(String),
/// }
///
/// let urgent: Importance = serde_json::from_str("\"urgent\"")?;
/// assert_eq!(urgent, Importance::Other("urgent".to_owned()));
/// assert_eq!(serde_json::to_string(&urgent)?, "\"urgent\"");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[doc(inline)]
pub use graph_entity_macros::GraphEnum;

/// Gives an entity a method that creates it in a collection: a `POST` to the path.
///
/// ```
/// use graph_entity::{GraphEntity, graph_post};
///
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.message")]
/// #[graph_post("/users/{userId}/mailFolders/{mailFolderId}/messages", delegated = "Mail.ReadWrite")]
/// struct Message { subject: Option<String> }
///
/// let message = Message { subject: Some("Hello".to_owned()) };
/// let request = message.create("megan@contoso.com", "drafts").to_http(&"https://graph.microsoft.com".parse()?)?;
/// assert_eq!(
///     request.uri(),
///     "https://graph.microsoft.com/v1.0/users/megan%40contoso.com/mailFolders/drafts/messages"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// The method has the struct's visibility and does no I/O: it returns a [`Create`](crate::Create), a request as a value.
///
/// The attribute goes above or below the derive, any number of times on one struct. Each path has its method:
///
/// ```
/// # use graph_entity::{GraphEntity, graph_post};
/// #[graph_post("/users/{userId}/messages")]
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.message")]
/// #[graph_post("/me/messages", name = "create_mine")]
/// struct Message { subject: Option<String> }
/// # let _ = |message: Message| { message.create("7"); message.create_mine(); };
/// ```
///
/// # The path
///
/// It is the path in Graph's reference, without the version. Each `{placeholder}` is one `&str` argument of the method, in order,
/// named after it in snake case. An argument is one segment of the path: everything but unreserved characters is
/// percent-encoded, and an empty one, `.` and `..` as a whole segment are errors of the [`Create`](crate::Create).
///
/// ## Alternatives
///
/// A placeholder that names alternatives, such as `{id | userPrincipalName}`, is one argument, named after all of them.
///
/// ```
/// # use graph_entity::{GraphEntity, graph_post};
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.event")]
/// #[graph_post("/users/{id | userPrincipalName}/events")]
/// struct Event { subject: Option<String> }
///
/// let id_or_user_principal_name = "megan@contoso.com";
/// let request = Event { subject: Some("Lunch".to_owned()) }.create(id_or_user_principal_name).to_http(&Default::default())?;
/// assert_eq!(request.uri().path(), "/v1.0/users/megan%40contoso.com/events");
/// # Ok::<(), graph_entity::Error>(())
/// ```
///
/// ## Key predicates and functions
///
/// A placeholder can be the key of a key predicate, such as `users('{id}')`, or a parameter of a function. Between quotes a `'`
/// in an argument is doubled, as OData has it.
///
/// ```
/// # use graph_entity::{GraphEntity, graph_post};
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.list")]
/// #[graph_post("/sites('{siteId}')/lists")]
/// #[graph_post("/sites/{siteId}/getByPath(path='{path}')/lists", name = "create_by_path")]
/// struct List { display_name: Option<String> }
///
/// let list = List { display_name: Some("Books".to_owned()) };
/// let request = list.create("contoso.sharepoint.com,1,2").to_http(&Default::default())?;
/// assert_eq!(request.uri().path(), "/v1.0/sites('contoso.sharepoint.com%2C1%2C2')/lists");
/// let request = list.create_by_path("root", "/teams/O'Neil").to_http(&Default::default())?;
/// assert_eq!(request.uri().path(), "/v1.0/sites/root/getByPath(path='%2Fteams%2FO%27%27Neil')/lists");
/// # Ok::<(), graph_entity::Error>(())
/// ```
///
/// ## Paths in a drive
///
/// A placeholder between colons, such as `root:/{item-path}:`, is a path in a drive: its slashes separate segments, and are not
/// encoded.
///
/// ```
/// # use graph_entity::{GraphEntity, graph_post};
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.workbookTableRow")]
/// #[graph_post("/me/drive/root:/{item-path}:/workbook/tables/{id|name}/rows")]
/// struct Row { index: Option<i32> }
///
/// let request = Row { index: Some(0) }.create("My files/plan.xlsx", "Table1").to_http(&Default::default())?;
/// assert_eq!(request.uri().path(), "/v1.0/me/drive/root:/My%20files/plan.xlsx:/workbook/tables/Table1/rows");
/// # Ok::<(), graph_entity::Error>(())
/// ```
///
/// Some pages of Graph's reference write `<address>` for `{address}`; a path is written with braces.
///
/// # Options
///
/// They stand behind the path, in any order.
///
/// ## `beta`
///
/// The path is one of Graph's beta version: the request goes to `/beta` and not to `/v1.0`.
///
/// ```
/// # use graph_entity::{GraphEntity, graph_post};
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.cloudPC", beta)]
/// #[graph_post("/deviceManagement/virtualEndpoint/cloudPCs", beta)]
/// struct CloudPc { display_name: Option<String> }
///
/// let cloud_pc = CloudPc { display_name: Some("Megan's".to_owned()) };
/// let request = cloud_pc.create().to_http(&Default::default())?;
/// assert_eq!(request.uri().path(), "/beta/deviceManagement/virtualEndpoint/cloudPCs");
/// # Ok::<(), graph_entity::Error>(())
/// ```
///
/// ## `name = "…"`
///
/// The method's name, where it is not `create`.
///
/// ## `delegated = "…"`
///
/// The permissions for a call with a signed-in user (work or school account), from the least privileged to the most, with
/// commas between them. One of them is needed. Left out where the reference says "Not supported".
///
/// ## `application = "…"`
///
/// The permissions for a call without a signed-in user, in the same form.
///
/// ```
/// # use graph_entity::{GraphEntity, graph_post};
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.group")]
/// #[graph_post("/groups", delegated = "Group.ReadWrite.All, Directory.ReadWrite.All", application = "Group.Create")]
/// struct Group { display_name: Option<String> }
///
/// let permissions = Group { display_name: None }.create().permissions();
/// assert_eq!(permissions.delegated().next(), Some("Group.ReadWrite.All"));
/// assert_eq!(permissions.application().collect::<Vec<_>>(), ["Group.Create"]);
/// ```
///
/// ## `crate = ::path`
///
/// Where this crate is, as for [`GraphEntity`](derive@crate::GraphEntity#crate--path).
#[doc(inline)]
pub use graph_entity_macros::graph_post;

/// Gives an entity a function that reads one: a `GET` of the path.
///
/// ```
/// use graph_entity::{GraphEntity, graph_get};
///
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.group")]
/// #[graph_get("/groups/{groupId}", application = "Group.Read.All")]
/// struct Group {
///     #[graph_entity(key)]
///     id: Option<String>,
///     display_name: Option<String>,
/// }
///
/// let request = Group::get("7e32").to_http(&"https://graph.microsoft.com".parse()?)?;
/// assert_eq!(request.uri(), "https://graph.microsoft.com/v1.0/groups/7e32?$select=id,displayName");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// The function returns a [`Get`](crate::Get). It asks for the properties that the struct declares (`$select`), but for those
/// that are `write_only`, and for those that are [`expand`](derive@crate::GraphEntity#expand) through `$expand`. It asks for all
/// properties if one of the fields is `additional`, and of a hierarchy.
///
/// Path and options are those of [`graph_post`](macro@crate::graph_post#options), and one more; the function is called `get`
/// without `name`.
///
/// ## `select_all`
///
/// Asks for all properties, and expands what is `expand` all the same: for endpoints that refuse `$select`, and for a type that
/// is derived from the path's own, which has not all properties. [`Get::select_all`](crate::Get::select_all) does it for one
/// call.
///
/// ```
/// # use graph_entity::{GraphEntity, graph_get};
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.chatMessage")]
/// #[graph_get("/chats/{chatId}/messages/{chatMessageId}", select_all)]
/// struct ChatMessage { subject: Option<String> }
///
/// let request = ChatMessage::get("19:a", "1616").to_http(&Default::default())?;
/// assert_eq!(request.uri().query(), None);
/// # Ok::<(), graph_entity::Error>(())
/// ```
#[doc(inline)]
pub use graph_entity_macros::graph_get;

/// Gives an entity a function that reads a collection of it: a `GET` of the path.
///
/// ```
/// use graph_entity::{GraphEntity, graph_list};
///
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.group")]
/// #[graph_list("/groups", application = "Group.Read.All")]
/// struct Group {
///     #[graph_entity(key)]
///     id: Option<String>,
///     display_name: Option<String>,
/// }
///
/// let request = Group::list().top(50).order_by("displayName").to_http(&"https://graph.microsoft.com".parse()?)?;
/// assert_eq!(
///     request.uri(),
///     "https://graph.microsoft.com/v1.0/groups?$select=id,displayName&$top=50&$orderby=displayName"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// The function returns a [`List`](crate::List), which is read page by page, as a stream of entities, or whole. It asks for the
/// properties that [`graph_get`](macro@crate::graph_get) asks for. Path and options are those of
/// [`graph_post`](macro@crate::graph_post#options), and [`select_all`](macro@crate::graph_get#select_all); the function is called
/// `list` without `name`.
#[doc(inline)]
pub use graph_entity_macros::graph_list;

/// Gives an entity a function that reads what changed in a collection of it: a `GET` of the function `delta` there.
///
/// ```
/// use graph_entity::{GraphEntity, graph_delta};
///
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.group")]
/// #[graph_delta("/groups/delta", application = "Group.Read.All")]
/// struct Group {
///     #[graph_entity(key)]
///     id: Option<String>,
///     display_name: Option<String>,
/// }
///
/// let request = Group::delta().to_http(&"https://graph.microsoft.com".parse()?)?;
/// assert_eq!(request.uri(), "https://graph.microsoft.com/v1.0/groups/delta?$select=id,displayName");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// The function returns a [`Delta`](crate::Delta), which gives changes, page by page or as a stream, and a
/// [token](crate::DeltaToken), with which the next query continues. It asks for the properties that
/// [`graph_get`](macro@crate::graph_get) asks for; the service need not report changes of other properties. The path is that of
/// the collection and then `/delta`, which can also be written `/delta()` or `/microsoft.graph.delta()`. Path and options are
/// those of [`graph_post`](macro@crate::graph_post#options), and [`select_all`](macro@crate::graph_get#select_all); the function
/// is called `delta` without `name`. With the feature `check`, the schema has to have the function `delta` there.
#[doc(inline)]
pub use graph_entity_macros::graph_delta;

/// Gives an entity a method that updates it: a `PATCH` of the path.
///
/// ```
/// use graph_entity::{GraphEntity, graph_patch};
///
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.group")]
/// #[graph_patch("/groups/{groupId}", application = "Group.ReadWrite.All")]
/// struct Group {
///     #[graph_entity(key)]
///     id: Option<String>,
///     display_name: Option<String>,
///     description: Option<String>,
/// }
///
/// let before = Group {
///     id: Some("7e32".to_owned()),
///     display_name: Some("Sales".to_owned()),
///     description: Some("All".to_owned()),
/// };
/// let after = Group { id: None, display_name: Some("Sales".to_owned()), description: None };
///
/// // Every property that is present, without the key and what is `read_only` or `create_only` …
/// let request = after.update("7e32").to_http(&Default::default())?;
/// assert_eq!(request.body(), r##"{"@odata.type":"#microsoft.graph.group","displayName":"Sales"}"##);
/// // … or only what differs from an earlier value, where what became `None` is null.
/// let request = after.update("7e32").since(&before).to_http(&Default::default())?;
/// assert_eq!(request.body(), r##"{"@odata.type":"#microsoft.graph.group","description":null}"##);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// The method returns an [`Update`](crate::Update). `required` is not checked, as a property that is absent stays as it is. Path
/// and options are those of [`graph_post`](macro@crate::graph_post#options); the method is called `update` without `name`.
#[doc(inline)]
pub use graph_entity_macros::graph_patch;

/// Gives an entity a function that deletes one: a `DELETE` of the path.
///
/// ```
/// use graph_entity::{GraphEntity, graph_delete};
///
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.group")]
/// #[graph_delete("/groups/{groupId}", application = "Group.ReadWrite.All")]
/// struct Group {
///     display_name: Option<String>,
/// }
///
/// let request = Group::delete("7e32").to_http(&"https://graph.microsoft.com".parse()?)?;
/// assert_eq!((request.method().as_str(), request.uri().path()), ("DELETE", "/v1.0/groups/7e32"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// The function returns a [`Delete`](crate::Delete). Path and options are those of
/// [`graph_post`](macro@crate::graph_post#options); the function is called `delete` without `name`.
#[doc(inline)]
pub use graph_entity_macros::graph_delete;

/// Gives an entity a method that writes it under a key of your choice: a `PUT` of the path, which creates or replaces.
///
/// ```
/// use graph_entity::{GraphEntity, graph_put};
///
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.externalConnectors.externalItem")]
/// #[graph_put("/external/connections/{connectionId}/items/{itemId}", application = "ExternalItem.ReadWrite.All")]
/// struct Item {
///     #[graph_entity(key)]
///     id: Option<String>,
///     #[graph_entity(required)]
///     properties: Option<serde_json::Value>,
/// }
///
/// let item = Item { id: None, properties: Some(serde_json::json!({"title": "Printer on fire"})) };
/// let request = item.put("contoso", "ticket-7").to_http(&Default::default())?;
/// assert_eq!((request.method().as_str(), request.uri().path()), ("PUT", "/v1.0/external/connections/contoso/items/ticket-7"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// The method returns a [`Put`](crate::Put), which is safe to send again after a lost answer. Its body is that of a create, and
/// `required` is checked. Path and options are those of [`graph_post`](macro@crate::graph_post#options); the method is called
/// `put` without `name`.
#[doc(inline)]
pub use graph_entity_macros::graph_put;

/// Gives an entity a method that updates one, or creates it if it does not exist: a `PATCH` of the path with
/// `Prefer: create-if-missing`, by an alternate key of the type.
///
/// ```
/// use graph_entity::{GraphEntity, graph_upsert};
///
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.group")]
/// #[graph_upsert("/groups(uniqueName='{uniqueName}')", application = "Group.ReadWrite.All")]
/// struct Group {
///     #[graph_entity(required)]
///     display_name: Option<String>,
/// }
///
/// let request = Group { display_name: Some("Sales".to_owned()) }.upsert("sales").to_http(&Default::default())?;
/// assert_eq!((request.method().as_str(), request.uri().path()), ("PATCH", "/v1.0/groups(uniqueName='sales')"));
/// assert_eq!(request.headers()["prefer"], "create-if-missing");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// The method returns an [`Upsert`](crate::Upsert), whose answer says whether the entity was [created or
/// updated](crate::Upserted). It is safe to send again after a lost answer. Its body is that of a create, and `required` is
/// checked. Path and options are those of [`graph_post`](macro@crate::graph_post#options); the method is called `upsert` without
/// `name`. With the feature `check`, the schema has to say that the place takes upserts (`Upsertable`), and the key is an
/// alternate key of the type (`Org.OData.Core.V1.AlternateKeys`), if the type has one.
#[doc(inline)]
pub use graph_entity_macros::graph_upsert;

/// Makes a struct the parameters of an [action](macro@graph_action) or a [function](macro@graph_function).
///
/// Each field is a parameter, named in camel case. The JSON is an object without `@odata.type`. A field that is `None` is left
/// out; [`Nullable`](crate::edm::Nullable) can be absent or null. An entity inside it is written as for a create: without its
/// key and what is `read_only`.
///
/// On a field, `#[graph_parameters(…)]` takes
///
/// - `required`, for a field that can be absent: a call without it is not sent,
/// - `name = "…"`: the parameter's name in JSON, if it is not the field's name in camel case,
/// - `validate = path::to::function`: a rule of your own, as [for an entity](derive@GraphEntity#validate).
///
/// On the struct it takes `validate = path::to::function` and `crate = ::path`.
///
/// ```
/// use graph_entity::{GraphParameters, graph_action};
///
/// #[derive(GraphParameters)]
/// #[graph_action("/groups/{groupId}/assignLicense", returns = serde_json::Value)]
/// struct AssignLicense {
///     add_licenses: Vec<serde_json::Value>,
///     remove_licenses: Vec<String>,
/// }
///
/// let call = AssignLicense { add_licenses: vec![], remove_licenses: vec!["skus-id".to_owned()] }.call("group-id");
/// let request = call.to_http(&Default::default())?;
/// assert_eq!(request.body(), r#"{"addLicenses":[],"removeLicenses":["skus-id"]}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(inline)]
pub use graph_entity_macros::GraphParameters;

/// Gives a struct of [parameters](derive@GraphParameters) a method that calls an action: a `POST` of the path, with the struct as
/// its body ([actions](https://learn.microsoft.com/graph/use-the-api#http-methods)).
///
/// ```
/// use graph_entity::{GraphComplex, GraphParameters, graph_action};
///
/// #[derive(GraphComplex)]
/// #[graph_complex("microsoft.graph.itemBody")]
/// struct ItemBody { content: Option<String> }
///
/// #[derive(GraphComplex)]
/// #[graph_complex("microsoft.graph.message")]
/// struct Message { subject: Option<String>, body: Option<ItemBody> }
///
/// #[derive(GraphParameters)]
/// #[graph_action("/users/{userId}/sendMail", application = "Mail.Send")]
/// struct SendMail {
///     message: Message,
///     save_to_sent_items: Option<bool>,
/// }
///
/// # async fn run(graph: graph_entity::GraphClient) -> Result<(), graph_entity::Error> {
/// let message = Message { subject: Some("Hello".to_owned()), body: None };
/// SendMail { message, save_to_sent_items: Some(false) }.call("megan@contoso.com").send(&graph).await?;
/// # Ok(())
/// # }
/// ```
///
/// The method returns a [`Call`](crate::Call). **It takes effect at most once**: a call that may have taken effect is not sent
/// again, unless [`Call::retry_unknown`](crate::Call::retry_unknown) allows it. An action without parameters is a `struct Name;`,
/// and is sent without a body.
///
/// Path and options are those of [`graph_post`](macro@graph_post#options), and [`returns`](#returns); the method is called `call`
/// without `name`. A path may name the action with its namespace, as in `…/microsoft.graph.assign`.
///
/// # `returns`
///
/// The type of the result: `returns = Vec<Assignment>`. Without it, or with `()`, the body of the answer is not read; 200, 201,
/// 202 and 204 are success. A collection, a string, a number, a boolean or a member of an enumeration is read from the
/// `value` of the answer, anything else from the whole of it. `Option<T>` takes an answer without a body as well.
/// [`Redirect`](crate::Redirect) takes the `Location` of an answer that redirects.
///
/// With the feature `check`, the schema has to have the action at that path, each field has to be one of its parameters and hold
/// its type, and `returns` has to hold the result.
#[doc(inline)]
pub use graph_entity_macros::graph_action;

/// Gives a struct an associated function that calls a function of Graph: a `GET` of the path, whose placeholders are the
/// parameters ([functions](https://learn.microsoft.com/graph/use-the-api#http-methods)).
///
/// ```
/// use graph_entity::{GraphParameters, graph_function};
///
/// #[derive(GraphParameters)]
/// #[graph_function(
///     "/users/{userId}/reminderView(StartDateTime='{start}',EndDateTime='{end}')",
///     returns = Vec<serde_json::Value>,
///     application = "Calendars.Read"
/// )]
/// struct ReminderView;
///
/// let request = ReminderView::call("megan", "2026-11-25T08:00:00Z", "2026-11-26T08:00:00Z").to_http(&Default::default())?;
/// assert_eq!(
///     request.uri().path(),
///     "/v1.0/users/megan/reminderView(StartDateTime='2026-11-25T08%3A00%3A00Z',EndDateTime='2026-11-26T08%3A00%3A00Z')"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// A parameter in quotes can be an empty text, such as `search(q='')`, in the function that the path ends in. Every other
/// argument that is empty is an error of the [`Call`](crate::Call).
///
/// It returns a [`Call`](crate::Call), which is sent again after every failure that may pass, because a function only reads. If
/// the service returns a collection in several pages, [`Call::send`](crate::Call::send) reads them all. Options and `returns` are
/// those of [`graph_action`](macro@graph_action#returns).
#[doc(inline)]
pub use graph_entity_macros::graph_function;

/// Gives an entity two functions that change its references to other entities: one adds or sets a reference, the other removes it
/// ([add members](https://learn.microsoft.com/graph/api/group-post-members)).
///
/// ```
/// use graph_entity::{GraphEntity, graph_ref};
///
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.group")]
/// #[graph_ref("/groups/{groupId}/members", application = "GroupMember.ReadWrite.All")]
/// struct Group { display_name: Option<String> }
///
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.user")]
/// #[graph_ref("/users/{userId}/manager", single, target = "/users")]
/// struct User { display_name: Option<String> }
///
/// let request = Group::add_members("sales", "megan").to_http(&Default::default())?;
/// assert_eq!((request.method().as_str(), request.uri().path()), ("POST", "/v1.0/groups/sales/members/$ref"));
/// assert_eq!(request.body(), r#"{"@odata.id":"https://graph.microsoft.com/v1.0/directoryObjects/megan"}"#);
///
/// let request = Group::remove_members("sales", "megan").to_http(&Default::default())?;
/// assert_eq!((request.method().as_str(), request.uri().path()), ("DELETE", "/v1.0/groups/sales/members/megan/$ref"));
///
/// let request = User::set_manager("megan", "adele").to_http(&Default::default())?;
/// assert_eq!(request.body(), r#"{"@odata.id":"https://graph.microsoft.com/v1.0/users/adele"}"#);
/// let _ = User::remove_manager("megan");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// The path ends in the navigation property. Each function takes a `&str` for each placeholder and then the id of the other
/// entity. Their names are `add_…` and `remove_…` with the name of the navigation property, or with the one that `name = "…"`
/// gives. They return a [`Reference`](crate::Reference).
///
/// # Options
///
/// - `single`: an entity has at most one reference, such as a user's manager. `set_…`, which replaces it by `PUT`, takes the
///   place of `add_…`, and `remove_…` takes no id of the other entity.
/// - `target = "/users"`: the collection of the other entities; `/directoryObjects` without it.
/// - `beta`, `name`, `delegated`, `application`, `crate`: those of [`graph_post`](macro@graph_post#options).
///
/// With the feature `check`, the schema has to have the navigation property, of many entities or, with `single`, of one, and the
/// target has to be a collection.
#[doc(inline)]
pub use graph_entity_macros::graph_ref;
