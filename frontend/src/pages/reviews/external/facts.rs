//! What an external review is about, as it is typed: for tracking one and for correcting it.

use crate::acting::{Fields, Said, many};
use crate::api::{ApiError, Versioned, incidents};
use crate::components::{Checkboxes, Choice, LookupSource};
use crate::pages::incidents::words::choices;
use crate::pages::people::authority_field;
use crate::remote::{Remote, show};
use crate::typed::{Reader, Typed, read_list, write_list};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::ids::IncidentId;
use shared::incidents::YesNo;
use shared::incidents::api::{IncidentFilter, IncidentRow, IncidentSearch, IncidentView};
use shared::problem::ProblemCode;
use shared::reviews::api::ExternalReviewView;
use shared::reviews::clocks::{Regime, regimes};
use shared::reviews::external::ExternalFacts;
use std::collections::BTreeSet;
use std::str::FromStr;

/// How many incidents are offered at once.
const MOST: u16 = 10;

/// The facts of a review as if they had just been typed.
pub fn typed_facts(view: &ExternalReviewView) -> Typed {
    let facts = &view.facts;
    let about = view.about.iter();
    let incidents: Vec<_> = about
        .clone()
        .map(|one| (one.id.to_string(), one.reference.clone()))
        .collect();
    let children: Vec<_> = about
        .flat_map(|one| &one.children)
        .map(|child| (child.id.to_string(), child.name.clone()))
        .collect();
    Typed::new()
        .with("title", facts.title.clone())
        .with("board", facts.board.clone())
        .with_some("local_authority", facts.local_authority.as_ref())
        .with_some("local_authority-text", view.local_authority_name.as_ref())
        .with_date("triggered_on", Some(facts.triggered_on))
        .with("regime", facts.regime.as_str())
        .with("involved", facts.involved.as_str())
        .with_list("incidents", &incidents)
        .with_list("children", &children)
}

/// Reads the facts. Where the day leaves one law only, that is it.
pub fn read_facts(reader: &mut Reader<'_>, typed: &Typed, past_day: NaiveDate) -> ExternalFacts {
    let aware = "The day on which they became aware";
    let ask = "Enter the day on which the Board or the partners became aware";
    let triggered_on = reader.date("/triggered_on", aware, ask);
    let regime = match regimes(triggered_on.unwrap_or(past_day)) {
        [only] => Some(*only),
        _ => reader.code("/regime", "Choose the law that it is held under"),
    };
    let incidents: Vec<IncidentId> = ids(typed, "incidents");
    let children = if incidents.is_empty() {
        Vec::new()
    } else {
        ids(typed, "children")
    };
    ExternalFacts {
        title: reader.text("/title"),
        board: reader.text("/board"),
        local_authority: reader.some_text("/local_authority"),
        triggered_on: triggered_on.unwrap_or(past_day),
        regime: regime.unwrap_or(Regime::Scr),
        involved: reader
            .code("/involved", "Choose whether we were involved")
            .unwrap_or(YesNo::NotKnown),
        incidents,
        children,
    }
}

fn ids<T: FromStr>(typed: &Typed, key: &str) -> Vec<T> {
    let chosen = typed.list(key).into_iter();
    chosen.filter_map(|(id, _)| id.parse().ok()).collect()
}

