//! Profiles: faults drawn from a seed, or caused by a limit.

mod dev_proxy;
mod intune;
mod mixed;

use http::{HeaderName, HeaderValue};

use crate::clock::Moment;
use crate::faults::fault::Fault;
use crate::faults::scripted::ScriptedAnswer;
use crate::request::recorded::RecordedRequest;

pub use self::dev_proxy::DevProxy;
pub use self::intune::Intune;
pub use self::mixed::Mixed;

/// `x-ms-throttle-limit-percentage`, of
/// <https://learn.microsoft.com/graph/throttling-limits#regular-responses-requests>.
pub(crate) const THROTTLE_PERCENTAGE: HeaderName = HeaderName::from_static("x-ms-throttle-limit-percentage");

/// How a service behaves that is not at its best, given to [`EmulatorBuilder::profile`](crate::EmulatorBuilder::profile)
/// or [`Emulator::set_profile`](crate::Emulator::set_profile).
///
/// A profile answers writes (any method but `GET`), alone or in a batch, that no script answers. Reads are left alone, unless
/// [`Mixed::reads`] includes them.
/// What it draws follows from its seed and from how many it drew before, so that the same requests in the same order
/// have the same answers.
///
/// ```
/// use std::time::Duration;
///
/// use graph_entity_emulator::{Emulator, Fault, Profile};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::io::Result<()> {
/// // Half of all requests fail in the way that Dev Proxy makes them fail.
/// let graph = Emulator::builder().profile(Profile::dev_proxy(0.5, 7)).start().await?;
///
/// // 100 writes a second and no more, and of those every tenth times out after it was stored.
/// let limit = Profile::intune().writes(100).window(Duration::from_secs(1));
/// let faults = Profile::faults(7, [(Fault::GatewayTimeoutAfterCommit, 1)]).rate(0.1);
/// let graph = Emulator::builder().profile(limit).profile(faults).start().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Profile(Kind);

#[derive(Debug, Clone)]
enum Kind {
    DevProxy(DevProxy),
    Intune(Intune),
    Mixed(Mixed),
}

/// What a profile decides for a request.
#[derive(Debug)]
pub(crate) enum Drawn {
    Nothing,
    /// It is carried out, and the answer has a header with the used part of the limit.
    Percentage(HeaderValue),
    Answer(Box<ScriptedAnswer>),
}

impl Profile {
    /// The faults of Microsoft's Dev Proxy, at `rate` (0 to 1).
    pub fn dev_proxy(rate: f64, seed: u64) -> DevProxy {
        DevProxy::new(rate, seed)
    }

    /// Intune's limit: 100 writes in 20 seconds.
    pub fn intune() -> Intune {
        Intune::new()
    }

    /// Every [`Fault`] but [`Silent`](Fault::Silent), [`NotReplicated`](Fault::NotReplicated) and those of pages, with
    /// equal chance, at a rate of 0.3.
    pub fn mixed(seed: u64) -> Mixed {
        let weights = Fault::ALL.iter().copied();
        // A client cannot read a list to its end past a wrong next link.
        let weights = weights
            .filter(|fault| !fault.is_for_pages() && !matches!(fault, Fault::Silent | Fault::NotReplicated))
            .map(|fault| (fault, 1));
        Self::faults(seed, weights)
    }

    /// These faults, each as often as its weight, at a rate of 0.3.
    pub fn faults(seed: u64, weights: impl IntoIterator<Item = (Fault, u32)>) -> Mixed {
        Mixed::new(seed, weights.into_iter().collect())
    }

    fn reads(&self) -> bool {
        matches!(&self.0, Kind::Mixed(profile) if profile.reads)
    }

    /// Draws for a request. `parts` is the number of parts of a batch (0 if the batch is refused), or `None`.
    pub(crate) fn draw(&mut self, request: &RecordedRequest, parts: Option<usize>, now: Moment) -> Drawn {
        if !self.reads() && !request.is_write() {
            return Drawn::Nothing;
        }
        match &mut self.0 {
            Kind::DevProxy(profile) => profile.draw(parts),
            Kind::Intune(profile) if parts.is_none() => profile.draw(now),
            Kind::Intune(_) => Drawn::Nothing,
            Kind::Mixed(profile) => profile.draw(parts.is_some(), !request.is_write()),
        }
    }

    pub(crate) fn draw_for_part(&mut self, request: &RecordedRequest, now: Moment) -> Drawn {
        if !self.reads() && !request.is_write() {
            return Drawn::Nothing;
        }
        match &mut self.0 {
            Kind::DevProxy(profile) => profile.draw_for_part(),
            Kind::Intune(profile) => profile.draw(now),
            Kind::Mixed(profile) => profile.draw_for_part(),
        }
    }
}

impl From<DevProxy> for Profile {
    fn from(profile: DevProxy) -> Self {
        Self(Kind::DevProxy(profile))
    }
}

impl From<Intune> for Profile {
    fn from(profile: Intune) -> Self {
        Self(Kind::Intune(profile))
    }
}

impl From<Mixed> for Profile {
    fn from(profile: Mixed) -> Self {
        Self(Kind::Mixed(profile))
    }
}
