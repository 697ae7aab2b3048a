//! A batch as a value, and its way through the queue.

use std::fmt;
use std::pin::Pin;

use futures_util::stream::{FuturesUnordered, StreamExt};
use tokio::time::{Instant, sleep_until, timeout_at};

use super::input::{BatchInput, Collect, Requests, Settled};
use super::queue::{Outcome, Outcomes, Queue};
use crate::client::GraphClient;
use crate::operation::request::Request;
use crate::random;

/// How many batches are in flight at once, if nothing else is said.
const IN_FLIGHT: usize = 4;

/// Operations that are sent together when this is awaited: what [`GraphClient::batch`] and
/// [`batch_of`](GraphClient::batch_of) return. Its output is one outcome for each, in the arrangement of the input.
#[must_use = "a batch does nothing until it is awaited"]
pub struct Batch<I: BatchInput> {
    client: GraphClient,
    requests: Requests,
    collector: I::Collector,
    in_flight: usize,
}

/// A [`Batch`] whose output has the rest of each answer too: request-id, location, status, attempts.
#[must_use = "a batch does nothing until it is awaited"]
pub struct FullBatch<I: BatchInput>(Batch<I>);

/// A [`Batch`] in flight.
pub type BatchFuture<O> = Pin<Box<dyn Future<Output = O> + Send>>;

impl GraphClient {
    /// Sends many operations in few requests: 20 to a request, several requests at a time. They may be creates, gets, updates,
    /// puts, deletes and [`Request`](crate::Request)s.
    ///
    /// It ends in one outcome for each operation, in their order, whatever happened to the others. Each is what its `send` would
    /// have returned: a create that lacks a property ends
    /// [`NotSent`](crate::Disposition::NotSent), one that the service refuses [`Rejected`](crate::Disposition::Rejected), and
    /// the others go on.
    ///
    /// What is sent again follows from the rules of a single operation, with its own number of retries and its own deadline,
    /// which begins when it is sent first. Of a batch whose answer is lost, exactly those creates and updates are
    /// [`Unknown`](crate::Disposition::Unknown) that the part which arrived says nothing of, with
    /// [`ErrorKind::Batch`](crate::ErrorKind::Batch).
    ///
    /// ```no_run
    /// # use graph_entity::{Disposition, Error, GraphClient, GraphEntity, graph_post};
    /// # #[derive(Debug, GraphEntity)]
    /// # #[graph_entity("microsoft.graph.group")]
    /// # #[graph_post("/groups", application = "Group.Create")]
    /// # struct Group { display_name: Option<String> }
    /// # async fn create(graph: &GraphClient, groups: &[Group]) {
    /// let outcomes: Vec<Result<Group, Error>> = graph.batch(groups.iter().map(Group::create)).await;
    /// for (group, outcome) in groups.iter().zip(&outcomes) {
    ///     match outcome {
    ///         Ok(created) => println!("created {:?}", created.display_name),
    ///         Err(error) if error.disposition() == Disposition::Unknown => {
    ///             println!("{:?} may exist: {error}", group.display_name);
    ///         }
    ///         Err(error) => println!("{:?}: {error}", group.display_name),
    ///     }
    /// }
    /// # }
    /// ```
    ///
    /// A request has at most 20 operations on one version of the service and 4 MB; it is split earlier where the entities are
    /// large. Nothing is sent before this is awaited. Dropping the future abandons what is on its way: it may have taken effect.
    pub fn batch<I: BatchInput>(&self, operations: impl IntoIterator<Item = I>) -> Batch<Vec<I>> {
        self.batch_of(operations.into_iter().collect())
    }

    /// As [`batch`](Self::batch), for operations of different types, in tuples, arrays, `Vec`s and `Option`s of them, or of such
    /// again. The outcomes have the same arrangement.
    ///
    /// ```no_run
    /// # use graph_entity::{Error, GraphClient, GraphEntity, graph_post};
    /// # #[derive(Debug, GraphEntity)]
    /// # #[graph_entity("microsoft.graph.group")]
    /// # #[graph_post("/groups", application = "Group.Create")]
    /// # struct Group { display_name: Option<String> }
    /// # #[derive(Debug, GraphEntity)]
    /// # #[graph_entity("microsoft.graph.contact")]
    /// # #[graph_post("/me/contacts", delegated = "Contacts.ReadWrite")]
    /// # struct Contact { given_name: Option<String> }
    /// # async fn create(graph: &GraphClient, group: &Group, contacts: &[Contact]) -> Result<(), Error> {
    /// let people: Vec<_> = contacts.iter().map(Contact::create).collect();
    /// let (group, people) = graph.batch_of((group.create(), people)).await;
    /// let group: Group = group?;
    /// let people: Vec<Contact> = people.into_iter().collect::<Result<_, _>>()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// The service carries the parts of a batch out in any order. One that needs another says so with `depends_on`:
    ///
    /// ```no_run
    /// # use graph_entity::{Error, GraphClient, GraphEntity, graph_get, graph_patch};
    /// # #[derive(Debug, GraphEntity)]
    /// # #[graph_entity("microsoft.graph.group")]
    /// # #[graph_get("/groups/{groupId}")]
    /// # #[graph_patch("/groups/{groupId}")]
    /// # struct Group { display_name: Option<String> }
    /// # async fn rename(graph: &GraphClient, renamed: &Group) -> Result<(), Error> {
    /// let (updated, read) = graph.batch_of((renamed.update("7e32"), Group::get("7e32").depends_on(0))).await;
    /// updated?;
    /// println!("{:?}", read?.display_name);
    /// # Ok(())
    /// # }
    /// ```
    pub fn batch_of<I: BatchInput>(&self, operations: I) -> Batch<I> {
        let mut requests = Requests::default();
        let collector = operations.split(&mut requests);
        Batch { client: self.clone(), requests, collector, in_flight: IN_FLIGHT }
    }

