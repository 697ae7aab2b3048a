//! The controller against simulated services, in virtual time.

use proptest::prelude::*;

use super::*;

mod simulation;

use simulation::{Counts, RetryAfter, Service, run};

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
