//! How each operation is declared: the macros read these attributes, and the tool writes them.

/// An operation's attribute, and what it declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Declaration {
    /// The attribute's name.
    pub attribute: &'static str,
    /// The method's name if the attribute gives none; empty if it is then taken from the path.
    pub method: &'static str,
    /// The HTTP method.
    pub verb: &'static str,
}

/// A create.
pub const POST: Declaration = Declaration { attribute: "graph_post", method: "create", verb: "POST" };

/// The read of one entity.
pub const GET: Declaration = Declaration { attribute: "graph_get", method: "get", verb: "GET" };

/// The read of a collection.
pub const LIST: Declaration = Declaration { attribute: "graph_list", method: "list", verb: "GET" };

/// An update.
pub const PATCH: Declaration = Declaration { attribute: "graph_patch", method: "update", verb: "PATCH" };

/// A deletion.
pub const DELETE: Declaration = Declaration { attribute: "graph_delete", method: "delete", verb: "DELETE" };

/// A create under a key that the caller chooses.
pub const PUT: Declaration = Declaration { attribute: "graph_put", method: "put", verb: "PUT" };

/// An update that creates what does not exist.
pub const UPSERT: Declaration = Declaration { attribute: "graph_upsert", method: "upsert", verb: "PATCH" };

/// The call of an action.
pub const ACTION: Declaration = Declaration { attribute: "graph_action", method: "call", verb: "POST" };

/// The call of a function.
pub const FUNCTION: Declaration = Declaration { attribute: "graph_function", method: "call", verb: "GET" };

/// References, which are added by `POST` to a collection and set by `PUT` otherwise.
pub const REF: Declaration = Declaration { attribute: "graph_ref", method: "", verb: "POST" };

/// The read of what changed in a collection.
pub const DELTA: Declaration = Declaration { attribute: "graph_delta", method: "delta", verb: "GET" };

/// All of them.
pub const ALL: [Declaration; 11] = [POST, GET, LIST, PATCH, DELETE, PUT, UPSERT, ACTION, FUNCTION, REF, DELTA];
