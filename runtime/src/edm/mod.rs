//! OData's primitive types, where Rust has none that keeps what JSON says.
//!
//! Graph's `String` is [`String`], `Boolean` is [`bool`], `Int32` is [`i32`] (and so on); the others are here. Each reads and
//! writes the form of the [OData JSON format](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_PrimitiveValue),
//! and each converts from and into the type that it stands on.
//!
//! | type | stands on | in JSON |
//! |---|---|---|
//! | [`DateTimeOffset`] | [`time::OffsetDateTime`] | `"2017-01-01T00:00:17.7769392-08:00"` |
//! | [`Date`] | [`time::Date`] | `"2026-01-31"` |
//! | [`TimeOfDay`] | [`time::Time`] | `"09:30:00.0000000"` |
//! | [`Duration`] | [`time::Duration`] | `"P1DT2H3M4.5S"` |
//! | [`Guid`] | [`uuid::Uuid`] | `"39b4cd38-cd38-39b4-38cd-b43938cdb439"` |
//! | [`Binary`] | `Vec<u8>` | `"Y29udGVudA=="` |
//! | [`Int64`] | [`i64`] | `5`; reads `"5"` |
//! | [`Double`], [`Single`] | [`f64`], [`f32`] | `1.5`, `5`, `"INF"`, `"-INF"`, `"NaN"` |
//! | `Decimal`, with the feature `decimal` | `rust_decimal::Decimal` | `1.5`, `"1.50"` |
//!
//! A value that is read is written back as it came; each type says where it is not. [`Nullable`] does the same for `null`.

mod ascii;
mod binary;
mod date;
mod date_time_offset;
#[cfg(feature = "decimal")]
mod decimal;
mod double;
mod duration;
mod floating;
mod guid;
mod int64;
mod length;
mod nullable;
mod number;
mod seconds;
mod single;
mod text;
mod time_of_day;

pub use binary::{Binary, ParseBinaryError};
pub use date::{Date, ParseDateError};
pub use date_time_offset::{DateTimeOffset, ParseDateTimeOffsetError};
#[cfg(feature = "decimal")]
pub use decimal::{Decimal, ParseDecimalError};
pub use double::{Double, ParseDoubleError};
pub use duration::{Duration, DurationHasMonthsError, ParseDurationError};
pub use guid::{Guid, ParseGuidError};
pub use int64::{Int64, ParseInt64Error};
pub use nullable::Nullable;
pub use single::{ParseSingleError, Single};
pub use time_of_day::{ParseTimeOfDayError, TimeOfDay};

#[cfg(feature = "decimal")]
pub use rust_decimal;
