//! The command line.

use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Parser, Subcommand, ValueEnum};
use graph_entity_schema::Operation;

use crate::generate::VARIANTS;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const ABOUT: &str = "\
Examples:
  cargo graph-entity fetch                              bring Graph's schema to this workspace
  cargo graph-entity search user status                 look for a type
  cargo graph-entity show message                       see what it has
  cargo graph-entity new message --out src/message.rs   write it as an annotated struct

Exit status: 0 done, 1 not done (why stands on stderr), 2 the command line is wrong";

const FETCH: &str = "\
Examples:
  cargo graph-entity fetch
  cargo graph-entity fetch --beta --force
  cargo graph-entity fetch --cloud usgov

Keep only what the sources use of the schema that is there:
  cargo graph-entity fetch --from graph-metadata/v1.0.csdl --prune --force";

const NEW: &str = "\
Examples:
  cargo graph-entity new message
  cargo graph-entity new microsoft.graph.group --only displayName,mailNickname --out src/group.rs
  cargo graph-entity new group --navigation members@odata.bind
  cargo graph-entity new user --path /users --operations post,get,list,patch,delete
  cargo graph-entity new deviceConfiguration windows10GeneralConfiguration
  cargo graph-entity new --action '/deviceManagement/deviceConfigurations/{id}/assign'
  cargo graph-entity new --function \"/users/{userId}/reminderView(StartDateTime='{start}',EndDateTime='{end}')\"

What is written:
  Every property is an `Option`, of a value or of a `Vec`: the same struct reads answers, which leave out what was not \
selected, and Graph's `Nullable=\"false\"` says nothing of what a create may leave out. `required` are the properties that \
the schema's insert restrictions or Graph's reference name; `--required all` adds those of Intune's pages. The key is read and not sent; where you choose it, write `key, create_only`. What the service computes, or describes as \
read-only, is `read_only`; what cannot be changed is `create_only`; an event's `transactionId` is `idempotency_key`.

  A type that others extend is an enum of them, read by `@odata.type`; beyond `--variants` types it has its base alone, and \
`Other` takes the rest. A type that you name is a variant in any case.";

const SHOW: &str = "\
Examples:
  cargo graph-entity show message
  cargo graph-entity show microsoft.graph.importance
  cargo graph-entity show user | less";

const PATHS_EXAMPLES: &str = "\
Examples:
  cargo graph-entity paths message";

const SEARCH: &str = "\
Examples:
  cargo graph-entity search user status
  cargo graph-entity search event attachments
  cargo graph-entity search mail folder --limit 50";

/// Typed creates in Microsoft Graph: brings its schema, and writes annotated structs from it.
#[derive(Debug, Parser)]
#[command(name = "cargo-graph-entity", bin_name = "cargo graph-entity", version, styles = STYLES, after_help = ABOUT)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Bring Graph's schema to `graph-metadata/` of the workspace
    #[command(after_help = FETCH)]
    Fetch(Fetch),
    /// Write types as annotated structs, with what they need
    #[command(after_help = NEW)]
    New(New),
    /// List the paths that create a type
    #[command(after_help = PATHS_EXAMPLES)]
    Paths(Paths),
    /// Show what a type has
    #[command(after_help = SHOW)]
    Show(Show),
    /// Look for types and paths by words of their names
    #[command(after_help = SEARCH)]
    Search(Search),
}

/// Which schema to read.
#[derive(Debug, Args)]
pub struct Which {
    /// Graph's beta version, and not v1.0
    #[arg(long)]
    pub beta: bool,
    /// The schema's file [default: that of `GRAPH_ENTITY_METADATA`, or `graph-metadata/` here or above]
    #[arg(long, value_name = "FILE")]
    pub schema: Option<PathBuf>,
}

/// Where Graph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Cloud {
    /// graph.microsoft.com
    Global,
    /// graph.microsoft.us: the US government's L4
    Usgov,
    /// dod-graph.microsoft.us: the US government's L5
    Usgovdod,
    /// microsoftgraph.chinacloudapi.cn
    China,
}

