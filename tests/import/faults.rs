//! Seeded faults, held against the oracle.

use super::*;

/// What the oracle says of each outcome.
fn check(seed: u64, emulator: &Emulator, all: &[Outcome], count: u64) {
    let oracle = emulator.oracle(COLLECTION, "userPrincipalName");
    assert_eq!(all.len() as u64, count, "seed {seed}: none is lost");
    for (number, outcome) in (0..).zip(all) {
        assert_eq!(outcome.index, number, "seed {seed}");
        let stored = oracle.stored(&user(number));
        let told = stored_as_told(Some(disposition(outcome)));
        assert!(told.contains(&stored), "seed {seed}, stored {stored} times, {outcome:?}");
    }
}

fn profile(seed: u64) -> Profile {
    Profile::mixed(seed)
        .rate(0.3)
        .wait(Duration::from_millis(2))
        // An hour, a day, and the client's own second.
        .weight(Fault::Silent, 0)
        .weight(Fault::ThrottledHuge, 0)
        .weight(Fault::ThrottledWithoutRetryAfter, 0)
        .into()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn none_is_stored_twice_lost_or_reported_wrong() {
    const COUNT: u64 = 60;
    for seed in 1..=30 {
        let (emulator, folder) = (Emulator::start().await.unwrap(), Folder::new());
        emulator.set_profile(profile(seed));
        // A journal with every second seed: it may not change what comes out.
        let import = import(&client(&emulator), COUNT);
        let import = if seed % 2 == 0 { import.journal(folder.journal()) } else { import };
        let all = outcomes(import).await;
        check(seed, &emulator, &all, COUNT);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_a_look_up_all_are_stored_once_in_the_end() {
    const COUNT: u64 = 60;
    for seed in 101..=110 {
        let (emulator, folder) = (Emulator::start().await.unwrap(), Folder::new());
        emulator.set_profile(profile(seed));
        let graph = client(&emulator);
        let mut left = COUNT;
        for _ in 0..30 {
            let import = import(&graph, COUNT).journal(folder.journal()).retry_rejected(true).look_up({
                let oracle = emulator.oracle(COLLECTION, "userPrincipalName");
                move |status| {
                    let stored = oracle.stored(status.user_principal_name.as_deref().unwrap());
                    std::future::ready(if stored > 0 { LookUp::Found("x".to_owned()) } else { LookUp::NotFound })
                }
            });
            let all = outcomes(import).await;
            check(seed, &emulator, &all, COUNT);
            left = all.iter().filter(|outcome| outcome.result.is_err()).count() as u64;
            if left == 0 {
                break;
            }
        }
        let oracle = emulator.oracle(COLLECTION, "userPrincipalName");
        assert_eq!((left, oracle.total(), oracle.distinct() as u64), (0, COUNT, COUNT), "seed {seed}");
    }
}
