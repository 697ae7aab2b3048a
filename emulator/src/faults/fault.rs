//! The faults that have names, for tests that go through all of them and for profiles that draw from them.

use std::time::Duration;

use http::StatusCode;

use crate::faults::retry_after::RetryAfter;
use crate::faults::scripted::ScriptedAnswer;

/// Which writes of a request take effect in spite of a fault. Of a read, nothing is stored in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Committed {
    /// None.
    None,
    /// Those that would have been without the fault.
    All,
    /// Of a batch, some.
    Some,
}

macro_rules! faults {
    ($($(#[doc = $doc:literal])+ $variant:ident $name:literal $committed:ident $scope:ident,)+) => {
        /// A fault with a name: what goes wrong with a request, and whether the request takes effect.
        ///
        /// It is given to [`Emulator::answer_next`](crate::Emulator::answer_next) as it is, or drawn by
        /// [`Profile::mixed`](crate::Profile::mixed). More faults, and these with other figures, are made with
        /// [`ScriptedAnswer`].
        ///
        /// ```
        /// use graph_entity_emulator::{Committed, Emulator, Fault};
        ///
        /// # #[tokio::main(flavor = "current_thread")]
        /// # async fn main() -> std::io::Result<()> {
        /// let graph = Emulator::start().await?;
        /// for fault in Fault::ALL.iter().filter(|fault| !fault.is_for_batches()) {
        ///     graph.answer_next(*fault);
        ///     // … create, and compare the client's report with `fault.committed()` …
        /// }
        /// assert_eq!(Fault::GatewayTimeoutAfterCommit.committed(), Committed::All);
        /// # Ok(())
        /// # }
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Fault {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Fault {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name in kebab case: `reset-after-commit`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// Which creates are stored in spite of it.
            #[must_use]
            pub const fn committed(self) -> Committed {
                match self {
                    $(Self::$variant => Committed::$committed,)+
                }
            }

            const fn scope(self) -> Scope {
                match self {
                    $(Self::$variant => Scope::$scope,)+
                }
            }
        }
    };
}

/// What a fault can happen to.
#[derive(Clone, Copy, PartialEq)]
enum Scope {
    /// A request or a part of a batch.
    Any,
    /// A request, which may be a batch.
    Whole,
    /// A batch.
    Batch,
    /// The read of a collection.
    Page,
}

faults! {
    /// The connection is reset (RST), nothing is stored.
    ResetBeforeCommit "reset-before-commit" None Any,
    /// The create is stored, then the connection is reset (RST). Of a batch: all creates are, and the answer is lost.
    ResetAfterCommit "reset-after-commit" All Any,
    /// The connection is closed (FIN), nothing is stored.
    ClosedBeforeCommit "closed-before-commit" None Any,
    /// The create is stored, then the connection is closed (FIN).
    ClosedAfterCommit "closed-after-commit" All Any,
    /// 500, nothing is stored.
    InternalError "internal-error" None Any,
    /// The create is stored, and answered with 500.
    InternalErrorAfterCommit "internal-error-after-commit" All Any,
    /// 502 from a gateway, in HTML; nothing is stored.
    BadGateway "bad-gateway" None Any,
    /// The create is stored, and answered with 502 in HTML.
    BadGatewayAfterCommit "bad-gateway-after-commit" All Any,
    /// 504, nothing is stored.
    GatewayTimeout "gateway-timeout" None Any,
    /// The create is stored, and answered with 504.
    GatewayTimeoutAfterCommit "gateway-timeout-after-commit" All Any,
    /// 503 without `Retry-After`, nothing is stored.
    Unavailable "unavailable" None Any,
    /// The create is stored, and answered with 503 without `Retry-After`.
    UnavailableAfterCommit "unavailable-after-commit" All Any,
    /// 503 with `Retry-After`, nothing is stored.
    UnavailableRetryAfter "unavailable-retry-after" None Any,
    /// 503 in HTML without `Retry-After`, nothing is stored.
    HtmlUnavailable "html-unavailable" None Any,
    /// 507, nothing is stored.
    InsufficientStorage "insufficient-storage" None Any,
    /// The create is stored; half of the answer's body arrives.
    TruncatedBody "truncated-body" All Whole,
    /// The create is stored; the answer's head is sound, its body is HTML.
    HtmlBody "html-body" All Whole,
    /// The create is stored; the answer has no body.
    EmptyBody "empty-body" All Whole,
    /// 401 with a claims challenge of continuous access evaluation, nothing is stored.
    ClaimsChallenge "claims-challenge" None Any,
    /// 403 with an empty message, nothing is stored.
    ForbiddenWithoutMessage "forbidden-without-message" None Any,
    /// 409, nothing is stored.
    Conflict "conflict" None Any,
    /// 412, nothing is stored.
    PreconditionFailed "precondition-failed" None Any,
    /// 423, nothing is stored.
    Locked "locked" None Any,
    /// 429 with `Retry-After` in whole seconds, nothing is stored.
    Throttled "throttled" None Any,
    /// 429 with `Retry-After` as a fraction, nothing is stored.
    ThrottledFraction "throttled-fraction" None Any,
    /// 429 with `Retry-After` as a date, nothing is stored.
    ThrottledDate "throttled-date" None Any,
    /// 429 without `Retry-After`, nothing is stored.
    ThrottledWithoutRetryAfter "throttled-without-retry-after" None Any,
    /// 429 with `Retry-After` of a day, nothing is stored.
    ThrottledHuge "throttled-huge" None Any,
    /// 429 with the time in Intune's nested text alone, nothing is stored.
    ThrottledByIntune "throttled-by-intune" None Any,
    /// The create is stored and answered, late.
    Slow "slow" All Whole,
    /// The create is stored and answered, 64 bytes of the body at a time.
    Dripping "dripping" All Whole,
    /// The create is stored; no answer comes for an hour, and the connection stays open.
    Silent "silent" All Whole,
    /// The create is stored and answered; its address gives 404 for a while.
    NotReplicated "not-replicated" All Any,
    /// The page of a collection has no entities, and a next link to the same entities.
    EmptyPage "empty-page" All Page,
    /// The page of a collection has a next link to itself.
    NextLinkToItself "next-link-to-itself" All Page,
    /// The page of a collection has a next link to another host.
    NextLinkElsewhere "next-link-elsewhere" All Page,
    /// Every second part of a batch is answered with 429 and `Retry-After`, and not carried out.
    PartsThrottled "parts-throttled" Some Batch,
    /// Every second part of a batch is answered with 503 without `Retry-After`, and not carried out.
    PartsUnavailable "parts-unavailable" Some Batch,
    /// Every second part of a batch is answered with 504, and not carried out.
    PartsTimedOut "parts-timed-out" Some Batch,
    /// All parts of a batch are carried out, and every second is answered with 504.
    PartsTimedOutAfterCommit "parts-timed-out-after-commit" All Batch,
    /// Every second part of a batch is not carried out and missing from the answer.
    PartsMissing "parts-missing" Some Batch,
    /// All parts of a batch are carried out, and every second is missing from the answer.
    PartsMissingAfterCommit "parts-missing-after-commit" All Batch,
    /// Every second part of a batch is carried out, then the connection is reset. For all parts:
    /// [`ResetAfterCommit`](Self::ResetAfterCommit).
    BatchLostHalfway "batch-lost-halfway" Some Batch,
    /// The parts of a batch are answered in another order.
    BatchShuffled "batch-shuffled" All Batch,
    /// The first part of a batch is answered twice.
    BatchDuplicated "batch-duplicated" All Batch,
    /// A batch's answer has a part of an `id` that was not asked.
    BatchForeign "batch-foreign" All Batch,
}

/// `{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}`, as in Microsoft's documentation.
const CLAIMS: &str = "eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwgInZhbHVlIjoiMTYwNDEwNjY1MSJ9fX0=";

impl Fault {
    /// Whether it happens to batches alone: any other request is answered as if there were no fault.
    #[must_use]
    pub fn is_for_batches(self) -> bool {
        self.scope() == Scope::Batch
    }

    /// Whether it happens to reads of collections alone: any other request is answered as if there were no fault.
    #[must_use]
    pub fn is_for_pages(self) -> bool {
        self.scope() == Scope::Page
    }

    /// Whether it can happen to a part of a batch; a part that is reset or closed is missing from the answer.
    #[must_use]
    pub fn is_for_parts(self) -> bool {
        self.scope() == Scope::Any
    }

    /// The fault as an answer, with a time of one second.
    pub fn answer(self) -> ScriptedAnswer {
        self.answer_with(Duration::from_secs(1))
    }

    /// The fault as an answer. `wait` is the value of `Retry-After` (in whole seconds, rounded down, if the form has no
    /// fraction), how late [`Slow`](Self::Slow) is, how long [`NotReplicated`](Self::NotReplicated) takes, and the pause of
    /// [`Dripping`](Self::Dripping). [`ThrottledHuge`](Self::ThrottledHuge) and [`Silent`](Self::Silent) stay as they are.
    pub fn answer_with(self, wait: Duration) -> ScriptedAnswer {
        let error = |status: StatusCode| {
            let code = match status {
                StatusCode::CONFLICT => "Conflict",
                StatusCode::PRECONDITION_FAILED => "PreconditionFailed",
                StatusCode::LOCKED => "Locked",
                StatusCode::INSUFFICIENT_STORAGE => "QuotaLimitReached",
                StatusCode::TOO_MANY_REQUESTS => "TooManyRequests",
                StatusCode::SERVICE_UNAVAILABLE => "ServiceUnavailable",
                StatusCode::GATEWAY_TIMEOUT => "GatewayTimeout",
                StatusCode::FORBIDDEN => return ScriptedAnswer::graph_error(status, "Forbidden", ""),
                _ => "InternalServerError",
            };
            ScriptedAnswer::graph_error(status, code, "A fault of the emulator.")
        };
        let throttled = error(StatusCode::TOO_MANY_REQUESTS);
        let seconds = RetryAfter::Seconds(wait.as_secs());
        let ordinary = ScriptedAnswer::ordinary();
        match self {
            Self::ResetBeforeCommit => ScriptedAnswer::hang_up().reset(),
            Self::ResetAfterCommit => ordinary.reset(),
            Self::ClosedBeforeCommit => ScriptedAnswer::hang_up(),
            Self::ClosedAfterCommit => ordinary.dropped(),
            Self::InternalError => error(StatusCode::INTERNAL_SERVER_ERROR),
            Self::InternalErrorAfterCommit => error(StatusCode::INTERNAL_SERVER_ERROR).after_commit(),
            Self::BadGateway => ScriptedAnswer::html(StatusCode::BAD_GATEWAY),
            Self::BadGatewayAfterCommit => ScriptedAnswer::html(StatusCode::BAD_GATEWAY).after_commit(),
            Self::GatewayTimeout => error(StatusCode::GATEWAY_TIMEOUT),
            Self::GatewayTimeoutAfterCommit => error(StatusCode::GATEWAY_TIMEOUT).after_commit(),
            Self::Unavailable => error(StatusCode::SERVICE_UNAVAILABLE),
            Self::UnavailableAfterCommit => error(StatusCode::SERVICE_UNAVAILABLE).after_commit(),
            Self::UnavailableRetryAfter => error(StatusCode::SERVICE_UNAVAILABLE).retry_after(seconds),
            Self::HtmlUnavailable => ScriptedAnswer::html(StatusCode::SERVICE_UNAVAILABLE),
            Self::InsufficientStorage => error(StatusCode::INSUFFICIENT_STORAGE),
            Self::TruncatedBody => ordinary.halved(),
            Self::HtmlBody => ordinary.body("<html><body>Created</body></html>"),
            Self::EmptyBody => ordinary.body(""),
            Self::ClaimsChallenge => ScriptedAnswer::claims_challenge(CLAIMS),
            Self::ForbiddenWithoutMessage => error(StatusCode::FORBIDDEN),
            Self::Conflict => error(StatusCode::CONFLICT),
            Self::PreconditionFailed => error(StatusCode::PRECONDITION_FAILED),
            Self::Locked => error(StatusCode::LOCKED),
            Self::Throttled => throttled.retry_after(seconds),
            Self::ThrottledFraction => throttled.retry_after(RetryAfter::Fraction(wait)),
            Self::ThrottledDate => throttled.retry_after(RetryAfter::Date(wait)),
            Self::ThrottledWithoutRetryAfter => throttled,
            Self::ThrottledHuge => throttled.retry_after(RetryAfter::Seconds(24 * 3_600)),
            Self::ThrottledByIntune => ScriptedAnswer::intune_throttled(wait.as_secs()),
            Self::Slow => ordinary.delayed(wait),
            Self::Dripping => ordinary.dripping(64, wait),
            Self::Silent => ordinary.delayed(Duration::from_secs(3600)),
            Self::NotReplicated => ordinary.replicating(wait),
            Self::EmptyPage => ordinary.empty_page(),
            Self::NextLinkToItself => ordinary.next_link_to_itself(),
            Self::NextLinkElsewhere => ordinary.next_link_elsewhere(),
            Self::PartsThrottled => ordinary.every_second_part(throttled.retry_after(seconds)),
            Self::PartsUnavailable => ordinary.every_second_part(error(StatusCode::SERVICE_UNAVAILABLE)),
            Self::PartsTimedOut => ordinary.every_second_part(error(StatusCode::GATEWAY_TIMEOUT)),
            Self::PartsTimedOutAfterCommit => {
                ordinary.every_second_part(error(StatusCode::GATEWAY_TIMEOUT).after_commit())
            }
            Self::PartsMissing => ordinary.every_second_part(ScriptedAnswer::hang_up()),
            Self::PartsMissingAfterCommit => ordinary.every_second_part(ScriptedAnswer::ordinary().dropped()),
            Self::BatchLostHalfway => ordinary.every_second_part(ScriptedAnswer::hang_up()).reset(),
            Self::BatchShuffled => ordinary.shuffled(7),
            Self::BatchDuplicated => ordinary.duplicated(0),
            Self::BatchForeign => ordinary.with_foreign_id("not-asked"),
        }
    }
}

impl From<Fault> for ScriptedAnswer {
    fn from(fault: Fault) -> Self {
        fault.answer()
    }
}
