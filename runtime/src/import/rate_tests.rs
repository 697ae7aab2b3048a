//! The controller against simulated services, in virtual time.

use std::collections::{BinaryHeap, VecDeque};

use proptest::prelude::*;

use super::*;

/// What a service counts with.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Counts {
    /// The last so many milliseconds.
    Sliding(u64),
    /// From one full so many milliseconds to the next.
    Fixed(u64),
    /// A bucket of so many, filled evenly.
    Bucket(u32),
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum RetryAfter {
    Exact,
    WholeSeconds,
    Absent,
}

#[derive(Debug, Clone, Copy)]
struct Service {
    counts: Counts,
    per_second: f64,
    retry_after: RetryAfter,
    announces: bool,
    latency: Duration,
}

struct Simulation {
    service: Service,
    passed: VecDeque<Duration>,
    bucket: (f64, Duration),
}

impl Simulation {
    /// Whether a request at `now` passes, else how long not; and the share of the limit.
    fn request(&mut self, now: Duration) -> (Result<(), Duration>, f64) {
        let limit = |window: u64| self.service.per_second * Duration::from_millis(window).as_secs_f64();
        let (free_at, used) = match self.service.counts {
            Counts::Sliding(window) | Counts::Fixed(window) => {
                let window_time = Duration::from_millis(window);
                let since = match self.service.counts {
                    Counts::Fixed(_) => Duration::from_millis(now.as_millis() as u64 / window * window),
                    _ => (now + Duration::from_nanos(1)).saturating_sub(window_time),
                };
                while self.passed.front().is_some_and(|at| *at < since) {
                    self.passed.pop_front();
                }
                let full = self.passed.len() as f64 + 1.0 > limit(window) + 1e-9;
                let free = match self.service.counts {
                    Counts::Fixed(_) => since + window_time,
                    _ => self.passed.front().map_or(now, |at| *at + window_time),
                };
                (full.then_some(free), (self.passed.len() as f64 + 1.0) / limit(window))
            }
            Counts::Bucket(size) => {
                let (filled, at) = self.bucket;
                let filled =
                    (filled + (now - at).as_secs_f64() * self.service.per_second).min(f64::from(size));
                self.bucket = (filled, now);
                let missing = 1.0 - filled;
                let free = now + Duration::from_secs_f64(missing.max(0.0) / self.service.per_second);
                ((missing > 1e-9).then_some(free), 1.0 - (filled - 1.0) / f64::from(size))
            }
        };
        match free_at {
            Some(free) => (Err(free - now), used),
            None => {
                self.passed.push_back(now);
                self.bucket.0 -= 1.0;
                (Ok(()), used)
            }
        }
    }
}

struct Run {
    time: f64,
    throttled: f64,
}

/// Sends `count` creates, at most 32 at once, as fast as the controller lets them.
fn run(service: Service, count: usize) -> Run {
    let mut rate = Rate::new(WriteRate::INTUNE, 7);
    let mut simulation = Simulation {
        service,
        passed: VecDeque::new(),
        bucket: (if let Counts::Bucket(size) = service.counts { f64::from(size) } else { 0.0 }, Duration::ZERO),
    };
    // Answers under way: the time, the permit, and what it says.
    type Answer = (std::cmp::Reverse<Duration>, u64, Option<Option<Duration>>, u64);
    let mut answers: BinaryHeap<Answer> = BinaryHeap::new();
    let mut permits = std::collections::HashMap::new();
    let (mut now, mut sent, mut done, mut waiting) = (Duration::ZERO, 0_u64, 0, count);
    while done < count {
        let mut wake = Duration::MAX;
        if waiting > 0 && answers.len() < rate.concurrency(32) {
            match rate.acquire(now) {
                Ok(permit) => {
                    waiting -= 1;
                    sent += 1;
                    let (passes, used) = simulation.request(now + service.latency / 2);
                    let refused = passes.err().map(|pause| match service.retry_after {
                        RetryAfter::Exact => Some(pause),
                        RetryAfter::WholeSeconds => Some(Duration::from_secs(pause.as_secs_f64().ceil().max(1.0) as u64)),
                        RetryAfter::Absent => None,
                    });
                    let share = if service.announces { (used * 1_000.0) as u64 } else { 0 };
                    permits.insert(sent, permit);
                    answers.push((std::cmp::Reverse(now + service.latency), sent, refused, share));
                    continue;
                }
                // Timers are late, by up to a millisecond.
                Err(at) => wake = Duration::from_millis(at.as_nanos().div_ceil(1_000_000) as u64),
            }
        }
        let answered = answers.peek().map_or(Duration::MAX, |answer| answer.0.0);
        now = now.max(wake.min(answered));
        assert!(now < Duration::from_secs(1_000_000), "{service:?} hangs");
        if answered <= now && let Some((_, id, refused, share)) = answers.pop() {
            let permit = permits.remove(&id).unwrap();
            match refused {
                None => {
                    done += 1;
                    rate.accepted(now, permit);
                }
                Some(pause) => {
                    waiting += 1;
                    rate.throttled(now, permit, pause);
                }
            }
            if share > 0 && refused.is_none() {
                rate.loaded(now, share as f64 / 1_000.0);
            }
        }
    }
    Run { time: now.as_secs_f64(), throttled: (sent as f64 - count as f64) / sent as f64 }
}

