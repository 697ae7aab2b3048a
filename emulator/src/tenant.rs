//! Everything that a request changes, and how one is decided.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderValue, StatusCode};

use crate::actions::handlers::Handlers;
use crate::batch::parts::{self, Part};
use crate::batch::responses;
use crate::clock::{DateHeader, Moment};
use crate::faults::batch_script::BatchScript;
use crate::faults::profile::{Drawn, Profile, THROTTLE_PERCENTAGE};
use crate::faults::scripted::ScriptedAnswer;
use crate::faults::special::Special;
use crate::request::recorded::{RecordedRequest, RequestLog};
use crate::response::answer::{Answer, Delivery};
use crate::response::graph_error::GraphError;
use crate::response::ids::RequestIds;
use crate::service::carry_out;
use crate::service::context::{Context, Done};
use crate::service::delta_token::TokenPolicy;
use crate::statistics::Statistics;
use crate::store::collections::Store;
use crate::upload;
use crate::upload::sessions::Sessions;

/// What was decided about a request under the lock; the rest takes time.
pub(crate) struct Decision {
    pub(crate) answer: Answer,
    pub(crate) delivery: Delivery,
    pub(crate) delay: Duration,
    /// The value of `Date`.
    pub(crate) date: Option<HeaderValue>,
}

/// One tenant. It is behind one lock, so that with requests at the same time the order of the records, of the scripted
/// answers, of the draws and of the stored entities is the same.
#[derive(Debug)]
pub(crate) struct Tenant {
    /// `None` where requests are not kept.
    pub(crate) log: Option<RequestLog>,
    pub(crate) script: VecDeque<ScriptedAnswer>,
    pub(crate) profiles: Vec<Profile>,
    pub(crate) store: Store,
    pub(crate) handlers: Handlers,
    pub(crate) tokens: TokenPolicy,
    pub(crate) statistics: Statistics,
    pub(crate) uploads: Sessions,
    page_size: usize,
    date: DateHeader,
}

impl Tenant {
    pub(crate) fn new(store: Store, log: Option<RequestLog>, profiles: Vec<Profile>, page_size: usize) -> Self {
        Self {
            log,
            script: VecDeque::new(),
            profiles,
            store,
            handlers: Handlers::default(),
            tokens: TokenPolicy::default(),
            statistics: Statistics::default(),
            uploads: Sessions::default(),
            page_size,
            date: DateHeader::default(),
        }
    }

    /// Forgets all that was asked and stored; scripts, profiles and handlers stay.
    pub(crate) fn clear(&mut self) {
        self.store = self.store.emptied();
        self.tokens.expire("syncStateNotFound");
        self.log = self.log.as_ref().map(|_| RequestLog::new());
        self.statistics = Statistics::default();
        self.uploads = Sessions::default();
    }

    /// Takes the next scripted answer if it is a [reset in the middle of the body](ScriptedAnswer::reset_in_body).
    pub(crate) fn takes_reset_in_body(&mut self) -> bool {
        let is_next = self.script.front().is_some_and(|scripted| scripted.special.reset_in_body);
        is_next && self.script.pop_front().is_some()
    }

    /// Records `request` and decides its answer: the scripted one, else the one that a profile draws, else the
    /// service's.
    pub(crate) fn decide(&mut self, request: &Arc<RecordedRequest>, now: Moment, origin: &str) -> Decision {
        self.record(request);
        self.statistics.requests += 1;
        let parts = parts::is_batch(request)
            .then(|| parts::read(request, origin).and_then(|parts| parts::order(&parts).map(|order| (parts, order))));
        let plan = match self.script.pop_front() {
            Some(scripted) => scripted,
            None => {
                let parts = parts.as_ref().map(|read| read.as_ref().map_or(0, |(parts, _)| parts.len()));
                self.draw(|profile| profile.draw(request, parts, now))
            }
        };
        let answer = plan.answer(&request.headers, now, || match parts {
            None => self.carry_out(request, plan.special, now, origin),
            Some(Err(refusal)) => refusal.answer(&RequestIds::new(&request.headers), now),
            Some(Ok((parts, order))) => {
                let answers = self.carry_out_parts(parts, &order, &plan.batch, now, origin);
                responses::answer(answers, &plan.batch, &request.headers)
            }
        });
        self.count(&answer, plan.delivery);
        Decision { answer, delivery: plan.delivery, delay: plan.delay, date: self.date.at(now.date) }
    }

