//! The register of authors as a ranked list: those who can be proposed to choose from, the others with the reasons why not.

use super::super::record::Scene;
use crate::api::reviews::management;
use crate::components::{Choice, Details, Radios, TextInput};
use crate::format;
use crate::remote::{Remote, show};
use leptos::prelude::*;
use shared::reviews::api::{AuthorCandidate, AuthorSearch};

/// How many who can be proposed are shown at once.
const SHOWN: usize = 10;
/// How many who cannot are shown at once.
const OUT_SHOWN: usize = 30;

/// The list, ranked under the exception that is chosen and narrowed by a part of a name.
pub fn candidates(scene: Scene) -> AnyView {
    let review = scene.id();
    let found = Remote::load(move || {
        let search = AuthorSearch {
            exception: scene.says("exception").parse().ok(),
            text: None,
        };
        async move { management::authors(review, &search).await }
    });
    let part = scene.sheet.text("find");
    let author = scene.sheet.text("author");
    let author_name = scene.sheet.text("author-text");
    // What is chosen is always in sight: what is not, is not chosen.
    Effect::new(move |_| {
        let Some(found) = found.get() else {
            return;
        };
        let chosen = author.get();
        let shown = part.with(|part| eligible(&found, part));
        let still = shown
            .iter()
            .take(SHOWN)
            .find(|one| one.staff.id.to_string() == chosen);
        match still {
            Some(one) => author_name.set(one.staff.name.clone()),
            None if !chosen.is_empty() => author.set(String::new()),
            None => {}
        }
    });
    let list = move |found: Vec<AuthorCandidate>| {
        let found = StoredValue::new(found);
        let lines = move || part.with(|part| found.with_value(|found| lines(scene, found, part)));
        view! { <div>{lines}</div> }.into_any()
    };
    let status = move || {
        let found = found.get()?;
        let count = part.with(|part| eligible(&found, part).len());
        Some(can_be_proposed(count))
    };
    view! {
        <TextInput
            id="find"
            label="Find an author by name"
            hint="Leave it empty to see the best placed first"
            value=part
            label_class="govuk-label--s"
        />
        <div role="status" class="govuk-visually-hidden">
            {status}
        </div>
        {show(found, 6, false, list)}
    }
    .into_any()
}

fn can_be_proposed(count: usize) -> String {
    format!(
        "{} can be proposed",
        format::count(count, "person", "people")
    )
}

fn has_part(one: &AuthorCandidate, part: &str) -> bool {
    let part = part.trim().to_lowercase();
    one.staff.name.to_lowercase().contains(&part)
}

/// Those who can be proposed and have this in their name, in the order of the register.
fn eligible<'a>(found: &'a [AuthorCandidate], part: &str) -> Vec<&'a AuthorCandidate> {
    let found = found.iter();
    found
        .filter(|one| one.eligible && has_part(one, part))
        .collect()
}

fn lines(scene: Scene, found: &[AuthorCandidate], part: &str) -> AnyView {
    let fit = eligible(found, part);
    let out: Vec<_> = found
        .iter()
        .filter(|one| !one.eligible && has_part(one, part))
        .collect();
    let more = fit.len().saturating_sub(SHOWN);
    let choose = if fit.is_empty() {
        view! {
            <p class="govuk-body" id="author" tabindex="-1">
                {nobody(part)}
            </p>
        }
        .into_any()
    } else {
        let choices = fit.into_iter().take(SHOWN).map(choice).collect::<Vec<_>>();
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
    let more = (more > 0).then(|| {
        let words = format!("{more} more can be proposed. Type part of a name to see them.");
        view! { <p class="govuk-body">{words}</p> }
    });
    view! {
        {choose}
        {more}
        {out_of_it(&out)}
    }
    .into_any()
}

fn nobody(part: &str) -> &'static str {
    if part.trim().is_empty() {
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
        let summary = format!("Who cannot be proposed, and why ({})", out.len());
        let more = out.len().saturating_sub(OUT_SHOWN);
        let lines = out.iter().take(OUT_SHOWN);
        let lines = lines
            .map(|one| {
                let reasons = format!(": {}.", one.reasons.join(". "));
                view! { <li><strong>{one.staff.name.clone()}</strong> {reasons}</li> }
            })
            .collect_view();
        let more = (more > 0).then(|| {
            let words = format!("{more} more cannot be proposed. Type part of a name to see them.");
            view! { <p class="govuk-body">{words}</p> }
        });
        view! {
            <Details summary=summary>
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
        let found = [
            candidate(22, true, &["Independent", "Trained"]),
            candidate(21, true, &[]),
            candidate(12, false, &["Managed Person 31"]),
        ];
        let names: Vec<_> = eligible(&found, " PERSON 2")
            .iter()
            .map(|one| one.staff.name.as_str())
            .collect();
        assert_eq!(names, ["Person 22", "Person 21"]);
        assert_eq!(
            choice(&found[0]).hint.as_deref(),
            Some("Independent. Trained.")
        );
        assert_eq!(choice(&found[1]).hint, None);
        assert_eq!(can_be_proposed(1), "1 person can be proposed");
    }
}
