//! Imports: any number of operations, from an iterator or a stream.
//!
//! An import is a state machine that its consumer polls, and not an async loop as a batch is. A loop would have to be a task, or
//! a future that borrows the input: the one would run ahead of the consumer and need a channel with a size, the other could not
//! be handed out as a `Stream` that is `Unpin`. Polled, it has the consumer's pace without a setting, and `stop` and an error act
//! at once, because nothing runs between two polls but requests that were sent.

mod dispatch;
mod error;
mod flight;
mod job;
mod journal;
pub(crate) mod limiter;
mod load;
mod operation;
mod outcome;
mod progress;
mod rate;
mod resume;
mod seed;
mod source;
mod start;
mod stream;

use std::collections::VecDeque;
use std::path::PathBuf;
use std::pin::Pin;

use futures_core::Stream;
use tokio::time::{Instant, Sleep};

pub use error::{Changed, ImportError};
#[cfg(any(fuzzing, test))]
pub(crate) use journal::{Lookup, read};
pub use operation::ImportOperation;
pub use outcome::{EarlierFailure, ImportFailure, ImportOutcome, Imported, LookUp};
pub use progress::ImportProgress;
#[cfg(any(fuzzing, test))]
pub(crate) use rate::Rate;
pub use seed::WriteRate;
pub use source::ImportSource;

use crate::client::GraphClient;
use dispatch::Dispatch;
use flight::{Looking, Settling};
use job::Job;
use operation::Row;
use progress::Reporter;

/// What is to be imported, before it is said how: see [`GraphClient::import`].
#[must_use = "an import does nothing until its outcomes are asked for"]
pub struct ImportInput<'a, E> {
    client: GraphClient,
    entities: Pin<Box<dyn Stream<Item = E> + Send + 'a>>,
}

type OperationOf<'a, E, T> = Box<dyn Fn(&E) -> Row<T> + Send + 'a>;
type LookUpOf<'a, E> = Box<dyn Fn(&E) -> Pin<Box<dyn Future<Output = LookUp> + Send + 'a>> + Send + 'a>;

impl GraphClient {
    /// Creates, updates or deletes any number of entities, in bounded memory; [`each`](ImportInput::each) says how. They come
    /// from a `Vec` or any other [`IntoIterator`], or from a [`Stream`], such as the rows of a query.
    ///
    /// ```no_run
    /// # use graph_entity::{Disposition, GraphClient, GraphEntity, Imported, graph_post};
    /// #[derive(GraphEntity)]
    /// #[graph_entity("microsoft.graph.group")]
    /// #[graph_post("/groups", application = "Group.ReadWrite.All")]
    /// struct Group { display_name: Option<String> }
    ///
    /// # async fn run(graph: GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    /// let groups = (1..=500).map(|number| Group { display_name: Some(format!("Team {number}")) });
    /// let mut import = graph
    ///     .import(groups)
    ///     .each(|group| group.create())
    ///     .journal("groups.jsonl")
    ///     .progress(|progress| eprintln!("{progress}"));
    /// while let Some(outcome) = import.next().await {
    ///     let outcome = outcome?; // only the journal stops an import
    ///     match outcome.result {
    ///         Ok(Imported::Created(created)) => println!("{}, {:?}", outcome.index, created.location),
    ///         Ok(_) => println!("{}, in an earlier run", outcome.index),
    ///         Err(failure) if failure.disposition() == Disposition::Unknown => {
    ///             println!("{} may exist: {failure}", outcome.index);
    ///         }
    ///         Err(failure) => println!("{}: {failure}", outcome.index),
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Pace
    ///
    /// The import finds the rate that the service takes: it begins with what is
    /// [known](crate::GraphClientBuilder::write_rate) of the service, grows additively, falls multiplicatively on a 429,
    /// and heeds `x-ms-throttle-limit-percentage`. A 429 pauses all imports of this client and its clones until
    /// `Retry-After`, however long that is. What the service refused for now is sent again, as is what found no
    /// connection, up to [`refusals`](Import::refusals) times. One request takes no longer than the
    /// [deadline](crate::GraphClientBuilder::deadline) of an operation; the waits before it are not counted.
    ///
    /// # Outcomes
    ///
    /// An import is a [`Stream`] of outcomes, in the order in which they come. Each entity that was taken comes out once.
    /// An [`ImportError`] comes after all of them, and nothing is sent after it. Nothing new is sent while nobody asks for
    /// outcomes; what was sent goes on. When the import is dropped, what is in flight is abandoned: it may have taken effect.
    ///
    /// An iterator is advanced where the import is polled. One that blocks, such as on a slow disk, blocks that thread.
    pub fn import<'a, S, By>(&self, entities: S) -> ImportInput<'a, S::Item>
    where
        S: ImportSource<By>,
        S::Entities: Send + 'a,
    {
        ImportInput { client: self.clone(), entities: Box::pin(entities.entities()) }
    }
}

