//! Microsoft's tables that are part of the tool: permissions, and required properties.

pub mod embedded;
pub mod permissions;
pub mod required;