/// What was typed, in words.
pub fn say_facts(typed: &Typed) -> Said {
    let names = |key: &str| {
        let words: Vec<String> = typed
            .list(key)
            .into_iter()
            .map(|(_, words)| words)
            .collect();
        crate::format::list(&words)
    };
    [
        ("What it is called", typed.get("title").to_owned()),
        ("Held by", typed.get("board").to_owned()),
        (
            "Local authority",
            typed.get("local_authority-text").to_owned(),
        ),
        ("They became aware", typed.date_words("triggered_on")),
        (
            "Law",
            typed.code("regime").map_or("", Regime::label).to_owned(),
        ),
        (
            "We were involved",
            typed.code("involved").map_or("", YesNo::label).to_owned(),
        ),
        ("Incidents", names("incidents")),
        ("Children", names("children")),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec()
}

/// The questions.
pub fn facts_fields(fields: Fields) -> AnyView {
    view! {
        {fields.line("title", "What is the review called?", "For example, Child D. Leave out every child’s name.")}
        {fields.line("board", "Who holds it?", "The Local Safeguarding Children Board or, since 2018, the local safeguarding partners")}
        {authority_field(fields, "local_authority")}
        {fields
            .day(
                "triggered_on",
                "When did the Board’s chair or the partners become aware?",
                "This day decides which law it is held under and starts the first clock. For example, 27 3 2008",
            )}
        {law(fields)}
        {fields
            .one_of(
                "involved",
                "Were we involved with the child or family?",
                "We track a review, and answer its draft, where we were not involved too.",
                choices(YesNo::ALL, YesNo::as_str, YesNo::label),
            )}
        {many(
            fields,
            "incidents",
            "Which of our incidents is it about?",
            "Type a reference or words of the incident and choose from the list. Choose none if we know of the review only.",
            incident_source(),
            Callback::new(|_| ()),
        )}
        {children(fields)}
    }
    .into_any()
}

/// The law: asked while the day leaves a choice, said where it leaves none.
fn law(fields: Fields) -> AnyView {
    let date = fields.sheet.date("triggered_on");
    let laws = Memo::new(move |_| date.read().ok().flatten().map(regimes));
    let said = move || match laws.get() {
        Some([only]) => Some(view! {
            <p class="govuk-inset-text">
                {format!("By that day it is held under the law of: {}.", only.label())}
            </p>
        }),
        _ => None,
    };
    let question = fields.one_of(
        "regime",
        "Which law is it held under?",
        "While safeguarding partners took over, from 29 June 2018 to 29 September 2019, it can be either.",
        choices(Regime::ALL, Regime::as_str, Regime::label),
    );
    view! {
        <div role="status">{said}</div>
        {fields.while_holds(move || laws.get().is_some_and(|laws| laws.len() > 1), question)}
    }
    .into_any()
}

/// Incidents by their references and words, as far as the person may see them.
fn incident_source() -> LookupSource {
    LookupSource::new(|text| async move {
        let search = IncidentSearch {
            filter: IncidentFilter {
                limit: Some(MOST),
                ..IncidentFilter::default()
            },
            text,
        };
        let found = incidents::list(&search)
            .await
            .map_err(|error| error.detail())?;
        let choice = |row: IncidentRow| {
            Choice::new(row.id.to_string(), row.reference).hint(row.kind.label())
        };
        Ok(found.value.items.into_iter().map(choice).collect())
    })
}

/// The children of the chosen incidents, to choose from.
fn children(fields: Fields) -> AnyView {
    let incidents = fields.sheet.text("incidents");
    let offered = Remote::load(move || children_of(read_list(&incidents.get())));
    view! { {show(offered, 1, false, move |offered| boxes(fields, offered))} }.into_any()
}

async fn children_of(chosen: Vec<(String, String)>) -> Result<Versioned<Vec<Choice>>, ApiError> {
    let mut offered = Vec::new();
    for (id, reference) in chosen {
        let Ok(id) = id.parse() else { continue };
        match incidents::one(id).await {
            Ok(read) => offered.extend(named_in(&read.value, &reference)),
            Err(error) if error.is(ProblemCode::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Versioned {
        value: offered,
        etag: None,
    })
}

fn named_in(view: &IncidentView, reference: &str) -> Vec<Choice> {
    let children = view.intake.iter().flat_map(|intake| &intake.children);
    let choice = |child: &shared::incidents::api::ChildView| {
        Choice::new(child.id.to_string(), child.facts.name.clone())
            .hint(format!("{reference}, {}", child.facts.role.label()))
    };
    children.map(choice).collect()
}

fn boxes(fields: Fields, offered: Vec<Choice>) -> AnyView {
    let text = fields.sheet.text("children");
    let chosen = RwSignal::new(values(&text.get_untracked()));
    let choices = offered.clone();
    Effect::new(move |_| {
        let written = chosen.with(|chosen| written(&offered, chosen));
        if text.with_untracked(|text| *text != written) {
            text.set(written);
        }
    });
    // Laid over a newer version, the text changes from elsewhere.
    Effect::new(move |_| {
        let held = values(&text.get());
        let as_set = |all: &[String]| all.iter().cloned().collect::<BTreeSet<_>>();
        if chosen.with_untracked(|chosen| as_set(chosen) != as_set(&held)) {
            chosen.set(held);
        }
    });
    (!choices.is_empty())
        .then(|| {
            view! {
                <Checkboxes
                    id="children"
                    label="Which children is it about?"
                    values=chosen
                    choices=choices
                    error=fields.form.error("children")
                />
            }
        })
        .into_any()
}

fn values(text: &str) -> Vec<String> {
    read_list(text)
        .into_iter()
        .map(|(value, _)| value)
        .collect()
}

/// The chosen children as the form keeps them; none that is no longer offered.
fn written(offered: &[Choice], chosen: &[String]) -> String {
    let items = offered.iter().filter(|one| chosen.contains(&one.value));
    let items: Vec<_> = items
        .map(|one| (one.value.clone(), one.text.clone()))
        .collect();
    write_list(&items)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{TODAY, day, id, review};
    use super::*;

    fn read(typed: &Typed) -> Result<ExternalFacts, Vec<String>> {
        let today = day(TODAY);
        let mut reader = Reader::new(typed);
        let facts = read_facts(&mut reader, typed, today);
        let named = |faults: Vec<shared::problem::FieldError>| {
            faults.into_iter().map(|fault| fault.pointer).collect()
        };
        reader.finish(facts, today).map_err(named)
    }

    #[test]
    fn opening_and_sending_changes_nothing() {
        let view = review();
        assert_eq!(read(&typed_facts(&view)), Ok(view.facts));
    }

    #[test]
    fn every_question_that_is_left_is_named() {
        assert_eq!(
            read(&Typed::new()).unwrap_err(),
            ["/triggered_on", "/involved", "/title", "/board"]
        );
    }

    #[test]
    fn the_day_chooses_the_law_and_asks_only_where_it_leaves_a_choice() {
        let mut typed = typed_facts(&review()).with("regime", "");
        assert_eq!(read(&typed).unwrap().regime, Regime::Scr);
        typed = typed.with_date("triggered_on", Some(day("2008-09-30")));
        assert_eq!(read(&typed).unwrap_err(), ["/triggered_on"]);
        let typed = typed.with_date("triggered_on", Some(day("2019-01-31")));
        let mut reader = Reader::new(&typed);
        read_facts(&mut reader, &typed, day(TODAY));
        let faults = reader.finish_with((), Vec::new()).unwrap_err();
        assert_eq!(faults[0].pointer, "/regime");
    }

    #[test]
    fn a_child_goes_with_its_incident() {
        let typed = typed_facts(&review()).with("incidents", "");
        assert!(read(&typed).unwrap().children.is_empty());
        let offered = [Choice::new("a", "Alex"), Choice::new("b", "Billie")];
        let chosen = ["b".to_owned(), "gone".to_owned()];
        assert_eq!(written(&offered, &chosen), "b\tBillie");
        assert_eq!(values("b\tBillie"), ["b"]);
    }

    #[test]
    fn the_incident_is_said_by_its_reference() {
        let said = say_facts(&typed_facts(&review()));
        assert!(said.contains(&("Incidents".to_owned(), "SI-2008-0042".to_owned())));
        assert!(said.contains(&("Children".to_owned(), "Alex".to_owned())));
        assert_eq!(review().facts.incidents, [id(40).into()]);
    }
}
