//! What is declared, read from the input of a macro and borrowed from it.

pub(crate) mod attribute;
pub(crate) mod entity;
pub(crate) mod enumeration;
pub(crate) mod hierarchy;
pub(crate) mod item;
pub(crate) mod kind;
pub(crate) mod operation;
