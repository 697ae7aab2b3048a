//! The faults of Microsoft's Dev Proxy.

use http::StatusCode;

use super::Drawn;
use crate::faults::retry_after::RetryAfter;
use crate::faults::scripted::ScriptedAnswer;
use crate::random::Random;
use crate::response::graph_error::GraphError;

/// What the `GraphRandomErrorPlugin` of
/// [Dev Proxy](https://learn.microsoft.com/microsoft-cloud/dev/dev-proxy/technical-reference/graphrandomerrorplugin)
/// gives a `POST`: 429, 500, 502, 503, 504 or 507, with equal chance, and `Retry-After: 5` on the 429 alone. A request
/// that fails is not carried out: the proxy answers in the service's place.
///
/// A batch fails as a whole, as in the proxy: it is answered with 424, and its body has one of the six for every part.
/// [`each_part`](Self::each_part) is kinder.
///
/// Follows the [plugin's source](https://github.com/dotnet/dev-proxy), which defines the shapes.
#[derive(Debug, Clone)]
#[must_use]
pub struct DevProxy {
    rate: f64,
    random: Random,
    retry_after: RetryAfter,
    each_part: bool,
}

const STATUSES: [StatusCode; 6] = [
    StatusCode::TOO_MANY_REQUESTS,
    StatusCode::INTERNAL_SERVER_ERROR,
    StatusCode::BAD_GATEWAY,
    StatusCode::SERVICE_UNAVAILABLE,
    StatusCode::GATEWAY_TIMEOUT,
    StatusCode::INSUFFICIENT_STORAGE,
];

impl DevProxy {
    pub(super) fn new(rate: f64, seed: u64) -> Self {
        Self { rate, random: Random::new(seed), retry_after: RetryAfter::Seconds(5), each_part: false }
    }

    /// `Retry-After` on a 429, in place of 5 seconds.
    pub fn retry_after(mut self, retry_after: RetryAfter) -> Self {
        self.retry_after = retry_after;
        self
    }

    /// Has each part of a batch fail or succeed by itself, at the same rate; the batch is then answered with 200.
    pub fn each_part(mut self) -> Self {
        self.each_part = true;
        self
    }

    pub(super) fn draw(&mut self, parts: Option<usize>) -> Drawn {
        if self.each_part && parts.is_some() || !self.random.happens(self.rate) {
            return Drawn::Nothing;
        }
        let answer = match parts {
            None => self.fault(),
            Some(parts) => (0..parts)
                .fold(ScriptedAnswer::ordinary(), |batch, position| batch.part(position, self.fault()))
                .status(StatusCode::FAILED_DEPENDENCY),
        };
        Drawn::Answer(Box::new(answer))
    }

    pub(super) fn draw_for_part(&mut self) -> Drawn {
        if self.each_part && self.random.happens(self.rate) {
            Drawn::Answer(Box::new(self.fault()))
        } else {
            Drawn::Nothing
        }
    }

    fn fault(&mut self) -> ScriptedAnswer {
        let status = self.random.pick(&STATUSES).copied().unwrap_or(StatusCode::TOO_MANY_REQUESTS);
        let answer = ScriptedAnswer::refusal(GraphError::of_dev_proxy(status));
        if status == StatusCode::TOO_MANY_REQUESTS { answer.retry_after(self.retry_after) } else { answer }
    }
}
