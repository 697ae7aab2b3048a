//! How names are spelled in Microsoft Graph and in Rust, which one was meant by a name that does not exist, and what the attributes of
//! operations are called.
//!
//! The macros of `graph-entity`, its schema reader and the tool `cargo graph-entity` share it, so that all three agree.
//!
//! ```
//! use graph_entity_names::{camel_case, did_you_mean, nearest, snake_case};
//!
//! assert_eq!(snake_case("userDisplayName"), "user_display_name");
//! assert_eq!(camel_case("user_display_name"), "userDisplayName");
//! assert_eq!(did_you_mean(nearest("dispalyName", ["description", "displayName"])), ", did you mean `displayName`?");
//! ```

mod likeness;
pub mod operations;
mod spelling;

pub use likeness::{Likeness, Written, alike, did_you_mean, nearest};
pub use spelling::{camel_case, lower_camel_case, pascal_case, snake_case, words};
