//! Many creates in few requests.
#![allow(dead_code)]

mod envelope;
mod parts;
mod raw;
