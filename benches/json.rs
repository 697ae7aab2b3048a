//! Writing and reading the entity of the documents: our derive beside serde's, on the same types.
//!
//! `cargo bench -p graph-entity-benches --bench json`

#![allow(missing_docs, clippy::unwrap_used)]

use divan::{Bencher, black_box};
use graph_entity::BaseUrl;
use graph_entity_benches::{ANSWER, Ours, Serdes};

fn main() {
    let ours: Ours = serde_json::from_str(ANSWER).unwrap();
    let serdes: Serdes = serde_json::from_str(ANSWER).unwrap();
    assert_eq!(serde_json::to_string(&ours).unwrap(), ANSWER);
    assert_eq!(serde_json::to_string(&serdes).unwrap(), ANSWER);
    divan::main();
}

#[divan::bench_group(sample_count = 500, sample_size = 2000)]
mod write {
    use super::{ANSWER, Bencher, Ours, Serdes, black_box};

    #[divan::bench]
    fn ours(bencher: Bencher<'_, '_>) {
        let status: Ours = serde_json::from_str(ANSWER).unwrap();
        bencher.bench_local(|| serde_json::to_vec(black_box(&status)).unwrap());
    }

    #[divan::bench]
    fn serdes(bencher: Bencher<'_, '_>) {
        let status: Serdes = serde_json::from_str(ANSWER).unwrap();
        bencher.bench_local(|| serde_json::to_vec(black_box(&status)).unwrap());
    }
}

#[divan::bench_group(sample_count = 500, sample_size = 2000)]
mod read {
    use super::{ANSWER, Bencher, Ours, Serdes, black_box};

    #[divan::bench]
    fn ours(bencher: Bencher<'_, '_>) {
        bencher.bench_local(|| serde_json::from_slice::<Ours>(black_box(ANSWER.as_bytes())).unwrap());
    }

    #[divan::bench]
    fn serdes(bencher: Bencher<'_, '_>) {
        bencher.bench_local(|| serde_json::from_slice::<Serdes>(black_box(ANSWER.as_bytes())).unwrap());
    }
}

/// What a create costs before it is sent: its validation, its path and its body.
#[divan::bench(sample_count = 500, sample_size = 1000)]
fn whole_request(bencher: Bencher<'_, '_>) {
    let status: Ours = serde_json::from_str(ANSWER).unwrap();
    let base = BaseUrl::default();
    bencher.bench_local(|| black_box(&status).create("7e323db2").to_http(&base).unwrap());
}

/// What an update costs before it is sent, with every property that is present and with the difference alone.
#[divan::bench_group(sample_count = 500, sample_size = 1000)]
mod update {
    use super::{ANSWER, Bencher, Ours, black_box};

    fn before_and_after() -> (Ours, Ours) {
        let before: Ours = serde_json::from_str(ANSWER).unwrap();
        let after = Ours { devices_count: Some(13), ..serde_json::from_str(ANSWER).unwrap() };
        (before, after)
    }

    #[divan::bench]
    fn whole(bencher: Bencher<'_, '_>) {
        let (_, after) = before_and_after();
        bencher.bench_local(|| black_box(&after).update("7e323db2", "3db2"));
    }

    #[divan::bench]
    fn since(bencher: Bencher<'_, '_>) {
        let (before, after) = before_and_after();
        bencher.bench_local(|| black_box(&after).update("7e323db2", "3db2").since(black_box(&before)));
    }

    #[divan::bench]
    fn since_the_same(bencher: Bencher<'_, '_>) {
        let (before, _) = before_and_after();
        bencher.bench_local(|| black_box(&before).update("7e323db2", "3db2").since(black_box(&before)));
    }
}
