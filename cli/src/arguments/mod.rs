//! The command line: of each command its arguments, its help and its examples.

mod fetch;
mod new;

use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Parser, Subcommand};

pub use fetch::{Cloud, Fetch};
pub use new::{Documented, Method, New};

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
    #[command(after_help = fetch::HELP)]
    Fetch(Fetch),
    /// Write types as annotated structs, with what they need
    #[command(after_help = new::HELP)]
    New(Box<New>),
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
