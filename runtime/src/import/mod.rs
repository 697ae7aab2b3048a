//! Imports.
mod load;
mod rate;
mod seed;
pub use seed::WriteRate;
