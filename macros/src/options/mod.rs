//! Attributes: from tokens to the options that they give.

pub(crate) mod argument;
pub(crate) mod attributes;
pub(crate) mod given;
pub(crate) mod runtime;
pub(crate) mod table;
pub(crate) mod text;
