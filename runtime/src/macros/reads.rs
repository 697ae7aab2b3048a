//! The attributes that read: an entity, a collection, what changed in it.

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
