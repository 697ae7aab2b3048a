//! What is wrong between the attributes of one item: the rules that the parser of one attribute cannot know.

pub(crate) mod entity;
pub(crate) mod enumeration;
pub(crate) mod hierarchy;
pub(crate) mod operation;
