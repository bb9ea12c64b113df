//! What the list of incidents is asked for: the address holds all but the words searched
//! for, which stay in memory under a number.

use crate::api::incidents::{filter_query, read_filter};
use crate::components::FilterTag;
use crate::format;
use crate::query::Query;
use crate::routes::Route;
use crate::typed::{Reader, Typed};
use chrono::NaiveDate;
use shared::check::{Checker, MAX_NAME};
use shared::incidents::api::{IncidentFilter, IncidentSearch, IncidentSort};
use shared::people::api::AreaView;
use shared::problem::{FieldCode, FieldError};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// What the number of the words is called in the address.
const WORDS: &str = "words";

/// Words searched for since the page was loaded, each under its number.
#[derive(Default)]
struct Searched {
    words: BTreeMap<usize, String>,
    /// No number below it is given again: some address may still hold one whose words are lost.
    next: usize,
}

thread_local! {
    /// So that *Back* finds the words again.
    static SEARCHED: RefCell<Searched> = RefCell::default();
}

/// The number of words searched for.
fn remember(text: &str) -> usize {
    SEARCHED.with_borrow_mut(|all| {
        let held = all.words.iter().find(|(_, held)| *held == text);
        if let Some((number, _)) = held {
            return *number;
        }
        let number = all.next;
        all.words.insert(number, text.to_owned());
        all.next = number.saturating_add(1);
        number
    })
}

/// The words of a number; nothing where they are lost.
fn recall(number: usize) -> Option<String> {
    SEARCHED.with_borrow_mut(|all| {
        let words = all.words.get(&number).cloned();
        if words.is_none() {
            all.next = all.next.max(number.saturating_add(1));
        }
        words
    })
}

/// What the list is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// What the address holds.
    pub filter: IncidentFilter,
    /// Words to find; empty for none.
    pub text: String,
    /// The address names words that are no longer in memory.
    pub lost: bool,
}

impl Asked {
    /// Reads the part of the address after the question mark.
    pub fn read(search: &str) -> Self {
        let query = Query::parse(search);
        let mut filter = read_filter(&query);
        let number = query.get(WORDS).map(str::parse::<usize>);
        let found = match &number {
            Some(Ok(number)) => recall(*number),
            _ => None,
        };
        let lost = number.is_some() && found.is_none();
        if lost {
            // The place was one among what was found.
            filter.cursor = None;
        }
        Self {
            filter,
            text: found.unwrap_or_default(),
            lost,
        }
    }
    /// The address of the list.
    pub fn address(&self) -> String {
        let number = (!self.text.is_empty()).then(|| remember(&self.text));
        filter_query(&self.filter)
            .with_some(WORDS, number)
            .after(&Route::Incidents.path())
    }
    /// The same list with something else asked, from its first page.
    pub fn but(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut other = self.clone();
        other.filter.cursor = None;
        other.lost = false;
        change(&mut other);
        other
    }
    /// The same list at another place.
    pub fn at(&self, cursor: Option<String>) -> Self {
        self.but(|asked| asked.filter.cursor = cursor)
    }
    /// What is counted: every page in any order.
    pub fn counted(&self) -> Self {
        self.but(|asked| asked.filter.sort = None)
    }
    /// What is sent.
    pub fn search(&self) -> IncidentSearch {
        IncidentSearch {
            filter: self.filter.clone(),
            text: self.text.clone(),
        }
    }
    /// Whether anything narrows the list.
    pub fn is_narrowed(&self) -> bool {
        self.counted() != Self::default()
    }
    /// The order.
    pub fn sort(&self) -> IncidentSort {
        self.filter.sort.unwrap_or(IncidentSort::Newest)
    }

    /// What the fields say for this list.
    pub fn typed(&self) -> Typed {
        let filter = &self.filter;
        Typed::new()
            .with_some("stage", filter.stage)
            .with_some("kind", filter.kind)
            .with_some("known", filter.known)
            .with_some("area", filter.area)
            .with_some("overdue", filter.overdue.filter(|only| *only))
            .with_date("notified_from", filter.notified_from)
            .with_date("notified_to", filter.notified_to)
            .with("text", self.text.clone())
    }

    /// The list that the fields say, in the order of this one; or what is wrong with them.
    pub fn typed_anew(&self, typed: &Typed) -> Result<Self, Vec<FieldError>> {
        let mut reader = Reader::new(typed);
        let text = reader.text("/text");
        let filter = IncidentFilter {
            stage: reader.some_code("/stage"),
            kind: reader.some_code("/kind"),
            known: reader.some_code("/known"),
            area: reader.some_code("/area"),
            overdue: reader.some_code("/overdue"),
            notified_from: reader.some_date("/notified_from", "The first day"),
            notified_to: reader.some_date("/notified_to", "The last day"),
            sort: self.filter.sort,
            limit: self.filter.limit,
            cursor: None,
        };
        let mut checker = Checker::new();
        checker.optional_text("/text", &text, MAX_NAME);
        let in_order = match (filter.notified_from, filter.notified_to) {
            (Some(from), Some(to)) => from <= to,
            _ => true,
        };
        checker.require(
            in_order,
            "/notified_to",
            FieldCode::Contradiction,
            "The last day must be on or after the first",
        );
        let asked = Self {
            filter,
            text,
            lost: false,
        };
        reader.finish_with(asked, checker.finish().err().unwrap_or_default())
    }

