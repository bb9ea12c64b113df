//! Correcting what was notified.

use super::correct::{correction, date_in, form_of, with_date};
use super::incident::{Act, Ground, Said, Scene};
use crate::api::codelists;
use crate::api::incidents::Command;
use crate::components::Choice;
use crate::pages::codelists::valid_choices;
use crate::pages::incidents::words::choices;
use crate::pages::people::authority_field;
use crate::remote::{Remote, show};
use crate::typed::Typed;
use leptos::prelude::*;
use shared::codelists::{Codelist, CodelistView};
use shared::incidents::api::IncidentView;
use shared::incidents::codes::{DatePrecision, IncidentKind, Proceedings, YesNo};
use shared::problem::FieldError;

/// Correcting what was notified.
pub struct CorrectFacts;

/// The field of a fact.
macro_rules! at {
    ($name:literal) => {
        concat!("notification-", $name)
    };
}

impl Act<IncidentView> for CorrectFacts {
    fn title(&self, _: &Ground<'_>) -> String {
        "Correct what was notified".to_owned()
    }
    fn opens(&self, on: &Ground<'_>) -> Typed {
        let Some(intake) = on.intake() else {
            return Typed::new();
        };
        let form = form_of(intake);
        let typed = Typed::new()
            .with(at!("kind"), form.kind)
            .with(at!("incident_date_precision"), form.incident_date_precision)
            .with(at!("source"), form.source)
            .with(at!("source-text"), intake.source_label.clone())
            .with(at!("local_authority"), form.local_authority)
            .with_some(
                at!("local_authority-text"),
                intake.local_authority_name.as_ref(),
            )
            .with(at!("proceedings"), form.proceedings)
            .with(at!("media_interest"), form.media_interest)
            .with(at!("serious_criticism"), form.serious_criticism);
        let typed = with_date(typed, at!("incident_date"), &form.incident_date);
        let typed = with_date(typed, at!("became_known_on"), &form.became_known_on);
        with_date(typed, at!("notified_on"), &form.notified_on)
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let Some(intake) = on.intake() else {
            return Err(Vec::new());
        };
        let text = |key: &str| typed.get(key).to_owned();
        let mut form = form_of(intake);
        form.kind = text(at!("kind"));
        form.incident_date_precision = text(at!("incident_date_precision"));
        form.incident_date = date_in(typed, at!("incident_date"));
        form.became_known_on = date_in(typed, at!("became_known_on"));
        form.notified_on = date_in(typed, at!("notified_on"));
        form.source = text(at!("source"));
        form.local_authority = text(at!("local_authority"));
        form.proceedings = text(at!("proceedings"));
        form.media_interest = text(at!("media_interest"));
        form.serious_criticism = text(at!("serious_criticism"));
        let ids = intake.children.iter().map(|child| Some(child.id)).collect();
        correction(&form, ids, typed, on)
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        let yes_no = |key: &str| typed.code(key).map_or("", YesNo::label).to_owned();
        let known = typed.code(at!("incident_date_precision"));
        let label = |words: Option<&'static str>| words.unwrap_or_default().to_owned();
        [
            (
                "What happened",
                label(typed.code(at!("kind")).map(IncidentKind::label)),
            ),
            (
                "Date of the incident",
                typed.date_words(at!("incident_date")),
            ),
            (
                "How well it is known",
                label(known.map(DatePrecision::label)),
            ),
            ("Became known", typed.date_words(at!("became_known_on"))),
            ("We were told", typed.date_words(at!("notified_on"))),
            ("By", typed.get(at!("source-text")).to_owned()),
            (
                "Local authority",
                typed.get(at!("local_authority-text")).to_owned(),
            ),
            (
                "Proceedings",
                label(typed.code(at!("proceedings")).map(Proceedings::label)),
            ),
            ("Media interest", yes_no(at!("media_interest"))),
            (
                "Serious criticism expected",
                yes_no(at!("serious_criticism")),
            ),
            ("Reason", typed.get("reason").to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .to_vec()
    }
    fn done(&self, _: &Typed, _: &Ground<'_>) -> String {
        "The facts are corrected.".to_owned()
    }
    fn fields(&self, scene: Scene) -> AnyView {
        let precision = choices(
            DatePrecision::ALL,
            DatePrecision::as_str,
            DatePrecision::label,
        );
        let has_date =
            move || scene.says(at!("incident_date_precision")) != DatePrecision::Unknown.as_str();
        let yes_no = || choices(YesNo::ALL, YesNo::as_str, YesNo::label);
        view! {
            <p class="govuk-body">
                "What happened in the reporter’s words is never edited: add words under it instead. Each child is corrected on a page of its own."
            </p>
            {scene
                .one_of(
                    at!("kind"),
                    "What happened?",
                    "",
                    choices(IncidentKind::ALL, IncidentKind::as_str, IncidentKind::label),
                )}
            {scene.one_of(at!("incident_date_precision"), "How well is the date of the incident known?", "", precision)}
            {scene.while_holds(has_date, scene.day(at!("incident_date"), "When did it happen?", ""))}
            {scene.day(at!("became_known_on"), "When did it become known to anyone?", "Leave it empty if that is not known.")}
            {scene.day(at!("notified_on"), "When were we told?", "")}
            {source(scene)}
            {authority_field(scene.fields, at!("local_authority"))}
            {scene
                .one_of(
                    at!("proceedings"),
                    "Which proceedings are there?",
                    "",
                    choices(Proceedings::ALL, Proceedings::as_str, Proceedings::label),
                )}
            {scene.one_of(at!("media_interest"), "Is there media interest?", "", yes_no())}
            {scene.one_of(at!("serious_criticism"), "Is serious criticism of us expected?", "", yes_no())}
            {scene.reason("Why is it corrected?")}
        }
        .into_any()
    }
}

fn source(scene: Scene) -> AnyView {
    let list = Remote::load(|| codelists::one(Codelist::IncidentSource));
    view! { {show(list, 4, false, move |list| source_radios(scene, &list))} }.into_any()
}

fn source_radios(scene: Scene, list: &CodelistView) -> AnyView {
    let recorded = scene.on(|on| {
        let intake = on.intake()?;
        let code = intake.notification.source.to_string();
        Some(Choice::new(code, intake.source_label.clone()))
    });
    let choices = with_recorded(valid_choices(list), recorded);
    keep_words(scene, at!("source"), at!("source-text"), &choices);
    scene.one_of(at!("source"), "Who told us?", "", choices)
}

/// What is recorded can be left as it is, in its own words, even where it cannot be chosen any more.
fn with_recorded(mut choices: Vec<Choice>, recorded: Option<Choice>) -> Vec<Choice> {
    if let Some(recorded) = recorded {
        match choices.iter_mut().find(|one| one.value == recorded.value) {
            Some(same) => *same = recorded,
            None => choices.push(recorded),
        }
    }
    choices
}

/// Keeps the words of what is chosen beside its code.
fn keep_words(scene: Scene, value: &str, text: &str, choices: &[Choice]) {
    let (value, text) = (scene.sheet.text(value), scene.sheet.text(text));
    let names = choices.to_vec();
    Effect::new(move |_| {
        let chosen = value.get();
        let name = crate::components::chosen_text(&names, &chosen);
        if let Some(name) = name.or_else(|| chosen.is_empty().then(String::new)) {
            text.set(name);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::super::testing::{day, ground, incident};
    use super::*;

    #[test]
    fn opening_and_sending_changes_nothing() {
        let view = incident();
        let on = ground(&view);
        let typed = CorrectFacts.opens(&on).with("reason", "None");
        let Ok(Command::Correct(command)) = CorrectFacts.reads(&typed, &on) else {
            panic!("not read");
        };
        let intake = view.intake.as_ref().unwrap();
        assert_eq!(command.notification, intake.notification);
        let facts: Vec<_> = command
            .children
            .iter()
            .map(|child| (child.id, &child.facts))
            .collect();
        let recorded: Vec<_> = intake
            .children
            .iter()
            .map(|child| (Some(child.id), &child.facts))
            .collect();
        assert_eq!(facts, recorded);
    }

    #[test]
    fn a_source_that_has_ended_can_be_left_as_it_is() {
        let choice = |value: &str, text: &str| Choice::new(value, text);
        let valid = vec![choice("police", "Police"), choice("other", "Someone else")];
        let texts = |recorded| -> Vec<String> {
            let all = with_recorded(valid.clone(), recorded);
            all.into_iter().map(|one| one.text).collect()
        };
        assert_eq!(
            texts(Some(choice("fire", "Fire service"))),
            ["Police", "Someone else", "Fire service"]
        );
        assert_eq!(
            texts(Some(choice("police", "Constabulary"))),
            ["Constabulary", "Someone else"]
        );
        assert_eq!(texts(None), ["Police", "Someone else"]);
    }

    #[test]
    fn faults_name_the_fields_of_the_page() {
        let view = incident();
        let on = ground(&view);
        let typed = CorrectFacts
            .opens(&on)
            .with_date(at!("notified_on"), Some(day("2008-09-13")))
            .with(at!("source"), "");
        let faults = CorrectFacts.reads(&typed, &on).unwrap_err();
        let at: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(
            at,
            [
                "/notification/source",
                "/notification/notified_on",
                "/reason"
            ]
        );
    }

    #[test]
    fn a_date_not_known_is_left_out() {
        let view = incident();
        let on = ground(&view);
        let typed = CorrectFacts
            .opens(&on)
            .with(at!("incident_date_precision"), "unknown")
            .with("reason", "Never established");
        let Ok(Command::Correct(command)) = CorrectFacts.reads(&typed, &on) else {
            panic!("not read");
        };
        assert_eq!(command.notification.incident_date, None);
    }
}