impl<'a, E> ImportInput<'a, E> {
    /// What each becomes: a create, an update, a delete, a put or an upsert, by one of the methods of the attributes. An item can
    /// be the entity, or hold it beside the path's arguments.
    ///
    /// ```no_run
    /// # use graph_entity::{GraphClient, GraphEntity, graph_delete, graph_patch};
    /// # #[derive(GraphEntity)]
    /// # #[graph_entity("microsoft.graph.group")]
    /// # #[graph_patch("/groups/{groupId}")]
    /// # #[graph_delete("/groups/{groupId}")]
    /// # struct Group { display_name: Option<String> }
    /// # fn run(graph: GraphClient, renamed: Vec<(String, Group)>, gone: Vec<String>, rows: Vec<(String, Option<Group>)>) {
    /// let updates = graph.import(renamed).each(|(id, group)| group.update(id));
    /// let deletes = graph.import(gone).each(|id| Group::delete(id));
    /// // Of several kinds, each without its type.
    /// let both = graph.import(rows).each(|(id, group)| match group {
    ///     Some(group) => group.update(id).into_request(),
    ///     None => Group::delete(id).into_request(),
    /// });
    /// # }
    /// ```
    pub fn each<O, F>(self, operation: F) -> Import<'a, E, O::Entity>
    where
        O: ImportOperation,
        F: Fn(&E) -> O + Send + 'a,
    {
        Import {
            client: self.client,
            entities: Some(self.entities),
            operation: Box::new(move |entity| operation(entity).into_row()),
            settings: Settings { retry_rejected: false, max_in_flight: 32, refusals: 10 },
            look_up: None,
            reporter: None,
            next_index: 0,
            next: None,
            again: VecDeque::new(),
            dispatch: Dispatch::new(),
            looking: Vec::new(),
            settling: VecDeque::new(),
            ready: VecDeque::new(),
            sleep: None,
            began: None,
            counts: ImportProgress::default(),
        }
    }
}

/// An import: a [`Stream`] of outcomes, made by [`GraphClient::import`].
///
/// # The journal
///
/// With a [`journal`](Self::journal), an import that was killed at any moment is resumed by the same call, with the same
/// entities in the same order. Each operation's intent is on the disk (`fsync`) before it is sent, and its outcome before it
/// comes out.
///
/// | an earlier run says | this run |
/// |---|---|
/// | created, or done | not sent; [`Imported::Earlier`] with the id |
/// | rejected | not sent; [`ImportFailure::Earlier`]; sent with [`retry_rejected`](Self::retry_rejected), or if it was for the token (401, 403) |
/// | throttled, not sent | sent |
/// | unknown, or an intent without an outcome | not sent; [`ImportFailure::Earlier`], or what [`look_up`](Self::look_up) says; deletes, puts, upserts and creates with an [idempotency key](derive@crate::GraphEntity#idempotency_key) are sent again |
///
/// It is a file of [JSON Lines](https://jsonlines.org): a header with the version and the service's origin, then a line
/// when an operation is about to be sent and one for what came of it, of about 100 bytes each. The lines have an
/// index, a digest of method, path and body (FNV-1a), an idempotency key that was generated, and the id that the service gave, or
/// the status, error code and request-id. They have no tokens, bodies or messages, so no personal data but what an id tells; who
/// knows the rest of an entity could guess a value and compare digests. Resuming takes 16 bytes of memory for each operation
/// that the journal knows.
///
/// A torn last line is cut off, and [said](ImportProgress::repaired). Another entity at an index, or fewer of them, is
/// [`ImportError::Changed`]; a second import on the file is [`ImportError::InUse`]. If the journal cannot be written, such
/// as on a full disk, or its path no longer leads to it because it was deleted or moved, nothing more is sent.
///
/// It is a regular file, or a symlink to one. When it is opened, its folder is synced too.
#[must_use = "an import does nothing until its outcomes are asked for"]
pub struct Import<'a, E, T> {
    client: GraphClient,
    /// None behind its end.
    entities: Option<Pin<Box<dyn Stream<Item = E> + Send + 'a>>>,
    operation: OperationOf<'a, E, T>,
    settings: Settings,
    look_up: Option<LookUpOf<'a, E>>,
    reporter: Option<Reporter<'a>>,
    next_index: u64,
    /// What is sent with the next permit.
    next: Option<Job<E, T>>,
    /// What the service refused for now.
    again: VecDeque<Job<E, T>>,
    dispatch: Dispatch<E, T>,
    looking: Vec<Looking<'a, E, T>>,
    /// What waits for its line in the journal.
    settling: VecDeque<Settling<E, T>>,
    ready: VecDeque<ImportOutcome<E, T>>,
    sleep: Option<Pin<Box<Sleep>>>,
    began: Option<Instant>,
    counts: ImportProgress,
}

