//! The arguments of `new`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use graph_entity_schema::Operation;

use crate::arguments::Which;

pub(super) const HELP: &str = "\
Examples:
  cargo graph-entity new message
  cargo graph-entity new microsoft.graph.group --only displayName,mailNickname --out src/group.rs
  cargo graph-entity new group --navigation members@odata.bind
  cargo graph-entity new user --path /users --operations post,get,list,patch,delete
  cargo graph-entity new group --operations post,delta,references
  cargo graph-entity new deviceConfiguration windows10GeneralConfiguration
  cargo graph-entity new message --variants recipient
  cargo graph-entity new --action '/deviceManagement/deviceConfigurations/{id}/assign'
  cargo graph-entity new --function \"/users/{userId}/reminderView(StartDateTime='{start}',EndDateTime='{end}')\"

What is written:
  Every property is an `Option`, of a value or of a `Vec`: the same struct reads answers, which leave out what was not \
selected, and Graph's `Nullable=\"false\"` says nothing of what a create may leave out. `required` are the properties that \
the schema's insert restrictions or Graph's reference name; `--required all` adds those of Intune's pages. The key is read and not sent; where you choose it, write `key, create_only`. What the service computes, or describes as \
read-only, is `read_only`; what cannot be changed is `create_only`; an event's `transactionId` is `idempotency_key`.

  An abstract type is an enum of the types that extend it, read by `@odata.type`: of all if there are 8 at most, else of those \
that you name, and `Other` takes the rest. Any other type that is extended is a struct, unless `--variants` names it, or a type \
that extends it: `--variants recipient` reads the sender of a message as a `Recipient`, an `Attendee` or an `AttendeeBase`, and \
`--variants attendee` as a `Recipient` or an `Attendee`.";

/// Which pages of Graph's reference say what is required.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Documented {
    /// Those that name the properties one by one
    Named,
    /// Also Intune's, where the same heading stands above every table
    All,
}

/// An operation, by its attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Method {
    /// Create
    Post,
    /// Read one
    Get,
    /// Read a collection
    List,
    /// Update
    Patch,
    /// Delete
    Delete,
    /// Create under a key of your own
    Put,
    /// Update, or create what does not exist
    Upsert,
    /// Follow the changes of a collection
    Delta,
    /// Add and remove, or set, references to other entities
    References,
}

impl Method {
    /// The operation, as the schema calls it, or `None` for references, which are of a relation.
    #[must_use]
    pub fn of_schema(self) -> Option<Operation> {
        Some(match self {
            Self::Post => Operation::Create,
            Self::Get => Operation::Get,
            Self::List => Operation::List,
            Self::Patch => Operation::Update,
            Self::Delete => Operation::Delete,
            Self::Put => Operation::Put,
            Self::Upsert => Operation::Upsert,
            Self::Delta => Operation::Delta,
            Self::References => return None,
        })
    }
}

/// `new`
#[derive(Debug, Args)]
pub struct New {
    /// The types: `user`, `graph.user` or `microsoft.graph.user`
    #[arg(value_name = "TYPE", required_unless_present_any = ["action", "function"])]
    pub types: Vec<String>,
    /// The path of an action, such as `/users/{userId}/sendMail`: its parameters as a struct
    #[arg(long, value_name = "PATH")]
    pub action: Vec<String>,
    /// The path of a function, with its parameters
    #[arg(long, value_name = "PATH")]
    pub function: Vec<String>,
    /// Write to this file, and not to stdout
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Replace the file that is there
    #[arg(long)]
    pub force: bool,
    /// Only these properties of the types, and the key
    #[arg(long, value_name = "PROPERTY,…", value_delimiter = ',')]
    pub only: Vec<String>,
    /// These navigation properties as well: `manager`, `members@odata.bind`, `accessPackage/catalog`
    #[arg(long, value_name = "PROPERTY,…", value_delimiter = ',')]
    pub navigation: Vec<String>,
    /// Types that are not abstract and become enums nevertheless: a base, of all types that extend it; or one of these, for it alone
    #[arg(long, value_name = "TYPE,…", value_delimiter = ',')]
    pub variants: Vec<String>,
    /// The operations that get a method, where the schema has them
    #[arg(long, value_name = "METHOD,…", value_enum, value_delimiter = ',', default_values_t = [Method::Post, Method::Get, Method::List])]
    pub operations: Vec<Method>,
    /// The relations that get methods for references, such as `members` [default: with `--operations references`, those that the
    /// table of permissions has a change of]
    #[arg(long, value_name = "PROPERTY,…", value_delimiter = ',')]
    pub references: Vec<String>,
    /// Write also an operation that the table of permissions does not have for a path that it has
    #[arg(long)]
    pub unlisted: bool,
    /// A path that gets the methods, such as `/users` [default: the shortest that creates the type; the others are listed]
    #[arg(long, value_name = "PATH")]
    pub path: Vec<String>,
    /// Which pages of Graph's reference say what is `required`
    #[arg(long, value_enum, default_value_t = Documented::Named)]
    pub required: Documented,
    /// A table of permissions instead of Microsoft's: path, method, scheme, least privileged, all, with tabs between
    #[arg(long, value_name = "FILE")]
    pub permissions: Option<PathBuf>,
    /// The schema.
    #[command(flatten)]
    pub which: Which,
}
