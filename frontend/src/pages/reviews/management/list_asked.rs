//! What the list of management reviews is asked for: the address holds all of it.

use crate::api::reviews::management::{filter_query, read_filter};
use crate::components::FilterTag;
use crate::query::Query;
use crate::routes::Route;
use crate::typed::Typed;
use shared::people::api::{AreaView, StaffRef};
use shared::reviews::api::{ManagementReviewFilter, ReviewSort};
use shared::reviews::codes::ManagementStage;

/// What the list is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Asked(pub ManagementReviewFilter);

impl Asked {
    /// Reads the part of the address after the question mark.
    pub fn read(search: &str) -> Self {
        Self(read_filter(&Query::parse(search)))
    }
    /// The address of the list.
    pub fn address(&self) -> String {
        filter_query(&self.0).after(&Route::ManagementReviews.path())
    }
    /// The same list with something else asked, from its first page.
    pub fn but(&self, change: impl FnOnce(&mut ManagementReviewFilter)) -> Self {
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

    /// What the fields say for this list. The author’s name is not in the address: it is read.
    pub fn typed(&self, author: Option<&StaffRef>) -> Typed {
        Typed::new()
            .with_some("stage", self.0.stage)
            .with_some("area", self.0.area)
            .with_some("author", self.0.author)
            .with_some("author-text", self.0.author.map(|_| name(author)))
    }
    /// The list that the fields say, in the order of this one.
    pub fn typed_anew(&self, typed: &Typed, only_overdue: bool) -> Self {
        self.but(|filter| {
            filter.stage = typed.code("stage");
            filter.area = typed.code("area");
            filter.author = typed.code("author");
            filter.overdue = only_overdue.then_some(true);
        })
    }

    /// The filters in force, each with the list without it.
    pub fn tags(&self, areas: &[AreaView], author: Option<&StaffRef>) -> Vec<FilterTag> {
        let filter = &self.0;
        let mut tags = Vec::new();
        let mut tag =
            |name: &str, value: Option<String>, without: fn(&mut ManagementReviewFilter)| {
                if let Some(value) = value {
                    tags.push(FilterTag {
                        name: name.to_owned(),
                        value,
                        remove_href: self.but(without).address(),
                    });
                }
            };
        let stage = filter.stage.map(ManagementStage::label);
        tag("Stage", stage.map(str::to_owned), |f| f.stage = None);
        let area = filter.area.map(|id| {
            let found = areas.iter().find(|area| area.id == id);
            found.map_or_else(|| "One area".to_owned(), |area| area.name.clone())
        });
        tag("Area", area, |f| f.area = None);
        let author = filter.author.map(|_| name(author));
        tag("Author", author, |f| f.author = None);
        let incident = filter.incident.map(|_| "One incident".to_owned());
        tag("About", incident, |f| f.incident = None);
        let overdue = filter.overdue.map(|only| if only { "Yes" } else { "No" });
        tag("Overdue", overdue.map(str::to_owned), |f| f.overdue = None);
        tags
    }
}

fn name(author: Option<&StaffRef>) -> String {
    author.map_or_else(|| "One person".to_owned(), |author| author.name.clone())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{id, staff};
    use super::*;

    fn asked() -> Asked {
        Asked::default().but(|filter| {
            filter.stage = Some(ManagementStage::Returned);
            filter.author = Some(id(21).into());
        })
    }

    #[test]
    fn the_address_holds_everything() {
        let asked = asked().at(Some("abc".to_owned()));
        let address = asked.address();
        assert_eq!(
            address,
            format!(
                "/management-reviews?stage=returned&author={}&cursor=abc",
                id(21)
            )
        );
        assert_eq!(Asked::read(address.split_once('?').unwrap().1), asked);
    }

    #[test]
    fn fields_and_list_say_the_same_from_the_first_page() {
        let there = asked().at(Some("abc".to_owned()));
        assert_eq!(there.typed_anew(&there.typed(None), false), asked());
        assert!(there.is_narrowed());
        let sorted = Asked::default().but(|filter| filter.sort = Some(ReviewSort::Oldest));
        assert!(!sorted.is_narrowed());
    }

    #[test]
    fn each_filter_can_be_taken_away_and_the_author_is_named() {
        let author = staff(21);
        let tags = asked().tags(&[], Some(&author));
        let said: Vec<_> = tags
            .iter()
            .map(|tag| (tag.value.as_str(), tag.remove_href.as_str()))
            .collect();
        let without_stage = format!("/management-reviews?author={}", id(21));
        assert_eq!(
            said,
            [
                ("Returned to the author", without_stage.as_str()),
                ("Person 21", "/management-reviews?stage=returned"),
            ]
        );
        assert_eq!(asked().typed(Some(&author)).get("author-text"), "Person 21");
    }
}
