//! The local authorities to choose from.

use super::fields::Fields;
use crate::api::people;
use crate::components::{Choice, LookupSource};
use crate::remote::Remote;
use leptos::prelude::*;
use shared::people::api::LocalAuthorityView;

/// How many lines are offered at once.
const MOST: usize = 12;

/// The local authorities, as far as they are read.
pub type Places = Remote<Vec<LocalAuthorityView>>;

/// Reads the local authorities, and writes the name of the chosen one into its box once it is known.
pub fn places(fields: Fields) -> Places {
    let places = Remote::load(people::local_authorities);
    Effect::new(move |_| {
        let code = fields.authority.get();
        let is_unnamed = fields.authority_text.with(String::is_empty);
        if let Some(name) = places.get().and_then(|all| name_of(&all, &code))
            && is_unnamed
        {
            fields.authority_text.set(name);
        }
    });
    places
}

/// The choices that match what is typed.
pub fn source(places: Places) -> LookupSource {
    LookupSource::new(move |text| async move {
        let all = match untrack(|| places.get()) {
            Some(all) => all,
            None => {
                people::local_authorities()
                    .await
                    .map_err(|error| error.detail())?
                    .value
            }
        };
        Ok(matching(&all, &text))
    })
}

/// Takes the local authority whose name was typed out in full, as if it had been chosen.
pub fn take_typed_name(fields: Fields, places: Places) {
    let typed = fields.authority_text.get_untracked();
    let all = untrack(|| places.get()).unwrap_or_default();
    if fields.authority.with_untracked(String::is_empty)
        && let Some(found) = named(&all, &typed)
    {
        fields.authority.set(found.code.clone());
        fields.authority_text.set(found.name.clone());
    }
}

/// The name of the local authority with this code.
pub fn name_of(all: &[LocalAuthorityView], code: &str) -> Option<String> {
    all.iter()
        .find(|one| one.code == code)
        .map(|one| one.name.clone())
}

fn named<'a>(all: &'a [LocalAuthorityView], typed: &str) -> Option<&'a LocalAuthorityView> {
    let typed = typed.trim().to_lowercase();
    all.iter().find(|one| one.name.to_lowercase() == typed)
}

/// Those whose name begins with the text, then those that have it elsewhere.
fn matching(all: &[LocalAuthorityView], text: &str) -> Vec<Choice> {
    let text = text.trim().to_lowercase();
    let begins = |one: &&LocalAuthorityView| one.name.to_lowercase().starts_with(&text);
    let holds = |one: &&LocalAuthorityView| one.name.to_lowercase().contains(&text);
    let choice = |one: &LocalAuthorityView| {
        let area = one
            .area_name
            .clone()
            .unwrap_or_else(|| "no area".to_owned());
        Choice::new(one.code.clone(), one.name.clone()).hint(format!("{}, {area}", one.region))
    };
    let first = all.iter().filter(begins);
    let then = all.iter().filter(|one| holds(one) && !begins(one));
    first.chain(then).take(MOST).map(choice).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<LocalAuthorityView> {
        ["North Tyneside", "Tyneside North", "Leeds"]
            .iter()
            .enumerate()
            .map(|(at, name)| LocalAuthorityView {
                code: format!("E0800000{at}"),
                name: (*name).to_owned(),
                region: "Region".to_owned(),
                area: None,
                area_name: None,
            })
            .collect()
    }

    #[test]
    fn what_begins_like_it_comes_first() {
        let names: Vec<String> = matching(&all(), " tyne")
            .into_iter()
            .map(|one| one.text)
            .collect();
        assert_eq!(names, ["Tyneside North", "North Tyneside"]);
        assert!(matching(&all(), "xyz").is_empty());
    }

    #[test]
    fn a_name_typed_out_in_full_is_found() {
        assert_eq!(
            named(&all(), " leeds ").map(|one| one.code.as_str()),
            Some("E08000002")
        );
        assert!(named(&all(), "lee").is_none() && named(&all(), "").is_none());
        assert_eq!(name_of(&all(), "E08000002").as_deref(), Some("Leeds"));
    }
}
