//! HTTP/1.1 on loopback: sockets, connections, and one exchange at a time.

pub(crate) mod connection;
pub(crate) mod exchange;
pub(crate) mod socket;
