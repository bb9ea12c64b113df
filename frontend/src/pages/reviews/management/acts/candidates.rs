//! The register of authors as a ranked list: those who can be proposed to choose from, the others with the reasons why not.

use super::super::record::Scene;
use crate::api::reviews::management;
use crate::components::{Choice, Details, Radios, TextInput};
use crate::format;
use crate::remote::{Remote, show};
use leptos::prelude::*;
use shared::reviews::api::{AuthorCandidate, AuthorSearch};
use std::time::Duration;

/// How many who can be proposed are shown at once.
const SHOWN: usize = 10;
/// How many who cannot are shown at once.
const OUT_SHOWN: usize = 30;
/// How long typing must rest before the server is asked.
const REST: Duration = Duration::from_millis(250);

/// The list, ranked under the exception that is chosen and narrowed by a part of a name.
pub fn candidates(scene: Scene) -> AnyView {
    let review = scene.id();
    let typed = scene.sheet.text("find");
    let asked = RwSignal::new(typed.get_untracked());
    let mut ask_later = debounce(REST, move |text: String| {
        // The page may have gone meanwhile.
        if asked.try_with_untracked(|before| *before != text) == Some(true) {
            asked.set(text);
        }
    });
    Effect::new(move |_| ask_later(typed.get()));
    let found = Remote::load(move || {
        let text = asked.get().trim().to_owned();
        let search = AuthorSearch {
            exception: scene.says("exception").parse().ok(),
            text: (!text.is_empty()).then_some(text),
        };
        async move { management::authors(review, &search).await }
    });
    let author = scene.sheet.text("author");
    let author_name = scene.sheet.text("author-text");
    // What is chosen is always in sight: what is not, is not chosen.
    Effect::new(move |_| {
        let Some(found) = found.get() else {
            return;
        };
        let chosen = author.get();
        match shown(&found).find(|one| one.staff.id.to_string() == chosen) {
            Some(one) => author_name.set(one.staff.name.clone()),
            None if !chosen.is_empty() => author.set(String::new()),
            None => {}
        }
    });
    let status = move || found.get().map(|found| how_many(&found));
    view! {
        <TextInput
            id="find"
            label="Find an author by name"
            hint="Leave it empty to see the best placed first"
            value=typed
            label_class="govuk-label--s"
        />
        <div role="status" class="govuk-visually-hidden">
            {status}
        </div>
        {show(found, 6, false, move |found| list(scene, &found, asked.get_untracked().trim()))}
    }
    .into_any()
}

/// Those who can be proposed, the best placed first.
fn eligible(found: &[AuthorCandidate]) -> impl Iterator<Item = &AuthorCandidate> {
    found.iter().filter(|one| one.eligible)
}

/// Those of them who are shown.
fn shown(found: &[AuthorCandidate]) -> impl Iterator<Item = &AuthorCandidate> {
    eligible(found).take(SHOWN)
}

fn how_many(found: &[AuthorCandidate]) -> String {
    let count = shown(found).count();
    format!(
        "{} to choose from",
        format::count(count, "person", "people")
    )
}

fn list(scene: Scene, found: &[AuthorCandidate], asked: &str) -> AnyView {
    let choices: Vec<_> = shown(found).map(choice).collect();
    let choose = if choices.is_empty() {
        view! {
            <p class="govuk-body" id="author" tabindex="-1">
                {nobody(asked)}
            </p>
        }
        .into_any()
    } else {
        view! {
            <Radios
                id="author"
                label="Who is proposed?"
                hint="The best placed first, each with the reasons"
                value=scene.sheet.text("author")
                choices=choices
                error=scene.form.error("author")
            />
        }
        .into_any()
    };
    let more = (eligible(found).count() > SHOWN).then(|| {
        view! { <p class="govuk-body">"More can be proposed. Type part of a name to see them."</p> }
    });
    let out: Vec<_> = found.iter().filter(|one| !one.eligible).collect();
    view! {
        {choose}
        {more}
        {out_of_it(&out)}
    }
    .into_any()
}

fn nobody(asked: &str) -> &'static str {
    if asked.is_empty() {
        "Nobody in the register of authors can be proposed. See below why not, or choose an exception."
    } else {
        "Nobody of that name can be proposed."
    }
}

fn choice(one: &AuthorCandidate) -> Choice {
    let choice = Choice::new(one.staff.id.to_string(), one.staff.name.clone());
    if one.reasons.is_empty() {
        choice
    } else {
        choice.hint(format!("{}.", one.reasons.join(". ")))
    }
}

/// Those who cannot be proposed, folded, each with the reasons.
fn out_of_it(out: &[&AuthorCandidate]) -> Option<AnyView> {
    (!out.is_empty()).then(|| {
        let lines = out.iter().take(OUT_SHOWN);
        let lines = lines
            .map(|one| {
                let reasons = format!(": {}.", one.reasons.join(". "));
                view! { <li><strong>{one.staff.name.clone()}</strong> {reasons}</li> }
            })
            .collect_view();
        let more = (out.len() > OUT_SHOWN).then(|| {
            view! { <p class="govuk-body">"There are more. Type part of a name to see them."</p> }
        });
        view! {
            <Details summary="Who cannot be proposed, and why">
                <ul class="govuk-list govuk-list--bullet govuk-list--spaced">{lines}</ul>
                {more}
            </Details>
        }
        .into_any()
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::staff;
    use super::*;

    fn candidate(number: u128, eligible: bool, reasons: &[&str]) -> AuthorCandidate {
        AuthorCandidate {
            staff: staff(number),
            eligible,
            reasons: reasons.iter().map(|one| (*one).to_owned()).collect(),
            writing: 0,
        }
    }

    #[test]
    fn those_who_can_be_proposed_keep_their_order_and_say_why() {
        let mut found = vec![
            candidate(22, true, &["Independent", "Trained"]),
            candidate(12, false, &["Managed Person 31"]),
            candidate(21, true, &[]),
        ];
        let names: Vec<_> = shown(&found).map(|one| one.staff.name.as_str()).collect();
        assert_eq!(names, ["Person 22", "Person 21"]);
        assert_eq!(
            choice(&found[0]).hint.as_deref(),
            Some("Independent. Trained.")
        );
        assert_eq!(choice(&found[2]).hint, None);
        found.extend((100..120).map(|number| candidate(number, true, &[])));
        assert_eq!(how_many(&found), "10 people to choose from");
    }
}
