//! Microsoft Graph's schema as a model.
//!
//! Graph publishes its schema as CSDL, in XML, at `GET /v1.0/$metadata` and `GET /beta/$metadata`
//! ([CSDL 4.01](https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html)). [`Schema::parse`] makes a
//! model of it, which answers two questions: [what a `POST` path creates](Schema::post), and
//! [which paths create a type](Schema::posts_that_create). It is what the compile-time check of `graph-entity` and the tool
//! `cargo graph-entity` share.
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
mod inherited;
mod invalid;
pub mod location;
mod lookup;
mod model;
mod nearest;
mod parse;
mod paths;
mod post;
mod primitive;
mod prune;
mod read;
mod resolve;

pub use invalid::InvalidSchema;
pub use model::{
    Enumeration, InsertRestrictions, Member, NavigationProperty, Property, PropertyType, Root, Schema, StructuredType,
    Type,
};
pub use paths::{MAX_PATHS, MAX_SEGMENTS, PostPath};
pub use post::{NoPost, Post};
pub use primitive::Primitive;
pub use prune::Used;
pub use read::{MAX_SIZE, ReadError};

/// The README's example compiles.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