/// Services that let 100 a second through, and how much longer than 20 s 2,000 creates may take, in parts.
fn services() -> Vec<(Service, f64)> {
    let mut all = Vec::new();
    for counts in [Counts::Sliding(1_000), Counts::Fixed(1_000), Counts::Bucket(100)] {
        for retry_after in [RetryAfter::Exact, RetryAfter::WholeSeconds] {
            for announces in [false, true] {
                for (latency, late) in [(1, 0.05), (20, 0.05), (100, 0.08)] {
                    // A second too long a pause, at any time of the window: each 429 costs a twentieth of the whole.
                    let dear = counts == Counts::Fixed(1_000) && retry_after == RetryAfter::WholeSeconds && announces;
                    let latency = Duration::from_millis(latency);
                    let service = Service { counts, per_second: 100.0, retry_after, announces, latency };
                    all.push((service, if dear { 0.25 } else { late }));
                }
            }
        }
    }
    all
}

#[test]
fn a_hundred_a_second_are_found_and_kept() {
    for (service, late) in services() {
        let run = run(service, 2_000);
        println!("{:.2} s, {:.2} % throttled: {service:?}", run.time, run.throttled * 100.0);
        assert!(run.time <= 20.0 * (1.0 + late), "{:.2} s: {service:?}", run.time);
        let throttled = if service.latency > Duration::from_millis(20) { 0.035 } else { 0.02 };
        assert!(run.throttled <= throttled, "{:.2} %: {service:?}", run.throttled * 100.0);
    }
}

#[test]
fn the_limit_of_intune_is_kept() {
    let latency = Duration::from_millis(150);
    for retry_after in [RetryAfter::Exact, RetryAfter::WholeSeconds] {
        let service =
            Service { counts: Counts::Sliding(20_000), per_second: 5.0, retry_after, announces: false, latency };
        let run = run(service, 1_000);
        println!("{:.2} s, {:.2} % throttled: {service:?}", run.time, run.throttled * 100.0);
        assert!(run.time <= 200.0 * 1.05 && run.throttled <= 0.025, "{:.2} s {:.4}", run.time, run.throttled);
    }
}

#[test]
fn a_service_that_does_not_say_how_long_is_borne() {
    let latency = Duration::from_millis(20);
    let service = Service {
        counts: Counts::Sliding(1_000),
        per_second: 100.0,
        retry_after: RetryAfter::Absent,
        announces: false,
        latency,
    };
    let run = run(service, 2_000);
    println!("{:.2} s, {:.2} % throttled: {service:?}", run.time, run.throttled * 100.0);
    assert!(run.time <= 40.0 && run.throttled <= 0.05, "{:.2} s {:.4}", run.time, run.throttled);
}

#[test]
fn what_is_known_comes_at_once_and_then_evenly() {
    let mut rate = Rate::new(WriteRate::INTUNE, 1);
    for _ in 0..100 {
        assert!(rate.acquire(Duration::ZERO).is_ok());
    }
    assert_eq!(rate.acquire(Duration::ZERO), Err(Duration::from_millis(200)));
    assert!(rate.acquire(Duration::from_millis(200)).is_ok());
    assert_eq!(rate.acquire(Duration::from_millis(200)), Err(Duration::from_millis(400)));
}

