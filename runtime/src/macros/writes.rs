//! The attributes that write: creates, updates, deletes, puts, upserts, references.

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
/// The method's name, if it is not `create`.
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
/// assert_eq!(format!("{} {}", request.method(), request.uri().path()), "POST /v1.0/groups/sales/members/$ref");
/// assert_eq!(request.body(), r#"{"@odata.id":"https://graph.microsoft.com/v1.0/directoryObjects/megan"}"#);
///
/// let request = Group::remove_members("sales", "megan").to_http(&Default::default())?;
/// assert_eq!(format!("{} {}", request.method(), request.uri().path()), "DELETE /v1.0/groups/sales/members/megan/$ref");
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
/// - `beta`, `name`, `delegated`, `application`, `crate`: those of [`graph_post`](macro@crate::graph_post#options).
///
/// With the feature `check`, the schema has to have the navigation property, of many entities or, with `single`, of one, and the
/// target has to be a collection.
#[doc(inline)]
pub use graph_entity_macros::graph_ref;
