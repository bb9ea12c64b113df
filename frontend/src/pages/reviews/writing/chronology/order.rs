//! The order in which the rows of a chronology are shown. It stays as it is while one types: a row whose date is changed
//! does not jump away. No browser here.

use chrono::NaiveDate;
use shared::ids::PassageId;
use shared::reviews::text::{Content, Passage, in_order};
use std::collections::{BTreeMap, BTreeSet};

/// By what the rows are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// By date.
    #[default]
    ByDate,
    /// As they were typed.
    AsTyped,
}

/// So many new rows at once are not put in one by one: everything is sorted.
const MANY: usize = 50;

type Key = (Option<NaiveDate>, i32, PassageId);

/// The rows among these passages, sorted.
pub fn sorted(passages: &[Passage], sort: Sort) -> Vec<PassageId> {
    let mut rows: Vec<_> = in_order(passages).into_iter().map(|(p, _)| p).collect();
    if sort == Sort::AsTyped {
        rows.sort_by_key(|passage| (passage.position, passage.id));
    }
    rows.into_iter().map(|passage| passage.id).collect()
}

/// The order with the rows that have gone taken out, and those that came put where they belong. The others stay where
/// they are.
pub fn adapted(order: &[PassageId], passages: &[Passage], sort: Sort) -> Vec<PassageId> {
    let keys = keys(passages, sort);
    let mut adapted: Vec<_> = order
        .iter()
        .copied()
        .filter(|id| keys.contains_key(id))
        .collect();
    let there: BTreeSet<_> = adapted.iter().copied().collect();
    let come = keys.keys().filter(|id| !there.contains(id));
    let mut come: Vec<_> = come.copied().collect();
    if come.len() > MANY {
        return sorted(passages, sort);
    }
    come.sort_by_key(|id| keys.get(id));
    let beside: BTreeMap<_, _> = passages
        .iter()
        .filter_map(|p| Some((p.id, p.beside?)))
        .collect();
    for id in come {
        let original = beside.get(&id);
        let beside = original.and_then(|original| adapted.iter().position(|one| one == original));
        let place = beside.map(|place| place + 1);
        let later = |one: &PassageId| keys.get(one) > keys.get(&id);
        let place = place.or_else(|| adapted.iter().position(later));
        adapted.insert(place.unwrap_or(adapted.len()), id);
    }
    adapted
}

fn keys(passages: &[Passage], sort: Sort) -> BTreeMap<PassageId, Key> {
    let key = |passage: &Passage| match &passage.content {
        Content::Row(row) => {
            let day = (sort == Sort::ByDate).then(|| row.day()).flatten();
            Some((passage.id, (day, passage.position, passage.id)))
        }
        _ => None,
    };
    passages.iter().filter_map(key).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::reviews::chronology::TypedRow;

    fn id(n: u128) -> PassageId {
        PassageId(uuid::Uuid::from_u128(n))
    }

    fn row(n: u128, position: i32, date: &str, beside: Option<u128>) -> Passage {
        Passage {
            id: id(n),
            revision: 1,
            position,
            beside: beside.map(id),
            content: Content::Row(TypedRow {
                date: date.to_owned(),
                ..TypedRow::default()
            }),
        }
    }

    fn rows() -> Vec<Passage> {
        vec![
            row(1, 1, "3/3/2008", None),
            row(2, 2, "1/3/2008", None),
            row(3, 3, "2/3/2008", None),
        ]
    }

    #[test]
    fn rows_are_sorted_by_date_or_as_typed() {
        assert_eq!(sorted(&rows(), Sort::ByDate), [2, 3, 1].map(id));
        assert_eq!(sorted(&rows(), Sort::AsTyped), [1, 2, 3].map(id));
    }

    #[test]
    fn rows_come_and_go_and_the_others_stay() {
        let order = [2, 3, 1].map(id);
        let mut now = rows();
        now.remove(1);
        // Its date is changed: it stays where it is until they are sorted again.
        now[1] = row(3, 3, "9/3/2008", None);
        now.push(row(4, 4, "2/3/2008", None));
        now.push(row(5, 1, "1/1/2008", Some(3)));
        let adapted = adapted(&order, &now, Sort::ByDate);
        assert_eq!(adapted, [4, 3, 5, 1].map(id));
    }
}
