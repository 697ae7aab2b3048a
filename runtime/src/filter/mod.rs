//! Conditions on the entities of a list: `$filter`, checked by rustc.

pub(crate) mod comparable;
mod condition;
pub mod expression;
pub(crate) mod field;
pub(crate) mod literal;
#[cfg(test)]
mod tests;

use std::fmt;
use std::marker::PhantomData;
use std::ops::{BitAnd, BitOr, Not};

use condition::Condition;

/// A condition on entities of the type `T`: what [`filter!`](macro@crate::filter) returns and
/// [`List::filter`](crate::List::filter) takes.
///
/// Filters of one type are combined with `&`, `|` and `!`. `Display` is the text of the OData option `$filter`, not
/// percent-encoded; `Debug` does not show it, as it may be personal data.
///
/// ```
/// use graph_entity::{Filter, GraphEntity, filter};
///
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.user")]
/// struct User {
///     display_name: Option<String>,
///     account_enabled: Option<bool>,
///     department: Option<String>,
/// }
///
/// let mut users = filter!(User, account_enabled == true);
/// for prefix in ["Adele", "Megan"] {
///     users = users & !filter!(User, display_name.starts_with(prefix));
/// }
/// let users = users | Filter::raw("department eq 'Sales' or department eq 'Legal'");
/// assert_eq!(
///     users.to_string(),
///     "accountEnabled eq true and not startswith(displayName,'Adele') and not startswith(displayName,'Megan') \
///      or (department eq 'Sales' or department eq 'Legal')"
/// );
/// ```
#[must_use = "a filter does nothing until a list takes it"]
pub struct Filter<T> {
    condition: Condition,
    of: PhantomData<fn() -> T>,
}

impl<T> Filter<T> {
    fn new(condition: Condition) -> Self {
        Self { condition, of: PhantomData }
    }

    /// A condition as OData text, not percent-encoded: what [`filter!`](macro@crate::filter) does not have.
    ///
    /// Nothing of it is checked. Values that come from outside have to be written as OData literals: in a string, `'` is `''`.
    pub fn raw(text: impl Into<String>) -> Self {
        Self::new(Condition::raw(text.into()))
    }

    /// The same condition on another type: the hierarchy that `T` is a variant of, or a type with the same properties.
    ///
    /// ```
    /// use graph_entity::{Filter, GraphEntity, OtherType, filter};
    ///
    /// #[derive(GraphEntity)]
    /// #[graph_entity("microsoft.graph.device")]
    /// struct Device { display_name: Option<String> }
    ///
    /// #[derive(GraphEntity)]
    /// #[graph_entity("microsoft.graph.directoryObject")]
    /// enum DirectoryObject {
    ///     Device(Device),
    ///     #[graph_entity(other)]
    ///     Other(OtherType),
    /// }
    ///
    /// let filter: Filter<DirectoryObject> = filter!(Device, display_name == "LAPTOP-7").cast();
    /// assert_eq!(filter.to_string(), "displayName eq 'LAPTOP-7'");
    /// ```
    pub fn cast<U>(self) -> Filter<U> {
        Filter::new(self.condition)
    }

    /// The text of `$filter`, or why it cannot be sent.
    pub(crate) fn into_text(self) -> Result<String, InvalidFilter> {
        self.condition.into_text()
    }
}

impl<T> BitAnd for Filter<T> {
    type Output = Self;

    /// Both conditions.
    fn bitand(self, other: Self) -> Self {
        Self::new(self.condition.and(other.condition))
    }
}

impl<T> BitOr for Filter<T> {
    type Output = Self;

    /// One of the conditions, or both.
    fn bitor(self, other: Self) -> Self {
        Self::new(self.condition.or(other.condition))
    }
}

impl<T> Not for Filter<T> {
    type Output = Self;

    /// The opposite condition.
    fn not(self) -> Self {
        Self::new(self.condition.negate())
    }
}

impl<T> Clone for Filter<T> {
    fn clone(&self) -> Self {
        Self::new(self.condition.clone())
    }
}

impl<T> fmt::Display for Filter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.condition.text())
    }
}

impl<T> fmt::Debug for Filter<T> {
    /// Without the condition, which may be personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Filter").finish_non_exhaustive()
    }
}

/// A filter that cannot be sent: its `is_in` has no values, and OData cannot write that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidFilter {
    property: String,
}

impl InvalidFilter {
    /// The property that is compared with no value, such as `department` or `from/emailAddress/address`.
    #[must_use]
    pub fn property(&self) -> &str {
        &self.property
    }
}

impl fmt::Display for InvalidFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the filter's `is_in` of `{}` has no values, it needs at least one", self.property)
    }
}

impl std::error::Error for InvalidFilter {}

