//! The macros, each with its reference: one heading an option.

mod calls;
mod entity;
mod reads;
mod types;
mod writes;

pub use calls::{GraphParameters, graph_action, graph_function};
pub use entity::GraphEntity;
pub use reads::{graph_delta, graph_get, graph_list};
pub use types::{GraphComplex, GraphEnum};
pub use writes::{graph_delete, graph_patch, graph_post, graph_put, graph_ref, graph_upsert};
