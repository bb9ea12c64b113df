//! What belongs to which step of the report, and what is to be mended in it.

use super::fields::is_authority_code;
use crate::query::Query;
use crate::routes::{ReportStep, Route};
use chrono::NaiveDate;
use shared::codelists::{Entry, fault_of};
use shared::ids::DraftId;
use shared::incidents::codes::{BirthPrecision, ChildRole, DatePrecision};
use shared::incidents::report::NewIncident;
use shared::incidents::report_form::{ReportForm, TypedChild, TypedDate};
use shared::problem::{FieldCode, FieldError};

const AUTHORITY: &str = "/notification/local_authority";
const SOURCE: &str = "/notification/source";

/// The heading of a step.
pub const fn title(step: ReportStep) -> &'static str {
    match step {
        ReportStep::Incident => "What happened",
        ReportStep::Children => "The children",
        ReportStep::Circumstances => "The circumstances",
        ReportStep::Check => "Check your answers",
    }
}

/// How far the report is: `Report an incident: step 2 of 4`.
pub fn caption(step: ReportStep) -> String {
    let steps = ReportStep::ALL;
    let place = steps
        .iter()
        .position(|one| *one == step)
        .unwrap_or_default();
    format!("Report an incident: step {} of {}", place + 1, steps.len())
}

/// The address of a step that leads back to the answers.
pub fn change_path(draft: DraftId, step: ReportStep) -> String {
    let path = Route::ReportStep(draft, step).path();
    Query::new().with("then", "check").after(&path)
}

/// Whether a step leads back to the answers, by the query of its address.
pub fn leads_to_check(search: &str) -> bool {
    Query::parse(search).get("then") == Some("check")
}

/// The step that asks for what a pointer names.
pub fn step_of(pointer: &str) -> ReportStep {
    match pointer.trim_start_matches('/').split('/').next() {
        Some("notification") => ReportStep::Incident,
        Some("children") => ReportStep::Children,
        Some("circumstances") => ReportStep::Circumstances,
        _ => ReportStep::Check,
    }
}

/// The faults that are mended in a step, in the order of its fields.
pub fn of_step(faults: &[FieldError], step: ReportStep) -> Vec<FieldError> {
    let own = faults
        .iter()
        .filter(|fault| step_of(&fault.pointer) == step);
    let mut own: Vec<FieldError> = own.cloned().collect();
    own.sort_by_key(|fault| place(&fault.pointer));
    own
}

/// Where a field stands on its page: which child, and which question.
fn place(pointer: &str) -> (usize, usize) {
    let parts: Vec<&str> = pointer.trim_start_matches('/').split('/').collect();
    let child = parts.get(1).and_then(|part| part.parse::<usize>().ok());
    let name = parts.last().copied().unwrap_or_default();
    let question = QUESTIONS.iter().position(|question| *question == name);
    (
        child.map_or(0, |child| child + 1),
        question.unwrap_or_default(),
    )
}

/// The questions in the order in which the pages ask them.
const QUESTIONS: [&str; 17] = [
    "kind",
    "incident_date_precision",
    "incident_date",
    "became_known_on",
    "notified_on",
    "source",
    "local_authority",
    "proceedings",
    "media_interest",
    "serious_criticism",
    "name",
    "role",
    "birth_precision",
    "birth_date",
    "outcome",
    "death_date",
    "case_reference",
];

/// The first step that has something to mend.
pub fn first_faulty(faults: &[FieldError]) -> Option<ReportStep> {
    let has = |step: &ReportStep| faults.iter().any(|fault| step_of(&fault.pointer) == *step);
    ReportStep::ALL.into_iter().find(has)
}

/// The report that was typed, or every fault. `sources` are those who can have told us; while they are not read, the
/// server alone knows who can be chosen.
pub fn read(
    form: &ReportForm,
    today: NaiveDate,
    draft: DraftId,
    sources: &[Entry],
) -> Result<NewIncident, Vec<FieldError>> {
    let found: Vec<_> = [untaken_authority(form), ended_source(form, today, sources)]
        .into_iter()
        .flatten()
        .collect();
    let read = form.read(today, Some(draft));
    if found.is_empty() {
        return read;
    }
    let mut faults = read.err().unwrap_or_default();
    faults.retain(|fault| found.iter().all(|own| own.pointer != fault.pointer));
    faults.extend(found);
    Err(faults)
}

/// A local authority that was typed and not taken from the list.
fn untaken_authority(form: &ReportForm) -> Option<FieldError> {
    let authority = form.local_authority.trim();
    let words = "Choose the local authority from the list, or leave it empty";
    (!authority.is_empty() && !is_authority_code(authority))
        .then(|| FieldError::new(AUTHORITY, FieldCode::Unknown, words))
}

/// A report that waited for some days can name someone who has left the list since.
fn ended_source(form: &ReportForm, today: NaiveDate, sources: &[Entry]) -> Option<FieldError> {
    if sources.is_empty() {
        return None;
    }
    let code = form.source.parse().ok()?;
    let fault = fault_of(sources, &code, today, SOURCE)?;
    let words = "Choose who told us: what was chosen before is not in the list any more";
    Some(FieldError::new(SOURCE, fault.code, words))
}

