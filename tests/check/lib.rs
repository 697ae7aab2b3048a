//! A package of tests, which needs a library for `trybuild`.
