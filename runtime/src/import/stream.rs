//! The import as a stream.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use tokio::time::Instant;

use super::error::ImportError;
use super::{Import, ImportInput, ImportOutcome};

impl<E, T> Stream for Import<'_, E, T> {
    type Item = Result<ImportOutcome<E, T>, ImportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let import = &mut *self;
        if import.dispatch.has_ended() {
            return Poll::Ready(None);
        }
        ready!(import.dispatch.poll_begin(&import.client, context));
        import.counts.repaired |= import.dispatch.repaired();
        import.complete(context);
        let started = loop {
            let started = import.start(context);
            // What starting brought about, such as a look-up that answers at once, can bring about more.
            if !import.complete(context) {
                break started;
            }
        };
        if let Some(outcome) = import.ready.pop_front() {
            import.count(&outcome.result);
            import.report(false);
            return Poll::Ready(Some(Ok(outcome)));
        }
        let idle = import.dispatch.in_flight() == 0 && import.settling.is_empty() && import.looking.is_empty();
        if started.is_pending() || !idle {
            import.report(false);
            return Poll::Pending;
        }
        import.report(true);
        import.entities = None;
        // The journal is closed with the last outcome, not with the import.
        Poll::Ready(import.dispatch.end().map(Err))
    }
}

impl<E, T> Import<'_, E, T> {
    fn report(&mut self, last: bool) {
        let Some(reporter) = &mut self.reporter else { return };
        if !(last || reporter.due()) {
            return;
        }
        let limiter = &self.client.shared.limiter;
        let (limit, paused) = limiter
            .with(|rate, now| (rate.per_second(), rate.paused_until(now).map(|until| until.saturating_sub(now))));
        let elapsed = self.began.map(|began| began.elapsed()).unwrap_or_default();
        let counts = &mut self.counts;
        let (left, most) = self.entities.as_ref().map_or((0, Some(0)), Stream::size_hint);
        counts.total = (most == Some(left)).then(|| self.next_index.saturating_add(left as u64));
        (counts.in_flight, counts.limit, counts.paused, counts.elapsed) =
            (self.dispatch.in_flight(), limit, paused, elapsed);
        counts.rate = if elapsed.is_zero() { 0.0 } else { real(counts.created) / elapsed.as_secs_f64() };
        counts.remaining = counts.total.filter(|_| counts.rate > 0.0).and_then(|total| {
            let left = real(total.saturating_sub(counts.done()));
            std::time::Duration::try_from_secs_f64(left / counts.rate).ok()
        });
        (reporter.report)(counts);
        reporter.told = Some(Instant::now());
    }
}

/// Of counts below 2^53, exact.
#[allow(clippy::cast_precision_loss)]
fn real(count: u64) -> f64 {
    count as f64
}

impl<E, T> fmt::Debug for Import<'_, E, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Import").field("taken", &self.next_index).finish_non_exhaustive()
    }
}

impl<E> fmt::Debug for ImportInput<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ImportInput").finish_non_exhaustive()
    }
}
