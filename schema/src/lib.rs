//! Microsoft Graph's schema as a model.
//!
//! Graph publishes its schema as CSDL, in XML, at `GET /v1.0/$metadata` and `GET /beta/$metadata`
//! ([CSDL 4.01](https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html)). [`Schema::parse`] makes a
//! model of it, which answers two questions: [which type an operation on a path gives or takes](Schema::resolve), and
//! [which paths create a type](Schema::posts_that_create). The compile-time check of `graph-entity` and the tool
//! `cargo graph-entity` share it.
//!
//! **Forward**, from a path to a type: [`Schema::resolve`] starts at a root and takes one segment after the other: a navigation
//! property, a key, a cast, a function. It ends at one entity or at a collection, which the operation accepts or not.
//! `/me/messages/{id}` is the root `me` (one `user`), its `messages` (a collection of `message`) and a key (one `message`):
//! `Get` accepts it, `Create` does not. A segment that does not exist is replaced by those with a similar name, and each
//! replacement is walked again, to suggest a path that the operation accepts.
//!
//! **Backward**, from a type to paths: [`Schema::posts_that_create`] starts at the collections that hold the type or one of its
//! bases, and puts the segments that lead to the owner of the collection before them until a root is reached, shortest first.
//! For `message`, that is `…/messages` of `user`, which the roots `me` and `users` lead to: `/me/messages` and
//! `/users/{userId}/messages`.
//!
//! ```
//! use graph_entity_schema::Schema;
//!
//! # fn main() -> Result<(), graph_entity_schema::InvalidSchema> {
//! let schema = Schema::parse(r#"
//!     <edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
//!       <edmx:DataServices>
//!         <Schema Namespace="microsoft.graph" Alias="graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">
//!           <EntityType Name="group">
//!             <Key><PropertyRef Name="id" /></Key>
//!             <Property Name="id" Type="Edm.String" Nullable="false" />
//!             <Property Name="displayName" Type="Edm.String" />
//!           </EntityType>
//!           <EntityContainer Name="GraphService">
//!             <EntitySet Name="groups" EntityType="graph.group" />
//!           </EntityContainer>
//!         </Schema>
//!       </edmx:DataServices>
//!     </edmx:Edmx>"#)?;
//! let group = schema.structured("microsoft.graph.group").expect("declared above");
//! assert_eq!(schema.properties(group).len(), 2);
//! # Ok(())
//! # }
//! ```

mod edges;
mod idempotency_key;
mod inherited;
mod invalid;
mod left_out;
pub mod location;
mod lookup;
mod model;
mod nearest;
mod parse;
mod path;
mod paths;
mod primitive;
mod prune;
mod read;
mod resolve;
mod schema;

pub use invalid::InvalidSchema;
pub use model::{
    ChangeRestrictions, Enumeration, InsertRestrictions, Member, NavigationProperty, Parameter, Property, PropertyType,
    Root, StructuredType, Type,
};
pub use path::{Operation, Resolved, ResolvedCall, Unresolved};
pub use paths::{MAX_PATHS, MAX_SEGMENTS, PostPath};
pub use primitive::Primitive;
pub use prune::Used;
pub use read::{MAX_SIZE, ReadError};
pub use schema::Schema;

/// The README's example compiles.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
