//! A recommendation in a table.

use crate::format;
use shared::reviews::api::RecommendationView;

/// What was decided, if it is.
pub fn decision_words(one: &RecommendationView) -> &'static str {
    match &one.decided {
        Some(decided) => decided.decision.label(),
        None => "Not decided",
    }
}

/// Who sees to it, and by when.
pub fn owner_words(one: &RecommendationView) -> String {
    match (&one.owner, one.due) {
        (Some(owner), Some(due)) => format!("{}, by {}", owner.name, format::date(due)),
        (Some(owner), None) => owner.name.clone(),
        _ => "Nobody yet".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{accepted, recommendation};
    use super::*;

    #[test]
    fn what_is_open_says_so() {
        assert_eq!(decision_words(&recommendation()), "Not decided");
        assert_eq!(owner_words(&recommendation()), "Nobody yet");
        assert_eq!(decision_words(&accepted()), "Accepted");
        assert_eq!(owner_words(&accepted()), "Person 21, by 1 December 2008");
    }
}
