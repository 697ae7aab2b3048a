//! The kinds of operations, as one table.

use graph_entity_names::operations::{self, Declaration};
use syn::Attribute;

use crate::options::table::Place;

/// A kind of operation. One is a row of [`KINDS`]: the stages know no more of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct OperationKind {
    /// Its attribute, the method's name if the attribute gives none, and the HTTP method.
    pub(crate) declaration: Declaration,
    /// Whether it sends the value, so that its method takes `&self`.
    pub(crate) sends_value: bool,
    /// Whether its path is that of a collection, and so does not end in a placeholder.
    pub(crate) of_collection: bool,
    /// Which options its attribute takes.
    pub(crate) place: Place,
    /// What it is called, and what it does with its path, in a message.
    pub(crate) noun: &'static str,
    pub(crate) does: &'static str,
    /// The type that its method returns.
    pub(crate) request: &'static str,
    /// The function that its method calls.
    pub(crate) function: &'static str,
    /// A path to show.
    pub(crate) example: &'static str,
    /// What it is to the schema.
    #[cfg(any(feature = "check", test))]
    pub(crate) operation: graph_entity_schema::Operation,
}

impl OperationKind {
    /// Whether it calls an action or a function, and its struct has the parameters.
    pub(crate) fn is_call(&self) -> bool {
        self.place == Place::Call
    }

    /// The derive of the struct that it goes on.
    pub(crate) fn derive(&self) -> &'static str {
        if self.is_call() { "GraphParameters" } else { "GraphEntity" }
    }

    /// Whether it reads entities, of which it selects properties.
    #[cfg(any(feature = "check", test))]
    pub(crate) fn is_read(&self) -> bool {
        self.place == Place::Read
    }
}

/// `#[graph_post]`: a create.
pub(crate) const POST: OperationKind = OperationKind {
    declaration: operations::POST,
    sends_value: true,
    of_collection: true,
    place: Place::Operation,
    noun: "create",
    does: "posts to",
    request: "Create",
    function: "create",
    example: "/users/{userId}/messages",
    #[cfg(any(feature = "check", test))]
    operation: graph_entity_schema::Operation::Create,
};

/// `#[graph_get]`: the read of one entity.
pub(crate) const GET: OperationKind = OperationKind {
    declaration: operations::GET,
    sends_value: false,
    of_collection: false,
    place: Place::Read,
    noun: "get",
    does: "reads",
    request: "Get",
    function: "get",
    example: "/users/{userId}/messages/{messageId}",
    #[cfg(any(feature = "check", test))]
    operation: graph_entity_schema::Operation::Get,
};

/// `#[graph_list]`: the read of a collection.
pub(crate) const LIST: OperationKind = OperationKind {
    declaration: operations::LIST,
    sends_value: false,
    of_collection: true,
    place: Place::Read,
    noun: "list",
    does: "reads",
    request: "List",
    function: "list",
    example: "/users/{userId}/messages",
    #[cfg(any(feature = "check", test))]
    operation: graph_entity_schema::Operation::List,
};

/// `#[graph_patch]`: an update.
pub(crate) const PATCH: OperationKind = OperationKind {
    declaration: operations::PATCH,
    sends_value: true,
    of_collection: false,
    place: Place::Operation,
    noun: "update",
    does: "changes",
    request: "Update",
    function: "update",
    example: "/users/{userId}/messages/{messageId}",
    #[cfg(any(feature = "check", test))]
    operation: graph_entity_schema::Operation::Update,
};

/// `#[graph_delete]`: a deletion.
pub(crate) const DELETE: OperationKind = OperationKind {
    declaration: operations::DELETE,
    sends_value: false,
    of_collection: false,
    place: Place::Operation,
    noun: "delete",
    does: "removes",
    request: "Delete",
    function: "delete",
    example: "/users/{userId}/messages/{messageId}",
    #[cfg(any(feature = "check", test))]
    operation: graph_entity_schema::Operation::Delete,
};

/// `#[graph_put]`: a create under a key that the caller chooses.
pub(crate) const PUT: OperationKind = OperationKind {
    declaration: operations::PUT,
    sends_value: true,
    of_collection: false,
    place: Place::Operation,
    noun: "put",
    does: "writes",
    request: "Put",
    function: "put",
    example: "/external/connections/{connectionId}/items/{itemId}",
    #[cfg(any(feature = "check", test))]
    operation: graph_entity_schema::Operation::Put,
};

/// `#[graph_upsert]`: an update that creates what does not exist.
pub(crate) const UPSERT: OperationKind = OperationKind {
    declaration: operations::UPSERT,
    sends_value: true,
    of_collection: false,
    place: Place::Operation,
    noun: "upsert",
    does: "writes",
    request: "Upsert",
    function: "upsert",
    example: "/groups(uniqueName='{uniqueName}')",
    #[cfg(any(feature = "check", test))]
    operation: graph_entity_schema::Operation::Upsert,
};

/// `#[graph_action]`: the call of an action.
pub(crate) const ACTION: OperationKind = OperationKind {
    declaration: operations::ACTION,
    sends_value: true,
    of_collection: false,
    place: Place::Call,
    noun: "action",
    does: "calls",
    request: "Call",
    function: "action",
    example: "/users/{userId}/sendMail",
    #[cfg(any(feature = "check", test))]
    operation: graph_entity_schema::Operation::Action,
};

/// `#[graph_function]`: the call of a function.
pub(crate) const FUNCTION: OperationKind = OperationKind {
    declaration: operations::FUNCTION,
    sends_value: false,
    of_collection: false,
    place: Place::Call,
    noun: "function",
    does: "calls",
    request: "Call",
    function: "function",
    example: "/users/{userId}/reminderView(StartDateTime='{start}',EndDateTime='{end}')",
    #[cfg(any(feature = "check", test))]
    operation: graph_entity_schema::Operation::Function,
};

/// `#[graph_ref]`: references are added or set, and removed.
pub(crate) const REF: OperationKind = OperationKind {
    declaration: operations::REF,
    sends_value: false,
    of_collection: false,
    place: Place::Reference,
    noun: "reference",
    does: "changes",
    request: "Reference",
    function: "add_reference",
    example: "/groups/{groupId}/members",
    #[cfg(any(feature = "check", test))]
    operation: graph_entity_schema::Operation::List,
};

/// `#[graph_delta]`: the read of what changed in a collection.
pub(crate) const DELTA: OperationKind = OperationKind {
    declaration: operations::DELTA,
    sends_value: false,
    of_collection: true,
    place: Place::Read,
    noun: "delta query",
    does: "reads",
    request: "Delta",
    function: "delta",
    example: "/users/delta",
    #[cfg(any(feature = "check", test))]
    operation: graph_entity_schema::Operation::Delta,
};

const KINDS: [&OperationKind; 11] =
    [&POST, &GET, &LIST, &PATCH, &DELETE, &PUT, &UPSERT, &ACTION, &FUNCTION, &REF, &DELTA];

/// The kind of operation that an attribute declares, recognised by the last segment of its path.
pub(crate) fn kind_of(attribute: &Attribute) -> Option<&'static OperationKind> {
    kind_named(&attribute.path().segments.last()?.ident.to_string())
}

/// The kind of operation whose attribute has this name.
pub(crate) fn kind_named(attribute: &str) -> Option<&'static OperationKind> {
    KINDS.iter().copied().find(|kind| kind.declaration.attribute == attribute)
}
