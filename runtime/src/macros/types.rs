//! The derives of the other types: complex types and enumerations.

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
/// The member's name, if it is not the variant's in camelCase.
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