    /// Sends all, in the order that the queue gives them.
    async fn run(&self, requests: Vec<Box<Request>>, in_flight: usize, full: bool, outcomes: &mut dyn Outcomes) {
        let requests = requests.into_iter().map(|request| request.as_part_of(&self.shared)).collect();
        let mut queue = Queue::new(requests, self.shared.options, outcomes);
        let mut batches = FuturesUnordered::new();
        loop {
            while batches.len() < in_flight
                && let Some(items) = queue.next(Instant::now())
            {
                batches.push(self.send_batch(items, full));
            }
            // With all places taken, nothing is started before one is free.
            let wake = queue.wake().filter(|_| batches.len() < in_flight);
            let completed = match wake {
                Some(at) if batches.is_empty() => {
                    sleep_until(at).await;
                    None
                }
                Some(at) => timeout_at(at, batches.next()).await.ok().flatten(),
                None => match batches.next().await {
                    Some(completed) => Some(completed),
                    None => return,
                },
            };
            if let Some(completed) = completed {
                queue.complete(completed, Instant::now(), random::fraction);
            }
        }
    }
}

impl<C: Collect + Send> Outcomes for C {
    fn store(&mut self, index: usize, outcome: Outcome) {
        self.put(index, Settled(outcome));
    }
}

impl<I: BatchInput> Batch<I> {
    /// How many requests are in flight at a time; 4 by default, and at least 1.
    pub fn in_flight(self, requests: usize) -> Self {
        Self { in_flight: requests.max(1), ..self }
    }

    /// The same batch, whose output has the rest of each answer too: request-id, location, status, attempts.
    ///
    /// ```no_run
    /// # use graph_entity::{GraphClient, GraphEntity, graph_post};
    /// # #[derive(Debug, GraphEntity)]
    /// # #[graph_entity("microsoft.graph.group")]
    /// # #[graph_post("/groups", application = "Group.Create")]
    /// # struct Group { display_name: Option<String> }
    /// # async fn create(graph: &GraphClient, groups: &[Group]) {
    /// for outcome in graph.batch(groups.iter().map(Group::create)).full().await {
    ///     match outcome {
    ///         Ok(created) => println!("{:?} at {:?}", created.entity.display_name, created.location),
    ///         Err(error) => println!("{error}"),
    ///     }
    /// }
    /// # }
    /// ```
    pub fn full(self) -> FullBatch<I> {
        FullBatch(self)
    }

    /// Sends all, and ends in what `end` makes of what they end in.
    fn send<O>(self, full: bool, end: fn(I::Collector) -> O) -> impl Future<Output = O> + Send {
        let Self { client, requests, mut collector, in_flight } = self;
        async move {
            client.run(requests.0, in_flight, full, &mut collector).await;
            end(collector)
        }
    }
}

impl<I: BatchInput> IntoFuture for Batch<I> {
    type Output = I::Outcomes;
    type IntoFuture = BatchFuture<I::Outcomes>;

    fn into_future(self) -> BatchFuture<I::Outcomes> {
        Box::pin(self.send(false, I::outcomes))
    }
}

impl<I: BatchInput> IntoFuture for FullBatch<I> {
    type Output = I::Full;
    type IntoFuture = BatchFuture<I::Full>;

    fn into_future(self) -> BatchFuture<I::Full> {
        Box::pin(self.0.send(true, Collect::full))
    }
}

impl<I: BatchInput> fmt::Debug for Batch<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batch")
            .field("requests", &self.requests.0.len())
            .field("in_flight", &self.in_flight)
            .finish_non_exhaustive()
    }
}

impl<I: BatchInput> fmt::Debug for FullBatch<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("FullBatch").field(&self.0).finish()
    }
}
