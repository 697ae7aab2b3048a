//! Cycles in a graph: strongly connected components.

/// Returns the number of each node's strongly connected component: two nodes have the same one if each reaches the other.
///
/// Tarjan's algorithm, which reads the edges of each node once. It does not recurse: the depth comes from the schema.
pub(super) fn components<'e>(count: usize, edges: impl Fn(usize) -> &'e [usize]) -> Vec<usize> {
    const NOT_SEEN: usize = usize::MAX;
    // `seen` is the order of discovery. `earliest` is the lowest such number that a node reaches, and at the end its component.
    let mut seen = vec![NOT_SEEN; count];
    let mut earliest = vec![NOT_SEEN; count];
    let mut is_open = vec![false; count];
    let mut open = Vec::new();
    let mut next = 0;
    for start in 0..count {
        if seen.get(start) != Some(&NOT_SEEN) {
            continue;
        }
        let mut path = vec![(start, edges(start).iter())];
        while let Some((node, rest)) = path.last_mut() {
            let node = *node;
            if seen.get(node) == Some(&NOT_SEEN) {
                set(&mut seen, node, next);
                set(&mut earliest, node, next);
                set(&mut is_open, node, true);
                open.push(node);
                next += 1;
            }
            match rest.next() {
                Some(to) if seen.get(*to) == Some(&NOT_SEEN) => path.push((*to, edges(*to).iter())),
                Some(to) if is_open.get(*to) == Some(&true) => lower(&mut earliest, node, *to),
                Some(_) => {}
                None => {
                    path.pop();
                    if let Some((before, _)) = path.last() {
                        lower(&mut earliest, *before, node);
                    }
                    if earliest.get(node) == seen.get(node) {
                        let component = earliest.get(node).copied().unwrap_or_default();
                        while let Some(member) = open.pop() {
                            set(&mut is_open, member, false);
                            set(&mut earliest, member, component);
                            if member == node {
                                break;
                            }
                        }
                    }
                }
            }
        }
    }
    earliest
}

fn set<T>(of: &mut [T], node: usize, value: T) {
    if let Some(place) = of.get_mut(node) {
        *place = value;
    }
}

/// Notes that `node` reaches whatever `other` reaches.
fn lower(earliest: &mut [usize], node: usize, other: usize) {
    let reached = earliest.get(other).copied();
    if let (Some(place), Some(reached)) = (earliest.get_mut(node), reached) {
        *place = reached.min(*place);
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use proptest::prelude::*;

    use super::*;

    fn reaches(edges: &[Vec<usize>], from: usize, to: usize) -> bool {
        let mut seen = vec![false; edges.len()];
        let mut stack = vec![from];
        while let Some(node) = stack.pop() {
            if node == to {
                return true;
            }
            if !std::mem::replace(&mut seen[node], true) {
                stack.extend(&edges[node]);
            }
        }
        false
    }

    proptest! {
        #[test]
        fn nodes_of_one_component_reach_each_other(
            edges in (1_usize..9).prop_flat_map(|count| {
                prop::collection::vec(prop::collection::vec(0..count, 0..4), count)
            })
        ) {
            let components = components(edges.len(), |node| edges[node].as_slice());
            for one in 0..edges.len() {
                for other in 0..edges.len() {
                    let is_cycle = reaches(&edges, one, other) && reaches(&edges, other, one);
                    prop_assert_eq!(components[one] == components[other], is_cycle, "{} {}", one, other);
                }
            }
        }
    }

    #[test]
    fn the_edges_of_each_node_are_read_once() {
        const COUNT: usize = 200_000;
        // A chain whose last node leads back to the middle.
        let edges: Vec<[usize; 1]> =
            (0..COUNT).map(|node| [if node + 1 == COUNT { COUNT / 2 } else { node + 1 }]).collect();
        let reads = Cell::new(0);
        let components = components(COUNT, |node| {
            reads.set(reads.get() + 1);
            &edges[node]
        });
        assert_eq!(reads.get(), COUNT);
        assert!(components[COUNT / 2..].iter().all(|component| *component == components[COUNT - 1]));
        assert!(components[..COUNT / 2].iter().all(|component| *component != components[COUNT - 1]));
    }
}
