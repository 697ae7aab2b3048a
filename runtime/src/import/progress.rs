//! How far an import is.

use std::fmt;
use std::time::Duration;

use tokio::time::Instant;

/// How far an import is: the counts of its outcomes so far, and its pace.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ImportProgress {
    /// How many operations there are, if the input's size hint says so.
    pub total: Option<u64>,
    /// Created in this run, put or upserted.
    pub created: u64,
    /// Updated, deleted or sent otherwise in this run.
    pub applied: u64,
    /// Updates that had nothing to send.
    pub unchanged: u64,
    /// Done before, says the journal or the look-up.
    pub skipped: u64,
    /// Refused, in this run or in an earlier one.
    pub rejected: u64,
    /// Refused for now until the import gave up on them.
    pub throttled: u64,
    /// Never sent: invalid, or without a token or a connection.
    pub not_sent: u64,
    /// May have taken effect.
    pub unknown: u64,
    /// How often the service refused a request for now; those were sent again.
    pub refusals: u64,
    /// Sent and not answered.
    pub in_flight: usize,
    /// Requests a second that the import holds for possible.
    pub limit: f64,
    /// Operations a second that were sent and done in this run, on average.
    pub rate: f64,
    /// For how long nothing is sent, because the service said so.
    pub paused: Option<Duration>,
    /// Since the first operation was asked for.
    pub elapsed: Duration,
    /// Until the end at this rate, if the total is known.
    pub remaining: Option<Duration>,
    /// Whether the journal's last line was torn, by a crash, and was cut off.
    pub repaired: bool,
}

impl ImportProgress {
    /// How many outcomes there are.
    #[must_use]
    pub fn done(&self) -> u64 {
        self.created
            + self.applied
            + self.unchanged
            + self.skipped
            + self.rejected
            + self.throttled
            + self.not_sent
            + self.unknown
    }
}

impl fmt::Display for ImportProgress {
    /// One line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.done())?;
        self.total.iter().try_for_each(|total| write!(f, " of {total}"))?;
        f.write_str(" done")?;
        if self.created > 0 || self.applied == 0 {
            write!(f, ", {} created", self.created)?;
        }
        for (count, name) in [
            (self.applied, "updated or deleted"),
            (self.unchanged, "unchanged"),
            (self.skipped, if self.applied == 0 { "created before" } else { "done before" }),
            (self.rejected, "rejected"),
            (self.throttled, "throttled"),
            (self.not_sent, "not sent"),
            (self.unknown, "unknown"),
        ] {
            if count > 0 {
                write!(f, ", {count} {name}")?;
            }
        }
        write!(f, ", {:.0} a second, {} in flight", self.rate, self.in_flight)?;
        if let Some(paused) = self.paused {
            write!(f, ", paused for {} s", paused.as_secs_f64().ceil())?;
        }
        if let Some(remaining) = self.remaining {
            write!(f, ", {} s left", remaining.as_secs())?;
        }
        Ok(())
    }
}

/// Who is told, at most ten times a second.
pub(crate) struct Reporter<'a> {
    pub(crate) report: Box<dyn FnMut(&ImportProgress) + Send + 'a>,
    pub(crate) told: Option<Instant>,
}

impl Reporter<'_> {
    pub(crate) fn due(&self) -> bool {
        self.told.is_none_or(|told| told.elapsed() >= Duration::from_millis(100))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_progress_is_one_line() {
        let mut progress = ImportProgress { created: 3, rate: 4.6, in_flight: 2, ..ImportProgress::default() };
        assert_eq!(progress.to_string(), "3 done, 3 created, 5 a second, 2 in flight");
        progress.total = Some(10);
        progress.unknown = 1;
        progress.paused = Some(Duration::from_millis(1_200));
        progress.remaining = Some(Duration::from_secs(7));
        assert_eq!(
            progress.to_string(),
            "4 of 10 done, 3 created, 1 unknown, 5 a second, 2 in flight, paused for 2 s, 7 s left"
        );
        let updates = ImportProgress { applied: 2, unchanged: 1, skipped: 1, ..ImportProgress::default() };
        let line = "4 done, 2 updated or deleted, 1 unchanged, 1 done before, 0 a second, 0 in flight";
        assert_eq!(updates.to_string(), line);
    }
}