/// A condition on the entities of a list, checked by rustc: `filter!(Type, condition)` is a [`Filter<Type>`](crate::Filter).
///
/// ```
/// use graph_entity::{GraphEntity, filter, graph_list};
///
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.group")]
/// #[graph_list("/groups", application = "Group.Read.All")]
/// struct Group {
///     display_name: Option<String>,
///     security_enabled: Option<bool>,
/// }
///
/// let prefix = "R&D";
/// let groups = Group::list().filter(filter!(Group, display_name.starts_with(prefix) && security_enabled == true));
/// let request = groups.to_http(&"https://graph.microsoft.com".parse()?)?;
/// assert_eq!(
///     request.uri(),
///     "https://graph.microsoft.com/v1.0/groups?$select=displayName,securityEnabled\
///      &$filter=startswith(displayName,%27R%26D%27)%20and%20securityEnabled%20eq%20true"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// A field that the type does not have and a value of another type do not compile. The names are those of the JSON, also where a
/// field has `name = "…"`. Which properties and operators an endpoint takes is the service's to say.
///
/// # Fields
///
/// The left side of an operator is a field of the type, or a field of a field: `from.email_address.address`. `Option`,
/// [`Nullable`](crate::edm::Nullable) and `Box` are looked through.
///
/// ```
/// # use graph_entity::{GraphComplex, GraphEntity, filter};
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.message")]
/// struct Message { from: Option<Recipient> }
///
/// #[derive(GraphComplex)]
/// #[graph_complex("microsoft.graph.recipient")]
/// struct Recipient { email_address: Option<EmailAddress> }
///
/// #[derive(GraphComplex)]
/// #[graph_complex("microsoft.graph.emailAddress")]
/// struct EmailAddress { address: Option<String> }
///
/// let filter = filter!(Message, from.email_address.address == "megan@contoso.com");
/// assert_eq!(filter.to_string(), "from/emailAddress/address eq 'megan@contoso.com'");
/// ```
///
/// # Operators
///
/// | Rust | OData |
/// |---|---|
/// | `==`, `!=`, `<`, `<=`, `>`, `>=` | `eq`, `ne`, `lt`, `le`, `gt`, `ge` |
/// | `&&`, <code>&#124;&#124;</code>, `!` | `and`, `or`, `not` |
/// | `.starts_with(x)`, `.ends_with(x)`, `.contains(x)` | `startswith`, `endswith`, `contains` |
/// | `.is_in(xs)` | `in` |
/// | <code>.any(&#124;x&#124; …)</code> | `any` |
/// | `== null`, `!= null` | `eq null`, `ne null` |
///
/// They bind as in Rust, and parentheses group them. A field alone is not a condition: write `account_enabled == true`. Each
/// value is evaluated once, from left to right, also behind `&&` and `||`.
///
/// # Values
///
/// The right side is any Rust expression, also with `?` and `.await`, of the field's type: a `&str` or `String` for text, a
/// number, an enumeration's member, a type of [`edm`](crate::edm) or the type that it stands on. It is borrowed and not moved,
/// but for the values of `is_in`, which are iterated. One with `&&`, `||` or a comparison goes in parentheses, as does a
/// variable called `null`.
///
/// ```
/// # use graph_entity::{GraphEntity, GraphEnum, edm::DateTimeOffset, filter};
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.managedDevice")]
/// struct ManagedDevice {
///     device_name: Option<String>,
///     last_sync_date_time: Option<DateTimeOffset>,
///     compliance_state: Option<ComplianceState>,
/// }
///
/// #[derive(GraphEnum)]
/// #[graph_enum("microsoft.graph.complianceState")]
/// enum ComplianceState { Compliant, Noncompliant }
///
/// # fn run(names: &[String]) -> Result<(), Box<dyn std::error::Error>> {
/// let stale = filter!(
///     ManagedDevice,
///     last_sync_date_time < "2026-01-31T12:00:00+01:00".parse::<DateTimeOffset>()?
///         && (compliance_state == ComplianceState::Noncompliant || device_name.is_in(names))
/// );
/// assert_eq!(
///     stale.to_string(),
///     "lastSyncDateTime lt 2026-01-31T12:00:00+01:00 and (complianceState eq 'noncompliant' or deviceName in ('O''Neil'))"
/// );
/// # Ok(())
/// # }
/// # run(&["O'Neil".to_owned()]).unwrap();
/// ```
///
/// A list whose `is_in` has no values is [`NotSent`](crate::Disposition::NotSent): OData cannot write it. Ask `is_empty` before.
///
/// A type of your own that is the type of a property implements [`Comparable`](crate::Comparable), and
/// [`ComparesWith`](crate::ComparesWith).
///
/// # Collections
///
/// `.any(|x| …)` is true if one item meets the condition. The name `x` stands for the item, on the left side of an operator.
///
/// ```
/// # use graph_entity::{GraphComplex, GraphEntity, filter};
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.user")]
/// struct User {
///     proxy_addresses: Option<Vec<String>>,
///     assigned_licenses: Vec<AssignedLicense>,
/// }
///
/// #[derive(GraphComplex)]
/// #[graph_complex("microsoft.graph.assignedLicense")]
/// struct AssignedLicense { sku_id: Option<graph_entity::edm::Guid> }
///
/// let filter = filter!(User, proxy_addresses.any(|address| address.ends_with("@contoso.com")));
/// assert_eq!(filter.to_string(), "proxyAddresses/any(address:endswith(address,'@contoso.com'))");
///
/// let sku = "39b4cd38-cd38-39b4-38cd-b43938cdb439".parse::<graph_entity::uuid::Uuid>()?;
/// let filter = filter!(User, !assigned_licenses.any(|license| license.sku_id == sku));
/// assert_eq!(
///     filter.to_string(),
///     "not assignedLicenses/any(license:license/skuId eq 39b4cd38-cd38-39b4-38cd-b43938cdb439)"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Where the declaration is not enough
///
/// Filters combine with `&`, `|` and `!`; [`Filter::raw`](crate::Filter::raw) takes text, and
/// [`Filter::cast`](crate::Filter::cast) is for the lists of hierarchies, whose fields are those of their variants.
#[macro_export]
macro_rules! filter {
    ($($tokens:tt)*) => { $crate::__private::expand_filter!($crate; $($tokens)*) };
}
