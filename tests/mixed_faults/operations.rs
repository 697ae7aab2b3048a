//! The operations, each with what the emulator's state has to be after its outcome.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use graph_entity::{
    Answered, Attempt, Change, DeltaToken, Disposition, Error, ErrorKind, GraphClient, GraphEntity, GraphParameters,
    InvalidLink, graph_action, graph_delete, graph_delta, graph_function, graph_get, graph_list, graph_patch,
    graph_post, graph_put, graph_ref, graph_upsert,
};
use graph_entity_emulator::bytes::Bytes;
use graph_entity_emulator::http::{Request, StatusCode};
use graph_entity_emulator::serde_json::{Value, json};
use graph_entity_emulator::{Emulator, Profile, RecordedRequest, References, Reply};
use graph_entity_tests::events::{EVENTS, Event};
use graph_entity_tests::oracle::{applied_as_told, stored_as_told};

use crate::{Failure, failure};

#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.group")]
#[graph_post("/groups", application = "Group.Create")]
#[graph_get("/groups/{groupId}", application = "Group.Read.All")]
#[graph_list("/groups", application = "Group.Read.All")]
#[graph_patch("/groups/{groupId}", application = "Group.ReadWrite.All")]
#[graph_delete("/groups/{groupId}", application = "Group.ReadWrite.All")]
#[graph_delta("/groups/delta", application = "Group.Read.All")]
#[graph_ref("/groups/{groupId}/members", application = "GroupMember.ReadWrite.All")]
pub(crate) struct Group {
    #[graph_entity(key)]
    pub(crate) id: Option<String>,
    #[graph_entity(required)]
    display_name: Option<String>,
    description: Option<String>,
}

#[derive(Debug, GraphEntity)]
#[graph_entity("microsoft.graph.group")]
#[graph_upsert("/groups(uniqueName='{uniqueName}')", application = "Group.ReadWrite.All")]
struct Named {
    display_name: Option<String>,
}

#[derive(Debug, GraphEntity)]
#[graph_entity("microsoft.graph.externalConnectors.externalItem")]
#[graph_put("/external/connections/{connectionId}/items/{itemId}", application = "ExternalItem.ReadWrite.All")]
struct Item {
    title: Option<String>,
}

#[derive(Debug, GraphEntity)]
#[graph_entity("microsoft.graph.user")]
#[graph_ref("/users/{userId}/manager", single, application = "User.ReadWrite.All")]
struct User {
    #[graph_entity(key)]
    id: Option<String>,
}

#[derive(GraphParameters)]
#[graph_action("/groups/{groupId}/renew", returns = Vec<String>, application = "Group.ReadWrite.All")]
struct Renew {
    months: i32,
}

#[derive(GraphParameters)]
#[graph_function("/groups/{groupId}/owes(month='{month}')", returns = Vec<String>, application = "Group.Read.All")]
struct Owes;

fn group(number: usize) -> Group {
    Group { id: None, display_name: Some(format!("Group {number}")), description: None }
}

const GROUPS: &str = "/v1.0/groups";
const ITEMS: &str = "/v1.0/external/connections/c/items";

/// Longer than any fault lasts.
const LONG: Duration = Duration::from_secs(60);

/// Operations whose outcomes are compared with the emulator's state.
pub(crate) struct Whole<'a> {
    emulator: &'a Emulator,
    graph: &'a GraphClient,
    pub(crate) about: String,
    notes: Mutex<Vec<&'static str>>,
}

impl<'a> Whole<'a> {
    pub(crate) fn new(emulator: &'a Emulator, graph: &'a GraphClient, about: String) -> Self {
        Self { emulator, graph, about, notes: Mutex::default() }
    }

