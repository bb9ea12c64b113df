//! Triage: known to us? which cases, and who worked on them at the time.

use super::glance::glance;
use super::incident::{Act, Ground, Said, Scene};
use super::picker::anyone;
use super::triage_cases::cases;
use crate::acting::many;
use crate::api::incidents::Command;
use crate::format;
use crate::pages::incidents::words::choices;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::incidents::api::IncidentView;
use shared::incidents::api::Intake;
use shared::incidents::codes::{Known, Part};
use shared::incidents::commands::TriageIncident;
use shared::problem::{FieldCode, FieldError};
use std::str::FromStr;

/// Triage.
pub struct Triage;

/// What the three lists are called in words.
const LISTS: [(&str, &str); 3] = [
    ("cases", "Cases"),
    ("practitioners", "Practitioners at the time"),
    ("managers", "Managers at the time"),
];

fn is_again(on: &Ground<'_>) -> bool {
    on.intake().is_some_and(|intake| intake.known.is_some())
}

fn holding(intake: &Intake, part: Part) -> Vec<(String, String)> {
    let people = intake.people.iter().filter(|person| person.part == part);
    people
        .map(|person| (person.staff.id.to_string(), person.staff.name.clone()))
        .collect()
}

impl Act<IncidentView> for Triage {
    fn title(&self, on: &Ground<'_>) -> String {
        if is_again(on) {
            "Change the triage answer".to_owned()
        } else {
            "Triage".to_owned()
        }
    }
    fn opens(&self, on: &Ground<'_>) -> Typed {
        let Some(intake) = on.intake() else {
            return Typed::new();
        };
        let cases: Vec<_> = intake
            .cases
            .iter()
            .map(|case| (case.id.to_string(), case.reference.clone()))
            .collect();
        Typed::new()
            .with_some("known", intake.known)
            .with_list("cases", &cases)
            .with_list("practitioners", &holding(intake, Part::Practitioner))
            .with_list("managers", &holding(intake, Part::Manager))
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let mut reader = Reader::new(typed);
        let known = reader.code("/known", "Say whether the family is known to us");
        let is_known_to_nobody = known == Some(Known::NotKnown);
        let reason = reader.some_text("/reason").filter(|_| is_again(on));
        if is_again(on) && reason.is_none() {
            reader.fault(
                "/reason",
                FieldCode::Required,
                "Enter why the answer changes",
            );
        }
        let command = TriageIncident {
            known: known.unwrap_or(Known::BeingChecked),
            cases: ids(typed, "cases", is_known_to_nobody),
            practitioners: ids(typed, "practitioners", is_known_to_nobody),
            managers: ids(typed, "managers", is_known_to_nobody),
            reason,
        };
        reader.finish(command, on.today).map(Command::Triage)
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        let known = typed.code("known").map_or("", Known::label);
        let mut said = vec![("Known to us".to_owned(), known.to_owned())];
        said.extend(LISTS.map(|(key, name)| {
            let mut words: Vec<String> = typed
                .list(key)
                .into_iter()
                .map(|(_, words)| words)
                .collect();
            words.sort();
            (name.to_owned(), format::list(&words))
        }));
        said.push(("Reason".to_owned(), typed.get("reason").to_owned()));
        said
    }
    fn done(&self, typed: &Typed, _: &Ground<'_>) -> String {
        let known = typed.code("known").map_or("", Known::label);
        format!("Triaged: {}.", known.to_lowercase())
    }
    fn fields(&self, scene: Scene) -> AnyView {
        let again = scene.on(is_again);
        let may_have_case =
            move || !matches!(scene.says("known").parse(), Ok(Known::NotKnown) | Err(_));
        let nothing = Callback::new(|_| ());
        let details = view! {
            {cases(scene)}
            {many(
                scene.fields,
                "practitioners",
                "Practitioners at the time",
                "They come with the case. Type a name to add another.",
                anyone(),
                nothing,
            )}
            {many(
                scene.fields,
                "managers",
                "Their managers at the time",
                "They come with the case. Type a name to add another.",
                anyone(),
                nothing,
            )}
        };
        view! {
            {glance(scene)}
            {scene
                .one_of(
                    "known",
                    "Is the child or family known to us?",
                    "",
                    choices(Known::ALL, Known::as_str, Known::label),
                )}
            {scene.while_holds(may_have_case, details.into_any())}
            {again.then(|| scene.reason("Why does the answer change?"))}
        }
        .into_any()
    }
}

fn ids<T: FromStr>(typed: &Typed, key: &str, is_empty: bool) -> Vec<T> {
    if is_empty {
        return Vec::new();
    }
    let chosen = typed.list(key).into_iter();
    chosen.filter_map(|(id, _)| id.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ground, id, incident};
    use super::*;

    fn untriaged() -> shared::incidents::api::IncidentView {
        let mut view = incident();
        if let Some(intake) = &mut view.intake {
            intake.known = None;
            intake.cases.clear();
            intake.people.clear();
        }
        view
    }

    fn read(typed: &Typed, on: &Ground<'_>) -> Result<TriageIncident, Vec<String>> {
        match Triage.reads(typed, on) {
            Ok(Command::Triage(command)) => Ok(command),
            Ok(_) => panic!("another command"),
            Err(faults) => Err(faults.into_iter().map(|fault| fault.pointer).collect()),
        }
    }

    #[test]
    fn a_known_family_has_a_case_and_a_practitioner() {
        let view = untriaged();
        let on = ground(&view);
        let known = Typed::new().with("known", "known_open");
        assert_eq!(read(&known, &on).unwrap_err(), ["/cases", "/practitioners"]);
        let item = |number| vec![(id(number).to_string(), "Words".to_owned())];
        let typed = known
            .with_list("cases", &item(20))
            .with_list("practitioners", &item(31));
        let command = read(&typed, &on).unwrap();
        assert_eq!(command.cases[0].0, id(20));
        assert_eq!(command.reason, None);
        // Changing one's mind keeps what was typed, and sends none of it.
        let command = read(&typed.with("known", "not_known"), &on).unwrap();
        assert!(command.cases.is_empty() && command.practitioners.is_empty());
    }

    #[test]
    fn an_answer_must_be_given() {
        let view = untriaged();
        assert_eq!(read(&Typed::new(), &ground(&view)).unwrap_err(), ["/known"]);
    }

    #[test]
    fn a_changed_answer_opens_with_the_old_one_and_says_why() {
        let view = incident();
        let on = ground(&view);
        let opened = Triage.opens(&on);
        assert_eq!(opened.get("known"), "known_open");
        assert_eq!(opened.list("managers")[0].1, "Person 32");
        assert_eq!(read(&opened, &on).unwrap_err(), ["/reason"]);
        let command = read(&opened.with("reason", "Case found"), &on).unwrap();
        assert_eq!(command.reason.as_deref(), Some("Case found"));
    }
}