impl Cloud {
    /// The service's origin.
    #[must_use]
    pub fn origin(self) -> &'static str {
        match self {
            Self::Global => "https://graph.microsoft.com",
            Self::Usgov => "https://graph.microsoft.us",
            Self::Usgovdod => "https://dod-graph.microsoft.us",
            Self::China => "https://microsoftgraph.chinacloudapi.cn",
        }
    }
}

/// `fetch`
#[derive(Debug, Args)]
pub struct Fetch {
    /// Graph's beta version, and not v1.0
    #[arg(long)]
    pub beta: bool,
    /// The cloud to ask
    #[arg(long, value_enum, default_value_t = Cloud::Global)]
    pub cloud: Cloud,
    /// A file or address to take the schema from instead
    #[arg(long, value_name = "FILE|URL", conflicts_with = "cloud")]
    pub from: Option<String>,
    /// Keep only what the workspace's sources use, and what that needs
    #[arg(long)]
    pub prune: bool,
    /// Replace the schema that is there
    #[arg(long)]
    pub force: bool,
}

/// Which pages of Graph's reference say what is required.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Documented {
    /// Those that name the properties one by one
    Named,
    /// Also Intune's, where the same heading stands above every table
    All,
}

/// An operation, by its HTTP method.
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
}

impl Method {
    /// The operation, as the schema calls it.
    #[must_use]
    pub fn of_schema(self) -> Operation {
        match self {
            Self::Post => Operation::Create,
            Self::Get => Operation::Get,
            Self::List => Operation::List,
            Self::Patch => Operation::Update,
            Self::Delete => Operation::Delete,
        }
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
    /// The most types that a hierarchy has variants for
    #[arg(long, value_name = "NUMBER", default_value_t = VARIANTS)]
    pub variants: usize,
    /// The operations that get a method, where the schema has them
    #[arg(long, value_name = "METHOD,…", value_enum, value_delimiter = ',', default_values_t = [Method::Post, Method::Get, Method::List])]
    pub operations: Vec<Method>,
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

/// `paths`
#[derive(Debug, Args)]
pub struct Paths {
    /// The type: `user`, `graph.user` or `microsoft.graph.user`
    #[arg(value_name = "TYPE")]
    pub ty: String,
    /// A table of permissions instead of Microsoft's: path, method, scheme, least privileged, all, with tabs between
    #[arg(long, value_name = "FILE")]
    pub permissions: Option<PathBuf>,
    /// The schema.
    #[command(flatten)]
    pub which: Which,
}

/// `show`
#[derive(Debug, Args)]
pub struct Show {
    /// The type: `user`, `graph.user` or `microsoft.graph.user`
    #[arg(value_name = "TYPE")]
    pub ty: String,
    /// The schema.
    #[command(flatten)]
    pub which: Which,
}

/// `search`
#[derive(Debug, Args)]
pub struct Search {
    /// Words of a type's name, or of a path's segments and the type that it creates, in any order
    #[arg(value_name = "WORD", required = true)]
    pub words: Vec<String>,
    /// The most that is listed
    #[arg(long, value_name = "NUMBER", default_value_t = 20)]
    pub limit: usize,
    /// The schema.
    #[command(flatten)]
    pub which: Which,
}

impl Arguments {
    /// Reads the command line, with or without the word that cargo puts in front.
    ///
    /// # Errors
    ///
    /// Where it is wrong, or asks for help.
    pub fn read(arguments: impl IntoIterator<Item = std::ffi::OsString>) -> Result<Self, clap::Error> {
        let mut arguments: Vec<_> = arguments.into_iter().collect();
        if arguments.get(1).is_some_and(|first| first == "graph-entity") {
            arguments.remove(1);
        }
        Self::try_parse_from(arguments)
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn cargo_may_put_its_word_in_front() {
        for line in [&["x", "show", "user"][..], &["x", "graph-entity", "show", "user"]] {
            let arguments = Arguments::read(line.iter().map(Into::into)).unwrap();
            assert!(matches!(arguments.command, Command::Show(Show { ty, .. }) if ty == "user"));
        }
    }
}