    /// What happened besides the outcomes.
    pub(crate) fn notes(self) -> Vec<&'static str> {
        self.notes.into_inner().unwrap()
    }

    fn note(&self, what: &'static str) {
        self.notes.lock().unwrap().push(what);
    }

    /// An entity from its creation to its end.
    pub(crate) async fn life(&self, faults: Profile) -> Vec<Failure> {
        let before = self.add(0).await;
        let id = before.id.as_deref().unwrap();
        self.emulator.set_profile(faults);
        let mut told = self.created().await;
        told.extend([
            self.keyed_create().await,
            self.update(&before, "first", None).await,
            self.get(id, None).await,
            self.update(&before, "second", None).await,
            self.delete(id, None).await,
        ]);
        told
    }

    /// All other writes, and functions.
    pub(crate) async fn other_operations(&self, faults: Profile) -> Vec<Failure> {
        let group = self.add(0).await;
        let id = group.id.as_deref().unwrap();
        self.add_named().await;
        self.link(id).await;
        self.set_manager_directly().await;
        self.emulator.set_profile(faults);
        vec![
            self.upsert().await,
            self.upsert_of().await,
            self.put().await,
            self.action(id).await,
            self.function(id).await,
            self.add_reference(id).await,
            self.add_reference_or_existing(id).await,
            self.remove_reference(id).await,
            self.set_reference().await,
            self.remove_single_reference().await,
        ]
    }

    /// What was just created is waited for, and never ends in a 404.
    async fn created(&self) -> Vec<Failure> {
        let (told, created) = self.create_and_read().await;
        let Some(created) = created else { return vec![told] };
        let id = created.id.as_deref().unwrap();
        vec![
            told,
            self.get(id, Some(LONG)).await,
            self.update(&created, "new", Some(LONG)).await,
            self.delete(id, Some(LONG)).await,
        ]
    }

    pub(crate) async fn list(&self, faults: Profile) -> Vec<Failure> {
        let expected = self.groups().await;
        self.emulator.set_profile(faults);
        vec![self.list_of(&expected).await]
    }

    pub(crate) async fn delta_query(&self, faults: Profile) -> Vec<Failure> {
        let expected = self.groups().await;
        self.emulator.set_profile(faults);
        vec![self.delta(&expected).await]
    }

    /// Seven groups, of which nobody changes any.
    pub(crate) async fn groups(&self) -> Vec<Group> {
        let mut groups = Vec::new();
        for number in 0..7 {
            groups.push(self.add(number).await);
        }
        groups
    }

    /// Adds a group without the client: no fault and no deadline.
    async fn add(&self, number: usize) -> Group {
        let body = serde_json::to_vec(&group(number)).unwrap();
        serde_json::from_slice(&self.directly(Request::post(GROUPS), body.into()).await).unwrap()
    }

    /// Adds a group with an alternate key.
    pub(crate) async fn add_named(&self) {
        let body = json!({ "uniqueName": self.name_of("named") }).to_string();
        self.directly(Request::post(GROUPS), body.into()).await;
    }

    /// Has the group a member, `eve`.
    pub(crate) async fn link(&self, id: &str) {
        self.directly(Request::post(format!("{GROUPS}/{id}/members/$ref")), self.link_to("eve")).await;
    }

    /// Has the user `employee` a manager.
    pub(crate) async fn set_manager_directly(&self) {
        let employee = self.name_of("employee");
        self.directly(Request::put(format!("/v1.0/users/{employee}/manager/$ref")), self.link_to("boss")).await;
    }

    fn link_to(&self, id: &str) -> Bytes {
        let url = format!("{}/v1.0/directoryObjects/{id}", self.emulator.base_url());
        json!({ "@odata.id": url }).to_string().into()
    }

    async fn directly(&self, request: graph_entity_emulator::http::request::Builder, body: Bytes) -> Bytes {
        let request = request.header("authorization", "Bearer t").header("content-type", "application/json");
        let answer = self.emulator.answer(request.body(body).unwrap()).await.unwrap();
        assert!(answer.status().is_success(), "{}: {answer:?}", self.about);
        answer.into_body()
    }

    /// A name of this run alone, which can be a segment of a path.
    fn name_of(&self, what: &str) -> String {
        format!("{what} of {}", self.about).replace(' ', "-")
    }

    pub(crate) async fn create(&self) -> Failure {
        self.create_and_read().await.0
    }

    async fn create_and_read(&self) -> (Failure, Option<Group>) {
        let result = Group { display_name: Some(self.about.clone()), ..group(0) }.create().send(self.graph).await;
        let told = failure(&result);
        self.assert_stored(GROUPS, "displayName", &self.about, told);
        (told, result.ok())
    }

    /// The service recognises a resend by its key.
    pub(crate) async fn keyed_create(&self) -> Failure {
        let told = failure(&Event::with_subject(&self.about).create("megan").send(self.graph).await);
        self.assert_stored(EVENTS, "subject", &self.about, told);
        told
    }

    /// In a batch, each create has an outcome of its own.
    pub(crate) async fn batch(&self) -> Vec<Failure> {
        let names: Vec<String> = (0..6).map(|number| self.name_of(&number.to_string())).collect();
        let creates = names.iter().map(|name| Group { display_name: Some(name.clone()), ..group(0) }.create());
        let results = self.graph.batch(creates).await;
        let told: Vec<Failure> = results.iter().map(failure).collect();
        for (name, told) in names.iter().zip(&told) {
            self.assert_stored(GROUPS, "displayName", name, *told);
        }
        told
    }

    /// Of a name that no group has.
    pub(crate) async fn upsert(&self) -> Failure {
        let name = self.name_of("upserted");
        let told = failure(&Named { display_name: Some(self.about.clone()) }.upsert(&name).send(self.graph).await);
        self.assert_stored(GROUPS, "uniqueName", &name, told);
        told
    }

    /// Of the group that [`add_named`](Self::add_named) added. To set the same properties twice is harmless.
    pub(crate) async fn upsert_of(&self) -> Failure {
        let named = Named { display_name: Some("new".to_owned()) };
        let told = failure(&named.upsert(&self.name_of("named")).send(self.graph).await);
        let groups = self.emulator.stored(GROUPS);
        let name = self.name_of("named");
        let own = groups.iter().find(|group| group.get("uniqueName").and_then(Value::as_str) == Some(&name));
        let id = own.unwrap().get("id").and_then(Value::as_str).unwrap();
        let times = self.emulator.changes(GROUPS).updated(id);
        match told {
            None | Some(Disposition::Applied) => assert!(times > 0, "{}: not updated, {told:?}", self.about),
            Some(Disposition::Unknown) => {}
            _ => assert_eq!(times, 0, "{}: updated, {told:?}", self.about),
        }
        assert_eq!(self.emulator.oracle(GROUPS, "uniqueName").stored(&self.name_of("named")), 1, "{}", self.about);
        told
    }

    pub(crate) async fn put(&self) -> Failure {
        let item = Item { title: Some(self.about.clone()) };
        let told = failure(&item.put("c", &self.name_of("item")).send(self.graph).await);
        self.assert_stored(ITEMS, "title", &self.about, told);
        told
    }

    /// With a time, a 404 is waited for, and is never the end.
    pub(crate) async fn get(&self, id: &str, within: Option<Duration>) -> Failure {
        let get = match within {
            Some(within) => Group::get(id).replicating(within).deadline(within),
            None => Group::get(id),
        };
        let result = get.send_full(self.graph).await;
        let told = self.failure_of(&result, within);
        self.assert_is_of_a_read(told);
        if let Ok(read) = result {
            let stored = self.emulator.stored(GROUPS);
            let stored = stored.iter().find(|stored| stored.get("id").and_then(Value::as_str) == Some(id));
            let description = stored.unwrap().get("description").and_then(Value::as_str);
            assert_eq!(read.value.description.as_deref(), description, "{}", self.about);
        }
        told
    }

    pub(crate) async fn update(&self, before: &Group, description: &str, within: Option<Duration>) -> Failure {
        let id = before.id.as_deref().unwrap();
        let changed = Group { description: Some(description.to_owned()), ..before.clone() };
        let mut update = changed.update(id).since(before).returning();
        if let Some(within) = within {
            update = update.replicating(within).deadline(within);
        }
        let earlier = self.emulator.changes(GROUPS).updated(id);
        let told = self.failure_of(&update.send_full(self.graph).await, within);
        self.assert_applied("updated", self.emulator.changes(GROUPS).updated(id) - earlier, told);
        told
    }

    pub(crate) async fn delete(&self, id: &str, within: Option<Duration>) -> Failure {
        let delete = match within {
            Some(within) => Group::delete(id).replicating(within).deadline(within),
            None => Group::delete(id),
        };
        let told = self.failure_of(&delete.send_full(self.graph).await, within);
        self.assert_applied("deleted", self.emulator.changes(GROUPS).deleted(id), told);
        told
    }

    fn failure_of<T>(&self, result: &Result<Answered<T>, Error>, within: Option<Duration>) -> Failure {
        let attempts = match result {
            Ok(answered) => &answered.attempts,
            Err(error) => error.attempts(),
        };
        if within.is_some() {
            let is_404 = |attempt: &Attempt| attempt.status == Some(StatusCode::NOT_FOUND);
            // One that a fault cut off is not Graph's, and not waited for.
            if let Err(error) = result
                && error.code().is_some()
            {
                assert!(!attempts.last().is_some_and(is_404), "{}: {error}", self.about);
            }
            if attempts.iter().any(is_404) {
                self.note("waited for what replicates");
            }
        }
        failure(result)
    }

    /// A read changes nothing, whatever its answer is.
    fn assert_is_of_a_read(&self, told: Failure) {
        let is_of_a_write = matches!(told, Some(Disposition::Created | Disposition::Applied | Disposition::Unknown));
        assert!(!is_of_a_write, "{}: {told:?}", self.about);
    }

    fn assert_stored(&self, collection: &str, property: &str, value: &str, told: Failure) {
        let stored = self.emulator.oracle(collection, property).stored(value);
        assert!(stored_as_told(told).contains(&stored), "{}: stored {stored} times, {told:?}", self.about);
    }

    fn assert_applied(&self, what: &str, times: u64, told: Failure) {
        assert!(applied_as_told(told).contains(&times), "{}: {what} {times} times, {told:?}", self.about);
    }

    pub(crate) async fn action(&self, id: &str) -> Failure {
        let calls = Arc::new(AtomicU64::new(0));
        let called = Arc::clone(&calls);
        let own = id.to_owned();
        self.emulator.on_action("/groups/{groupId}/renew", move |call| {
            // One of an earlier run may arrive after its deadline.
            called.fetch_add(u64::from(call.value("groupId") == own), Ordering::SeqCst);
            Reply::json(&json!({ "value": ["renewed"] }))
        });
        let result = Renew { months: 6 }.call(id).send(self.graph).await;
        let (told, times) = (failure(&result), calls.load(Ordering::SeqCst));
        self.assert_applied("called", times, told);
        if let Ok(returned) = result {
            assert_eq!(returned, ["renewed"], "{}", self.about);
        }
        told
    }

    pub(crate) async fn function(&self, id: &str) -> Failure {
        self.emulator.on_action("/groups/{groupId}/owes(month='{month}')", |call| {
            Reply::json(&json!({ "value": [call.value("month")] }))
        });
        let result = Owes::call(id, "may").send(self.graph).await;
        self.assert_is_of_a_read(failure(&result));
        if let Ok(returned) = &result {
            assert_eq!(returned, &["may"], "{}", self.about);
        }
        failure(&result)
    }

    pub(crate) async fn add_reference(&self, id: &str) -> Failure {
        let told = failure(&Group::add_members(id, "ada").send(self.graph).await);
        self.assert_applied("added", self.members(id).added("ada"), told);
        told
    }

    /// With this, an addition is safe to send again: what is there already is a success.
    pub(crate) async fn add_reference_or_existing(&self, id: &str) -> Failure {
        let told = failure(&Group::add_members(id, "bob").or_existing().send(self.graph).await);
        self.assert_applied("added", self.members(id).added("bob"), told);
        told
    }

    /// Of the reference that [`link`](Self::link) added.
    pub(crate) async fn remove_reference(&self, id: &str) -> Failure {
        let told = failure(&Group::remove_members(id, "eve").send(self.graph).await);
        self.assert_applied("removed", self.members(id).removed("eve"), told);
        told
    }

    pub(crate) async fn set_reference(&self) -> Failure {
        let user = self.name_of("user");
        let told = failure(&User::set_manager(&user, "ada").send(self.graph).await);
        self.assert_applied("set", self.manager(&user).added("ada"), told);
        told
    }

    /// Of the reference that [`set_manager_directly`](Self::set_manager_directly) set.
    pub(crate) async fn remove_single_reference(&self) -> Failure {
        let employee = self.name_of("employee");
        let told = failure(&User::remove_manager(&employee).send(self.graph).await);
        self.assert_applied("removed", self.manager(&employee).removed("boss"), told);
        told
    }

    fn manager(&self, user: &str) -> References {
        self.emulator.references(&format!("/v1.0/users/{user}/manager"))
    }

    fn members(&self, id: &str) -> References {
        self.emulator.references(&format!("{GROUPS}/{id}/members"))
    }

    /// Each group comes, none a second time, and the token of a whole round is the end.
    pub(crate) async fn delta(&self, expected: &[Group]) -> Failure {
        let mut changes = Group::delta().top(3).stream(self.graph);
        let (mut read, mut told) = (Vec::new(), None);
        while let Some(next) = changes.next().await {
            assert!(told.is_none() && read.len() <= expected.len(), "{}: it ends", self.about);
            match next {
                Ok(Change::Changed(part)) => read.push(part.read().unwrap()),
                Ok(Change::Removed(removed)) => panic!("{}: {removed:?}", self.about),
                Err(error) => told = Some(self.end_of_pages(&error)),
            }
        }
        self.assert_is_of_a_read(told);
        let is_whole = changes.token().is_some_and(DeltaToken::is_end_of_round);
        assert_eq!(is_whole, told.is_none(), "{}: {told:?}", self.about);
        assert!(expected.starts_with(&read), "{}: each at most once: {read:?}", self.about);
        assert!(told.is_some() || read == expected, "{}: {read:?}", self.about);
        told
    }

    /// A link that is not followed ends a walk through pages, and says why.
    fn end_of_pages(&self, error: &Error) -> Disposition {
        if let ErrorKind::Link(link) = error.kind() {
            self.note("wrong next link");
            let is_known = match link {
                InvalidLink::SamePage | InvalidLink::EarlierPage => true,
                InvalidLink::OtherOrigin(origin) => origin == "https://elsewhere.example",
                _ => false,
            };
            assert!(is_known && error.attempts().is_empty(), "{}: {error}", self.about);
            assert_eq!(error.disposition(), Disposition::NotSent, "{}", self.about);
        }
        error.disposition()
    }

    /// `expected` is what the collection has.
    pub(crate) async fn list_of(&self, expected: &[Group]) -> Failure {
        let mut groups = Group::list().top(3).header("x-run", &self.about).stream(self.graph);
        let (mut read, mut told) = (Vec::new(), None);
        while let Some(next) = groups.next().await {
            assert!(told.is_none() && read.len() <= expected.len(), "{}: it ends", self.about);
            match next {
                Ok(group) => read.push(group),
                Err(error) => told = Some(self.end_of_pages(&error)),
            }
        }
        if told.is_none() {
            assert_eq!(read, expected, "{}", self.about);
        } else {
            assert!(expected.starts_with(&read), "{}: each at most once: {read:?}", self.about);
        }
        // A page that was read is not asked for again: a retry follows the request that it repeats.
        // The last one of an earlier run may arrive after its deadline.
        let is_own = |request: &RecordedRequest| request.header("x-run") == Some(&self.about);
        let requests = self.emulator.requests().into_iter().filter(is_own);
        let mut asked: Vec<String> = requests.map(|request| request.path_and_query).collect();
        asked.dedup();
        let different: BTreeSet<&String> = asked.iter().collect();
        assert_eq!(different.len(), asked.len(), "{}: {asked:?}", self.about);
        told
    }
}