    fn carry_out(&mut self, request: &RecordedRequest, special: Special, now: Moment, origin: &str) -> Answer {
        // A test's own handler goes before what is built in.
        if !self.handlers.has(request)
            && let Some(answer) = upload::answers::answer(request, &mut self.uploads, now, origin)
        {
            if answer.status == StatusCode::CREATED {
                self.statistics.count(Done::Created);
            }
            return answer;
        }
        let context = Context { origin, now, page_size: self.page_size, special, tokens: &self.tokens };
        let (done, answer) = carry_out::answer(request, &mut self.store, &mut self.handlers, &context);
        self.statistics.count(done);
        answer
    }

    /// Each part as a request of its own, in `order`; the answers come in the order of the parts.
    fn carry_out_parts(
        &mut self,
        parts: Vec<Part>,
        order: &[usize],
        script: &BatchScript<ScriptedAnswer>,
        now: Moment,
        origin: &str,
    ) -> Vec<(usize, String, Answer)> {
        let mut parts: Vec<Option<Part>> = parts.into_iter().map(Some).collect();
        let mut failed = vec![false; parts.len()];
        let mut answers = Vec::with_capacity(parts.len());
        for &position in order {
            let Some(part) = parts.get_mut(position).and_then(Option::take) else { continue };
            let request = Arc::new(part.request);
            self.record(&request);
            self.statistics.parts += 1;
            let needs_a_failed_one = part.depends_on.iter().any(|needed| failed.get(*needed) == Some(&true));
            let plan = if needs_a_failed_one {
                ScriptedAnswer::refusal(GraphError::failed_dependency())
            } else {
                match script.part(position) {
                    Some(scripted) => scripted.clone(),
                    None => self.draw(|profile| profile.draw_for_part(&request, now)),
                }
            };
            let answer = plan.answer(&request.headers, now, || self.carry_out(&request, plan.special, now, origin));
            self.count(&answer, plan.delivery);
            if let Some(failed) = failed.get_mut(position) {
                *failed = !answer.status.is_success();
            }
            if !matches!(plan.delivery, Delivery::Not(_)) {
                answers.push((position, part.id, answer));
            }
        }
        answers.sort_by_key(|(position, ..)| *position);
        answers
    }

    fn record(&mut self, request: &Arc<RecordedRequest>) {
        if let Some(log) = &mut self.log {
            log.push(Arc::clone(request));
        }
    }

    fn count(&mut self, answer: &Answer, delivery: Delivery) {
        self.statistics.answer((!matches!(delivery, Delivery::Not(_))).then_some(answer.status));
    }

    /// The first answer that a profile draws, or the ordinary one. The profiles after that one do not draw.
    fn draw(&mut self, mut ask: impl FnMut(&mut Profile) -> Drawn) -> ScriptedAnswer {
        let mut percentage: Option<HeaderValue> = None;
        let mut plan = None;
        for profile in &mut self.profiles {
            match ask(profile) {
                Drawn::Nothing => {}
                Drawn::Percentage(value) => percentage = Some(value),
                Drawn::Answer(answer) => {
                    plan = Some(*answer);
                    break;
                }
            }
        }
        let plan = plan.unwrap_or_else(ScriptedAnswer::ordinary);
        match percentage {
            Some(percentage) => plan.header(THROTTLE_PERCENTAGE, percentage),
            None => plan,
        }
    }
}