/// A report with nothing typed but what is most often so: we were told today, and the day it happened is known.
pub fn fresh_form(today: NaiveDate) -> ReportForm {
    let notified_on = if today == NaiveDate::MAX {
        TypedDate::default()
    } else {
        today.into()
    };
    ReportForm {
        incident_date_precision: DatePrecision::Exact.as_str().to_owned(),
        notified_on,
        children: vec![fresh_child(ChildRole::Subject)],
        ..ReportForm::default()
    }
}

/// A child of whom nothing is typed.
pub fn fresh_child(role: ChildRole) -> TypedChild {
    TypedChild {
        role: role.as_str().to_owned(),
        birth_precision: BirthPrecision::Exact.as_str().to_owned(),
        ..TypedChild::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::people::Span;

    const DRAFT: &str = "01980000-0000-7000-8000-000000000001";

    fn day() -> NaiveDate {
        "2008-09-12".parse().unwrap()
    }

    fn faults(form: &ReportForm) -> Vec<FieldError> {
        read(form, day(), DRAFT.parse().unwrap(), &[]).unwrap_err()
    }

    fn whole() -> ReportForm {
        let mut form = fresh_form(day());
        form.kind = "serious_injury".to_owned();
        form.incident_date = day().into();
        form.source = "police".to_owned();
        form.proceedings = "none".to_owned();
        form.media_interest = "no".to_owned();
        form.serious_criticism = "not_known".to_owned();
        form.circumstances = "A fall".to_owned();
        form.children[0].name = "Child A".to_owned();
        form.children[0].birth_date = day().into();
        form.children[0].outcome = "seriously_injured".to_owned();
        form
    }

    #[test]
    fn a_fresh_report_asks_for_what_only_the_reporter_knows() {
        let faults = faults(&fresh_form(day()));
        let pointers = |step| -> Vec<String> {
            of_step(&faults, step)
                .into_iter()
                .map(|fault| fault.pointer)
                .collect()
        };
        assert_eq!(
            pointers(ReportStep::Incident),
            [
                "kind",
                "incident_date",
                "source",
                "proceedings",
                "media_interest",
                "serious_criticism",
            ]
            .map(|name| format!("/notification/{name}"))
        );
        assert_eq!(
            pointers(ReportStep::Children),
            ["name", "birth_date", "outcome"].map(|name| format!("/children/0/{name}"))
        );
        assert_eq!(pointers(ReportStep::Circumstances), ["/circumstances"]);
        assert!(pointers(ReportStep::Check).is_empty());
        assert_eq!(first_faulty(&faults), Some(ReportStep::Incident));
    }

    #[test]
    fn a_whole_report_is_read_and_names_its_draft() {
        let read = read(&whole(), day(), DRAFT.parse().unwrap(), &[]).unwrap();
        assert_eq!(read.draft, DRAFT.parse().ok());
        assert_eq!(read.notification.notified_on, day());
        assert_eq!(read.notification.local_authority, None);
    }

    #[test]
    fn what_is_hidden_is_not_to_be_mended() {
        let mut form = whole();
        let unreal = TypedDate {
            day: "31".to_owned(),
            ..TypedDate::default()
        };
        form.incident_date_precision = "unknown".to_owned();
        form.incident_date = unreal.clone();
        form.children[0].birth_precision = "unborn".to_owned();
        form.children[0].birth_date = unreal.clone();
        form.children[0].death_date = unreal;
        assert!(read(&form, day(), DRAFT.parse().unwrap(), &[]).is_ok());
    }

    #[test]
    fn a_local_authority_is_chosen_from_the_list_or_left_out() {
        let mut form = whole();
        form.local_authority = "A place that is typed and not chosen".to_owned();
        let found = faults(&form);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].pointer, AUTHORITY);
        assert!(found[0].detail.starts_with("Choose the local authority"));
        form.local_authority = "E06000001".to_owned();
        assert!(read(&form, day(), DRAFT.parse().unwrap(), &[]).is_ok());
    }

    #[test]
    fn who_told_us_can_have_left_the_list_meanwhile() {
        let police = |to: Option<NaiveDate>| Entry {
            code: "police".parse().unwrap(),
            span: Span::new(NaiveDate::MIN, to),
            labels: Vec::new(),
            ended: None,
        };
        let (form, draft) = (whole(), DRAFT.parse().unwrap());
        assert!(read(&form, day(), draft, &[police(Some(day()))]).is_ok());
        let found = read(&form, day(), draft, &[police(day().pred_opt())]).unwrap_err();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].pointer, SOURCE);
        assert!(found[0].detail.starts_with("Choose who told us"));
    }

    #[test]
    fn the_servers_faults_find_their_steps() {
        for (pointer, step) in [
            ("/notification/local_authority", ReportStep::Incident),
            ("/children", ReportStep::Children),
            ("/children/3/name", ReportStep::Children),
            ("/circumstances", ReportStep::Circumstances),
            ("/draft", ReportStep::Check),
            ("", ReportStep::Check),
        ] {
            assert_eq!(step_of(pointer), step, "{pointer}");
        }
        assert_eq!(first_faulty(&[]), None);
    }

    #[test]
    fn changing_one_answer_leads_back_to_all() {
        let path = change_path(DRAFT.parse().unwrap(), ReportStep::Children);
        assert!(leads_to_check(path.split_once('?').unwrap().1));
        assert!(!leads_to_check(""));
        assert_eq!(
            caption(ReportStep::Children),
            "Report an incident: step 2 of 4"
        );
    }
}