    /// The filters in force, each with the list without it.
    pub fn tags(&self, areas: &[AreaView]) -> Vec<FilterTag> {
        let filter = &self.filter;
        let mut tags = Vec::new();
        let mut tag = |name: &str, value: Option<String>, without: fn(&mut Self)| {
            if let Some(value) = value {
                tags.push(FilterTag {
                    name: name.to_owned(),
                    value,
                    remove_href: self.but(without).address(),
                });
            }
        };
        let own = |label: &str| label.to_owned();
        let area = filter.area.map(|id| {
            let found = areas.iter().find(|area| area.id == id);
            found.map_or("Another area".to_owned(), |area| area.name.clone())
        });
        tag("Stage", filter.stage.map(|code| own(code.label())), |a| {
            a.filter.stage = None;
        });
        tag("Kind", filter.kind.map(|code| own(code.label())), |a| {
            a.filter.kind = None;
        });
        tag(
            "Known to us",
            filter.known.map(|code| own(code.label())),
            |a| {
                a.filter.known = None;
            },
        );
        tag("Area", area, |a| a.filter.area = None);
        let overdue = filter.overdue.map(|only| if only { "Yes" } else { "No" });
        tag("Overdue", overdue.map(own), |a| a.filter.overdue = None);
        let date = |date: Option<NaiveDate>| date.map(format::short_date);
        tag("Notified from", date(filter.notified_from), |a| {
            a.filter.notified_from = None;
        });
        tag("Notified to", date(filter.notified_to), |a| {
            a.filter.notified_to = None;
        });
        let text = (!self.text.is_empty()).then(|| self.text.clone());
        tag("Words", text, |a| a.text.clear());
        tags
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::incidents::codes::Stage;

    fn query(asked: &Asked) -> String {
        asked.address().trim_start_matches("/incidents").to_owned()
    }

    #[test]
    fn the_address_holds_everything_but_the_words() {
        let asked = Asked {
            text: "Smith".to_owned(),
            ..Asked::default()
        }
        .but(|asked| asked.filter.stage = Some(Stage::Acting))
        .at(Some("abc".to_owned()));
        let address = query(&asked);
        assert!(!address.contains("Smith"), "{address}");
        assert_eq!(Asked::read(&address), asked);
    }

    #[test]
    fn forgotten_words_are_said_to_be_lost() {
        let asked = Asked::read("?stage=acting&words=999&cursor=abc");
        assert!(asked.lost);
        assert_eq!(asked.text, "");
        assert_eq!(asked.filter.cursor, None);
        assert_eq!(asked.filter.stage, Some(Stage::Acting));
        assert!(!Asked::read("?stage=acting").lost);
    }

    #[test]
    fn words_searched_for_after_a_loss_have_another_address() {
        assert!(Asked::read("?words=7000").lost);
        let again = Asked {
            text: "Smith again".to_owned(),
            ..Asked::default()
        };
        assert_ne!(query(&again), "?words=7000");
        assert_eq!(Asked::read(&query(&again)), again);
    }

    #[test]
    fn another_filter_starts_at_the_first_page() {
        let asked = Asked::default().at(Some("abc".to_owned()));
        let other = asked.but(|asked| asked.filter.overdue = Some(true));
        assert_eq!(query(&other), "?overdue=true");
        assert!(other.is_narrowed());
        assert!(!asked.is_narrowed());
    }

    #[test]
    fn fields_and_list_say_the_same() {
        let asked = Asked::default().but(|asked| {
            asked.filter.stage = Some(Stage::Closed);
            asked.filter.overdue = Some(true);
            asked.filter.notified_to = "2009-03-31".parse().ok();
            asked.text = "two words".to_owned();
        });
        assert_eq!(asked.typed_anew(&asked.typed()), Ok(asked));
    }

    #[test]
    fn dates_the_wrong_way_round_are_refused() {
        let typed = Typed::new()
            .with_date("notified_from", "2009-04-01".parse().ok())
            .with_date("notified_to", "2009-03-31".parse().ok());
        let faults = Asked::default().typed_anew(&typed).unwrap_err();
        assert_eq!(faults[0].pointer, "/notified_to");
    }

    #[test]
    fn each_filter_can_be_taken_away() {
        let asked = Asked::default().but(|asked| {
            asked.filter.stage = Some(Stage::Acting);
            asked.filter.notified_from = "2008-04-01".parse().ok();
        });
        let tags = asked.tags(&[]);
        let said: Vec<_> = tags
            .iter()
            .map(|tag| {
                (
                    tag.name.as_str(),
                    tag.value.as_str(),
                    tag.remove_href.as_str(),
                )
            })
            .collect();
        assert_eq!(
            said,
            [
                (
                    "Stage",
                    "Immediate steps",
                    "/incidents?notified_from=2008-04-01"
                ),
                ("Notified from", "1 Apr 2008", "/incidents?stage=acting"),
            ]
        );
    }
}