#[test]
fn a_refusal_pauses_for_as_long_as_is_said_and_once() {
    let mut rate = Rate::new(WriteRate::INTUNE, 1);
    let permits: Vec<Permit> = (0..10).map(|_| rate.acquire(Duration::ZERO).unwrap()).collect();
    let second = Duration::from_secs(1);
    rate.throttled(second, permits[0], Some(Duration::from_secs(315)));
    let after = rate.per_second();
    assert_eq!(rate.paused_until(second), Some(Duration::from_secs(316)));
    assert_eq!(rate.acquire(Duration::from_secs(315)), Err(Duration::from_secs(316)));
    for permit in &permits[1..] {
        rate.throttled(second, *permit, Some(Duration::from_secs(5)));
    }
    assert_eq!((rate.per_second(), rate.paused_until(second)), (after, Some(Duration::from_secs(316))));
    assert!(rate.acquire(Duration::from_secs(316)).is_ok());
    assert!(rate.acquire(Duration::from_secs(316)).is_err(), "evenly, not at once");
}

#[test]
fn an_announced_limit_slows_and_lowers() {
    let grown = |share: Option<f64>| {
        let mut rate = Rate::new(WriteRate::new(1, Duration::from_millis(10)), 1);
        let mut now = Duration::from_secs(1);
        for _ in 0..50 {
            let permit = loop {
                match rate.acquire(now) {
                    Ok(permit) => break permit,
                    Err(at) => now = at + Duration::from_micros(1),
                }
            };
            rate.accepted(now, permit);
            if let Some(share) = share {
                rate.loaded(now, share);
            }
        }
        rate.per_second()
    };
    let (free, near, full, over) = (grown(None), grown(Some(0.85)), grown(Some(0.98)), grown(Some(1.2)));
    assert!(free > near && near > full && full > over, "{free} {near} {full} {over}");
    assert!(over < 100.0, "{over}");
}

#[derive(Debug, Clone)]
enum Event {
    Acquire,
    Accepted,
    Throttled(Option<u64>),
    Disconnected,
    Strained,
    Loaded(f64),
    Wait(u64),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        Just(Event::Acquire),
        Just(Event::Accepted),
        proptest::option::of(any::<u64>()).prop_map(Event::Throttled),
        proptest::option::of(0..5_000u64).prop_map(Event::Throttled),
        Just(Event::Disconnected),
        Just(Event::Strained),
        any::<f64>().prop_map(Event::Loaded),
        (0..100_000u64).prop_map(Event::Wait),
    ]
}

proptest! {
    /// Whatever happens, in whatever order: the rate is a rate, no permit is given in a pause, and who waits for as long
    /// as is said gets on.
    #[test]
    fn no_course_of_events_breaks_it(events in proptest::collection::vec(event(), 0..300), writes: u32, millis: u64) {
        let mut rate = Rate::new(WriteRate::new(writes, Duration::from_millis(millis)), 1);
        let (mut now, mut permits) = (Duration::ZERO, Vec::new());
        for event in events {
            let permit = permits.last().copied().unwrap_or(Permit { epoch: 0, limited: true });
            match event {
                Event::Acquire => match rate.acquire(now) {
                    Ok(permit) => {
                        prop_assert_eq!(rate.paused_until(now), None);
                        permits.push(permit);
                    }
                    Err(at) => prop_assert!(at >= now),
                },
                Event::Accepted => rate.accepted(now, permit),
                Event::Throttled(pause) => rate.throttled(now, permit, pause.map(Duration::from_millis)),
                Event::Disconnected => rate.disconnected(now, permit),
                Event::Strained => rate.strained(now),
                Event::Loaded(share) => rate.loaded(now, share),
                Event::Wait(millis) => now = now.saturating_add(Duration::from_millis(millis)),
            }
            let per_second = rate.per_second();
            prop_assert!((SLOWEST..=FASTEST).contains(&per_second), "{}", per_second);
            prop_assert!(rate.concurrency(32) >= 4);
        }
        for _ in 0..3 {
            match rate.acquire(now) {
                Ok(_) => return Ok(()),
                Err(at) => now = at.saturating_add(Duration::from_micros(1)),
            }
        }
        prop_assert!(false, "no permit at {:?}: {:?}", now, rate);
    }
}
