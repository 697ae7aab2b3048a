//! OData's primitive types, where Rust has none that keeps what JSON says.
//!
//! Graph's `String` is [`String`], `Boolean` is [`bool`], `Int32` is [`i32`] (and so on); the others are here. Each reads and
//! writes the form of the [OData JSON format](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_PrimitiveValue).

mod date_time_offset;

pub use date_time_offset::{DateTimeOffset, ParseDateTimeOffsetError};
