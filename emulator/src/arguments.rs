//! What the program is told on its command line.

use std::time::Duration;

use clap::{Parser, ValueEnum};
use graph_entity_emulator::{EmulatorBuilder, Profile, RetryAfter};

/// Microsoft Graph on loopback: takes creates, reads them back, refuses what Graph refuses.
#[derive(Debug, Parser)]
#[command(version, after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The port of 127.0.0.1 to listen on; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    pub(crate) port: u16,

    /// How the service misbehaves
    #[arg(long, value_enum)]
    profile: Option<ProfileName>,

    /// dev-proxy and mixed: the chance of a fault [default: 0.5 and 0.3]
    #[arg(long, value_name = "0 TO 1", value_parser = rate, requires = "profile")]
    rate: Option<f64>,

    /// dev-proxy and mixed: the same number gives the same faults to the same requests
    #[arg(long, default_value_t = 0)]
    seed: u64,

    /// dev-proxy: seconds of `Retry-After` on a 429 [default: 5]
    #[arg(long, value_name = "SECONDS", value_parser = seconds, requires = "profile")]
    retry_after: Option<Duration>,

    /// intune: how many writes a window takes [default: 100]
    #[arg(long, requires = "profile")]
    writes: Option<usize>,

    /// intune: the length of a window, in seconds [default: 20]
    #[arg(long, value_name = "SECONDS", value_parser = seconds, requires = "profile")]
    window: Option<Duration>,

    /// Keep no entities and no requests, and count creates by this property: for millions of them
    #[arg(long, value_name = "PROPERTY")]
    pub(crate) count_by: Option<String>,

    /// Write no line for each request
    #[arg(long)]
    pub(crate) quiet: bool,

    /// How many entities a page of a collection has at most [default: no limit]
    #[arg(long, value_name = "ENTITIES")]
    page_size: Option<usize>,

    /// At the end, write how many requests, creates, updates and deletes there were
    #[arg(long)]
    pub(crate) summary: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ProfileName {
    /// 429, 500, 502, 503, 504 or 507 by chance, as Microsoft's Dev Proxy gives them
    DevProxy,
    /// 100 writes in 20 seconds, then 429 in Intune's words
    Intune,
    /// Any of the emulator's faults by chance: resets, lost answers, time-outs after the create, and more
    Mixed,
}

const EXAMPLES: &str = r#"Examples:
  graph-entity-emulator --port 8080
  curl -i http://127.0.0.1:8080/v1.0/groups -H 'Authorization: Bearer any' -H 'Content-Type: application/json' -d '{"displayName":"Library Assist"}'

  graph-entity-emulator --profile dev-proxy --rate 0.5 --seed 7
  graph-entity-emulator --profile intune --writes 100 --window 1
  graph-entity-emulator --profile mixed --seed 7 --count-by userPrincipalName --quiet --summary

Any bearer token will do. What is created is kept until the program ends; Ctrl-C ends it."#;

impl Arguments {
    pub(crate) fn apply(&self, builder: EmulatorBuilder) -> EmulatorBuilder {
        let builder = match &self.count_by {
            Some(property) => builder.count_only(property),
            None => builder,
        };
        let builder = match self.page_size {
            Some(page_size) => builder.page_size(page_size),
            None => builder,
        };
        match self.profile {
            None => builder,
            Some(ProfileName::DevProxy) => {
                let profile = Profile::dev_proxy(self.rate.unwrap_or(0.5), self.seed);
                builder.profile(match self.retry_after {
                    Some(time) if time.subsec_nanos() == 0 => profile.retry_after(RetryAfter::Seconds(time.as_secs())),
                    Some(time) => profile.retry_after(RetryAfter::Fraction(time)),
                    None => profile,
                })
            }
            Some(ProfileName::Intune) => builder.profile(
                Profile::intune()
                    .writes(self.writes.unwrap_or(100))
                    .window(self.window.unwrap_or(Duration::from_secs(20))),
            ),
            Some(ProfileName::Mixed) => builder.profile(Profile::mixed(self.seed).rate(self.rate.unwrap_or(0.3))),
        }
    }
}

fn rate(text: &str) -> Result<f64, String> {
    let rate: f64 = text.parse().map_err(|error| format!("{error}"))?;
    if (0.0..=1.0).contains(&rate) { Ok(rate) } else { Err("not from 0 to 1".to_owned()) }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|error| format!("{error}"))?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}