struct Settings {
    retry_rejected: bool,
    max_in_flight: usize,
    refusals: u32,
}

// Nothing in it is pinned but what is boxed.
impl<E, T> Unpin for Import<'_, E, T> {}

impl<'a, E, T> Import<'a, E, T> {
    /// Keeps a journal in this file, or resumes the one that is in it. Without effect on an import that has begun.
    pub fn journal(mut self, path: impl Into<PathBuf>) -> Self {
        self.dispatch.keep_journal(path.into());
        self
    }

    /// Asks this of each create that may exist after an earlier run: by its journal it was sent, and no outcome is known.
    /// What it answers is written to the journal.
    ///
    /// The service may not find at once what it stored a moment ago; so a create that becomes unknown in this run is not
    /// looked up before the next.
    ///
    /// ```no_run
    /// # use graph_entity::{GraphClient, GraphEntity, LookUp, graph_post};
    /// # #[derive(GraphEntity)]
    /// # #[graph_entity("microsoft.graph.group")]
    /// # #[graph_post("/groups")]
    /// # struct Group { display_name: Option<String> }
    /// # async fn id_of(name: Option<String>) -> Result<Option<String>, std::io::Error> { Ok(None) }
    /// # fn run(graph: GraphClient, groups: Vec<Group>) {
    /// let import = graph.import(groups).each(|group| group.create()).journal("groups.jsonl");
    /// let import = import.look_up(|group| {
    ///     let name = group.display_name.clone();
    ///     async move {
    ///         match id_of(name).await {
    ///             Ok(Some(id)) => LookUp::Found(id),
    ///             Ok(None) => LookUp::NotFound,
    ///             Err(_) => LookUp::DontKnow,
    ///         }
    ///     }
    /// });
    /// # }
    /// ```
    pub fn look_up<F, Fut>(mut self, look_up: F) -> Self
    where
        F: Fn(&E) -> Fut + Send + 'a,
        Fut: Future<Output = LookUp> + Send + 'a,
    {
        self.look_up = Some(Box::new(move |entity| Box::pin(look_up(entity))));
        self
    }

    /// Sends again what the service rejected in an earlier run; without this it stays rejected.
    pub fn retry_rejected(mut self, retry: bool) -> Self {
        self.settings.retry_rejected = retry;
        self
    }

    /// How many requests are in flight at most; 32 without this, and up to twice as many entities are in memory. The
    /// import begins with 4, and has more in flight as the service lets them through.
    pub fn max_in_flight(mut self, requests: usize) -> Self {
        self.settings.max_in_flight = requests.max(1);
        self
    }

    /// How often one operation is refused for now (429, or 503 with `Retry-After`), or finds no connection, before the import
    /// gives up on it; 10 without this.
    pub fn refusals(mut self, refusals: u32) -> Self {
        self.settings.refusals = refusals;
        self
    }

    /// Tells how far it is, at most ten times a second, and at the end.
    pub fn progress(mut self, report: impl FnMut(&ImportProgress) + Send + 'a) -> Self {
        self.reporter = Some(Reporter { report: Box::new(report), told: None });
        self
    }

    /// Takes nothing more from the input, and sends nothing more: requests and look-ups that are in flight come out as they
    /// end, what waits to be sent as it is, and then the import ends. What a look-up does not find is not sent either.
    pub fn stop(&mut self) {
        self.entities = None;
        self.dispatch.stop();
    }

    /// The next outcome; none at the end. The same as the [`Stream`], without a crate for it. It can be dropped and
    /// called again, and nothing is lost.
    pub async fn next(&mut self) -> Option<Result<ImportOutcome<E, T>, ImportError>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}
