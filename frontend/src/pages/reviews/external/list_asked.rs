//! What the list of external reviews is asked for: the address holds all of it.

use crate::api::reviews::external::{filter_query, read_filter};
use crate::components::FilterTag;
use crate::query::Query;
use crate::routes::Route;
use crate::typed::Typed;
use shared::incidents::YesNo;
use shared::reviews::api::{ExternalReviewFilter, ReviewSort};
use shared::reviews::clocks::Regime;
use shared::reviews::codes::ExternalStage;

/// What the list is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Asked(pub ExternalReviewFilter);

impl Asked {
    /// Reads the part of the address after the question mark.
    pub fn read(search: &str) -> Self {
        Self(read_filter(&Query::parse(search)))
    }
    /// The address of the list.
    pub fn address(&self) -> String {
        filter_query(&self.0).after(&Route::ExternalReviews.path())
    }
    /// The same list with something else asked, from its first page.
    pub fn but(&self, change: impl FnOnce(&mut ExternalReviewFilter)) -> Self {
        let mut other = self.clone();
        other.0.cursor = None;
        change(&mut other.0);
        other
    }
    /// The same list at another place.
    pub fn at(&self, cursor: Option<String>) -> Self {
        self.but(|filter| filter.cursor = cursor)
    }
    /// Whether anything narrows the list.
    pub fn is_narrowed(&self) -> bool {
        self.but(|filter| filter.sort = None) != Self::default()
    }
    /// The order.
    pub fn sort(&self) -> ReviewSort {
        self.0.sort.unwrap_or(ReviewSort::Newest)
    }

    /// What the fields say for this list.
    pub fn typed(&self) -> Typed {
        Typed::new()
            .with_some("stage", self.0.stage)
            .with_some("regime", self.0.regime)
            .with_some("involved", self.0.involved)
    }
    /// The list that the fields say, in the order of this one.
    pub fn typed_anew(&self, typed: &Typed, only_overdue: bool) -> Self {
        self.but(|filter| {
            filter.stage = typed.code("stage");
            filter.regime = typed.code("regime");
            filter.involved = typed.code("involved");
            filter.overdue = only_overdue.then_some(true);
        })
    }

    /// The filters in force, each with the list without it.
    pub fn tags(&self) -> Vec<FilterTag> {
        let filter = &self.0;
        let mut tags = Vec::new();
        let mut tag = |name: &str, value: Option<&str>, without: fn(&mut ExternalReviewFilter)| {
            if let Some(value) = value {
                tags.push(FilterTag {
                    name: name.to_owned(),
                    value: value.to_owned(),
                    remove_href: self.but(without).address(),
                });
            }
        };
        tag("Stage", filter.stage.map(ExternalStage::label), |f| {
            f.stage = None;
        });
        tag("Law", filter.regime.map(Regime::label), |f| f.regime = None);
        tag("We were involved", filter.involved.map(YesNo::label), |f| {
            f.involved = None;
        });
        let incident = filter.incident.map(|_| "One incident");
        tag("About", incident, |f| f.incident = None);
        let overdue = filter.overdue.map(|only| if only { "Yes" } else { "No" });
        tag("Overdue", overdue, |f| f.overdue = None);
        tags
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked() -> Asked {
        Asked::default().but(|filter| {
            filter.stage = Some(ExternalStage::Draft);
            filter.overdue = Some(true);
        })
    }

    #[test]
    fn the_address_holds_everything() {
        let asked = asked().at(Some("abc".to_owned()));
        let address = asked.address();
        assert_eq!(
            address,
            "/external-reviews?stage=draft&overdue=true&cursor=abc"
        );
        assert_eq!(Asked::read(address.split_once('?').unwrap().1), asked);
    }

    #[test]
    fn fields_and_list_say_the_same_from_the_first_page() {
        let there = asked().at(Some("abc".to_owned()));
        assert_eq!(there.typed_anew(&there.typed(), true), asked());
        assert!(there.is_narrowed());
        let sorted = Asked::default().but(|filter| filter.sort = Some(ReviewSort::Oldest));
        assert!(!sorted.is_narrowed());
    }

    #[test]
    fn each_filter_can_be_taken_away() {
        let tags = asked().tags();
        let said: Vec<_> = tags
            .iter()
            .map(|tag| (tag.value.as_str(), tag.remove_href.as_str()))
            .collect();
        assert_eq!(
            said,
            [
                ("Draft received", "/external-reviews?overdue=true"),
                ("Yes", "/external-reviews?stage=draft"),
            ]
        );
    }
}
