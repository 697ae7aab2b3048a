//! Operations that go on after their answer: 202 with the address of a monitor.

pub(crate) mod address;
pub(crate) mod error;
pub(crate) mod poll;
pub(crate) mod progress;
pub(crate) mod wait;
