//! What an import takes: collections, iterators and streams, without a type annotation.

use std::collections::{BTreeMap, VecDeque};
use std::pin::Pin;

use futures_util::{Stream, StreamExt};

use super::*;

/// Every outcome is a creation; how many there are.
async fn created<E>(mut import: Import<'_, E, Status>) -> usize {
    let mut count = 0;
    while let Some(outcome) = bounded(import.next()).await {
        assert!(matches!(outcome.unwrap().result, Ok(Imported::Created(_))));
        count += 1;
    }
    count
}

#[tokio::test]
async fn an_iterator_is_imported() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    let statuses: Vec<_> = (0..3).map(status).collect();
    let by_name: BTreeMap<u64, Status> = (0..3).zip(statuses.clone()).collect();

    assert_eq!(created(graph.import(statuses.clone()).each(|status| status.create("7"))).await, 3);
    assert_eq!(created(graph.import(&statuses).each(|status| status.create("7"))).await, 3);
    assert_eq!(created(graph.import(&statuses[1..]).each(|status| status.create("7"))).await, 2);
    assert_eq!(created(graph.import([status(0), status(1)]).each(|status| status.create("7"))).await, 2);
    assert_eq!(created(graph.import(Some(status(0))).each(|status| status.create("7"))).await, 1);
    assert_eq!(created(graph.import((0..3).map(status)).each(|status| status.create("7"))).await, 3);
    assert_eq!(created(graph.import(VecDeque::from([status(0)])).each(|status| status.create("7"))).await, 1);
    assert_eq!(created(graph.import(by_name).each(|(id, status)| status.create(&id.to_string()))).await, 3);
    let boxed: Box<dyn Iterator<Item = Status> + Send> = Box::new((0..2).map(status));
    assert_eq!(created(graph.import(boxed).each(|status| status.create("7"))).await, 2);
    let collected = (0..2).map(status).collect::<Vec<_>>();
    assert_eq!(created(graph.import(collected).each(|status| status.create("7"))).await, 2);
}

#[tokio::test]
async fn a_stream_is_imported() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    let statuses = || stream::iter((0..3).map(status));
    let boxed: Pin<Box<dyn Stream<Item = Status> + Send>> = Box::pin(statuses());

    assert_eq!(created(graph.import(statuses()).each(|status| status.create("7"))).await, 3);
    assert_eq!(created(graph.import(boxed).each(|status| status.create("7"))).await, 3);
    let later = statuses().then(|status| async { status });
    assert_eq!(created(graph.import(later).each(|status| status.create("7"))).await, 3);
    // Both an iterator and a stream by itself: an adapter says which is meant.
    let unordered: stream::FuturesUnordered<_> = (0..3).map(|n| std::future::ready(status(n))).collect();
    let unordered = StreamExt::map(unordered, |status| status);
    assert_eq!(created(graph.import(unordered).each(|status| status.create("7"))).await, 3);
}

/// Where only a bound is known of the source.
#[tokio::test]
async fn a_generic_source_is_imported() {
    fn of_iterator<'a, I>(graph: &GraphClient, statuses: I) -> Import<'a, Status, Status>
    where
        I: IntoIterator<Item = Status, IntoIter: Send + 'a>,
    {
        graph.import(statuses).each(|status| status.create("7"))
    }
    fn of_stream<'a, S>(graph: &GraphClient, statuses: S) -> Import<'a, Status, Status>
    where
        S: Stream<Item = Status> + Send + 'a,
    {
        graph.import(statuses).each(|status| status.create("7"))
    }
    fn opaque() -> impl Stream<Item = Status> + Send {
        stream::iter([status(0)])
    }
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    assert_eq!(created(of_iterator(&graph, vec![status(0)])).await, 1);
    assert_eq!(created(of_stream(&graph, stream::iter([status(0)]))).await, 1);
    assert_eq!(created(graph.import(opaque()).each(|status| status.create("7"))).await, 1);
}

#[tokio::test]
async fn the_total_of_an_iterator_is_known() {
    let emulator = Emulator::start().await.unwrap();
    let mut total = None;
    let graph = client(&emulator);
    let statuses: Vec<_> = (0..5).map(status).collect();
    let import = graph.import(statuses).each(|status| status.create("7"));
    created(import.progress(|progress| total = progress.total)).await;
    assert_eq!(total, Some(5));
}
