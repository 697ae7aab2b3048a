//! A batch as a value, and its way through the queue.

use std::fmt;
use std::pin::Pin;

use futures_util::stream::{FuturesUnordered, StreamExt};
use tokio::time::{Instant, sleep_until, timeout_at};

use super::creates::{Creates, Landed, Parts, Places};
use super::queue::{Ended, Landing, Queue};
use crate::client::GraphClient;
use crate::operation::create::Unwritten;
use crate::send::policy;

/// How many batches are on their way at once, where nothing else is said.
const IN_FLIGHT: usize = 4;

/// Creates that are sent together when this is awaited: what [`GraphClient::batch`] and its siblings return.
///
/// `O` is what it ends in.
#[must_use = "a batch does nothing until it is awaited"]
pub struct Batch<'a, O> {
    creates: usize,
    in_flight: usize,
    run: Box<dyn FnOnce(usize) -> BatchFuture<'a, O> + Send + 'a>,
}

/// A [`Batch`] on its way.
pub type BatchFuture<'a, O> = Pin<Box<dyn Future<Output = O> + Send + 'a>>;

impl GraphClient {
    /// Creates many entities with few requests: 20 to a request, several requests at a time.
    ///
    /// It ends in one outcome for each create, in their order, whatever happened to the others. Each is what
    /// [`Create::send`](crate::Create::send) would have returned: a create that lacks a property is
    /// [`NotSent`](crate::Disposition::NotSent) in its place, one that the service refuses is
    /// [`Rejected`](crate::Disposition::Rejected) in its place, and the others go on.
    ///
    /// What is throttled is sent again by the rules of a single create, with its own number of retries and its own deadline,
    /// which begins when it is sent first. Nothing else is: of a batch whose answer is lost, exactly those creates are
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
    /// A request has at most 20 creates of one version of the service and 4 MB; it is split earlier where the entities are
    /// large. Each create is checked and written when its turn comes, and nothing is sent before this is awaited. Dropping the
    /// future abandons what is on its way: it may exist.
    pub fn batch<'a, C: Creates<'a>>(&self, creates: impl IntoIterator<Item = C>) -> Batch<'a, Vec<C::Outcomes>> {
        self.batch_of(creates.into_iter().collect::<Vec<_>>())
    }

    /// As [`batch`](Self::batch), with what else the answers say: request-id, location, status, attempts.
    pub fn batch_full<'a, C: Creates<'a>>(&self, creates: impl IntoIterator<Item = C>) -> Batch<'a, Vec<C::Full>> {
        self.batch_full_of(creates.into_iter().collect::<Vec<_>>())
    }

    /// As [`batch`](Self::batch), for creates of different types, in tuples, arrays, `Vec`s and `Option`s of creates, or of such
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
    /// The service carries the parts of a batch out in any order: none may need another.
    pub fn batch_of<'a, C: Creates<'a>>(&self, creates: C) -> Batch<'a, C::Outcomes> {
        self.arrange(creates, false, C::outcomes)
    }

    /// As [`batch_of`](Self::batch_of), with what else the answers say.
    pub fn batch_full_of<'a, C: Creates<'a>>(&self, creates: C) -> Batch<'a, C::Full> {
        self.arrange(creates, true, |full| full)
    }

    fn arrange<'a, C: Creates<'a>, O: 'a>(&self, creates: C, full: bool, finish: fn(C::Full) -> O) -> Batch<'a, O> {
        let client = self.clone();
        let mut parts = Parts::default();
        let places = creates.split(&mut parts);
        Batch {
            creates: parts.0.len(),
            in_flight: IN_FLIGHT,
            run: Box::new(move |in_flight| {
                let mut here = Here(places);
                Box::pin(async move {
                    client.run(parts.0, in_flight, full, &mut here).await;
                    finish(here.0.full())
                })
            }),
        }
    }

    /// Sends all, as the queue has them.
    async fn run(&self, creates: Vec<Unwritten<'_>>, in_flight: usize, full: bool, landing: &mut dyn Landing) {
        let mut queue = Queue::new(creates, self.0.options, landing);
        let mut flights = FuturesUnordered::new();
        loop {
            while flights.len() < in_flight
                && let Some(items) = queue.next(Instant::now())
            {
                flights.push(self.fly(items, full));
            }
            // With all places taken, nothing is started before one is free.
            let wake = queue.wake().filter(|_| flights.len() < in_flight);
            let landed = match wake {
                Some(at) if flights.is_empty() => {
                    sleep_until(at).await;
                    None
                }
                Some(at) => timeout_at(at, flights.next()).await.ok().flatten(),
                None => match flights.next().await {
                    Some(landed) => Some(landed),
                    None => return,
                },
            };
            if let Some(landed) = landed {
                queue.land(landed, Instant::now(), policy::random);
            }
        }
    }
}

/// Puts what lands into its place.
struct Here<P>(P);

impl<P: Places + Send> Landing for Here<P> {
    fn land(&mut self, index: usize, ended: Ended) {
        self.0.put(index, Landed(ended));
    }
}

impl<O> Batch<'_, O> {
    /// How many requests are on their way at a time; 4 without this, and at least 1.
    pub fn in_flight(mut self, requests: usize) -> Self {
        self.in_flight = requests.max(1);
        self
    }
}

impl<'a, O> IntoFuture for Batch<'a, O> {
    type Output = O;
    type IntoFuture = BatchFuture<'a, O>;

    fn into_future(self) -> BatchFuture<'a, O> {
        (self.run)(self.in_flight)
    }
}

impl<O> fmt::Debug for Batch<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batch")
            .field("creates", &self.creates)
            .field("in_flight", &self.in_flight)
            .finish_non_exhaustive()
    }
}
