//! Actions and functions, and the derive of their parameters.

/// Makes a struct the parameters of an [action](macro@crate::graph_action) or a [function](macro@crate::graph_function).
///
/// Each field is a parameter, named in camel case. The JSON is an object without `@odata.type`. A field that is `None` is left
/// out; [`Nullable`](crate::edm::Nullable) can be absent or null. An entity inside it is written as for a create: without its
/// key and what is `read_only`.
///
/// On a field, `#[graph_parameters(…)]` takes
///
/// - `required`, for a field that can be absent: a call without it is not sent,
/// - `name = "…"`: the parameter's name in JSON, if it is not the field's name in camel case,
/// - `validate = path::to::function`: a rule of your own, as [for an entity](derive@crate::GraphEntity#validate).
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

/// Gives a struct of [parameters](derive@crate::GraphParameters) a method that calls an action: a `POST` of the path, with the struct as
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
/// Path and options are those of [`graph_post`](macro@crate::graph_post#options), and [`returns`](#returns); the method is called `call`
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
/// argument that is empty is an error of the [`Call`](crate::Call). So is one without quotes that would end its value or add another
/// parameter, such as `1,force=true` for `{n}` in `f(n={n})`.
///
/// It returns a [`Call`](crate::Call), which is sent again after every failure that may pass, because a function only reads. If
/// the service returns a collection in several pages, [`Call::send`](crate::Call::send) reads them all. Options and `returns` are
/// those of [`graph_action`](macro@crate::graph_action#returns).
#[doc(inline)]
pub use graph_entity_macros::graph_function;
