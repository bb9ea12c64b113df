//! How API clients are put into words on every page about them.

use crate::components::{Tag, TagColour};
use crate::format;
use leptos::prelude::*;
use shared::integrations::api::ApiArea;
use shared::integrations::{ApiScope, ApiStatus};

/// What a client may do: `report incidents and read summaries`.
pub fn scopes(scopes: &[ApiScope]) -> String {
    let words: Vec<String> = scopes
        .iter()
        .map(|scope| match scope {
            ApiScope::Report => "report incidents".to_owned(),
            ApiScope::ReadSummaries => "read summaries".to_owned(),
        })
        .collect();
    capital(&format::list(&words))
}

/// Where it may do it.
pub fn areas(national: bool, areas: &[ApiArea]) -> String {
    if national {
        return "Everywhere".to_owned();
    }
    let names: Vec<String> = areas.iter().map(|area| area.name.clone()).collect();
    format::list(&names)
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// How a client or a secret stands.
pub fn status_tag(status: ApiStatus) -> AnyView {
    let (text, colour) = match status {
        ApiStatus::Working => ("Working", TagColour::Green),
        ApiStatus::Waiting => ("Waiting", TagColour::Yellow),
        ApiStatus::Expired => ("Expired", TagColour::Grey),
        ApiStatus::Ended => ("Ended", TagColour::Grey),
    };
    view! { <Tag text=text colour=colour /> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_client_may_do_reads_as_a_sentence() {
        assert_eq!(scopes(&[ApiScope::Report]), "Report incidents");
        assert_eq!(
            scopes(&[ApiScope::Report, ApiScope::ReadSummaries]),
            "Report incidents and read summaries"
        );
        assert_eq!(areas(true, &[]), "Everywhere");
    }
}
