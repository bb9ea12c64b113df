//! What was typed into a report, in words: to check before sending, and to set two versions side by side.

use super::lists::Names;
use crate::format;
use crate::routes::ReportStep;
use shared::incidents::codes::{
    BirthPrecision, ChildOutcome, ChildRole, DatePrecision, IncidentKind, Proceedings, YesNo,
};
use shared::incidents::report_form::{ReportForm, TypedChild, TypedDate};
use std::str::FromStr;

/// What stands where nothing was typed.
pub const NOTHING: &str = "Not answered";

/// An answer and its question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The question.
    pub name: &'static str,
    /// The answer.
    pub value: String,
}

/// The answers under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading.
    pub title: String,
    /// Where they are changed.
    pub step: ReportStep,
    /// The answers.
    pub lines: Vec<Line>,
}

/// An answer that two versions give differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The question.
    pub name: String,
    /// The answer on this page.
    pub mine: String,
    /// The answer saved elsewhere.
    pub theirs: String,
}

fn or_nothing(text: &str) -> String {
    if text.trim().is_empty() {
        NOTHING.to_owned()
    } else {
        text.to_owned()
    }
}

fn word<T: FromStr>(typed: &str, label: impl Fn(T) -> &'static str) -> String {
    typed
        .parse()
        .map_or_else(|_| or_nothing(typed), |code| label(code).to_owned())
}

/// The date as people read it; what is no date as it was typed.
fn date(typed: &TypedDate) -> String {
    match typed.read() {
        Ok(Some(date)) => format::date(date),
        Ok(None) => NOTHING.to_owned(),
        Err(_) => {
            let parts = [&typed.day, &typed.month, &typed.year].map(|part| part.trim());
            parts.join(" ").trim().to_owned()
        }
    }
}

fn dated(typed: &TypedDate, precision: &str) -> String {
    match precision.parse() {
        Ok(DatePrecision::Unknown) => "Not known".to_owned(),
        Ok(DatePrecision::Estimated) if !typed.is_empty() => format!("{} (estimated)", date(typed)),
        _ => date(typed),
    }
}

fn born(child: &TypedChild) -> String {
    match child.birth_precision.parse() {
        Ok(BirthPrecision::Unborn) => "Not yet born".to_owned(),
        _ => dated(&child.birth_date, &child.birth_precision),
    }
}

/// A code of a list by its name, where that is known.
fn named(typed: &str, name: Option<String>) -> String {
    name.unwrap_or_else(|| or_nothing(typed))
}

/// All that was typed.
pub fn sections(form: &ReportForm, names: &Names) -> Vec<Section> {
    let line = |name, value| Line { name, value };
    let incident = Section {
        title: "What happened".to_owned(),
        step: ReportStep::Incident,
        lines: vec![
            line("Kind of incident", word(&form.kind, IncidentKind::label)),
            line(
                "Date of the incident",
                dated(&form.incident_date, &form.incident_date_precision),
            ),
            line("Became known", date(&form.became_known_on)),
            line("We were told", date(&form.notified_on)),
            line(
                "Who told us",
                named(&form.source, names.source(&form.source)),
            ),
            line(
                "Local authority",
                named(
                    &form.local_authority,
                    names.authority(&form.local_authority),
                ),
            ),
            line("Proceedings", word(&form.proceedings, Proceedings::label)),
            line("Media interest", word(&form.media_interest, YesNo::label)),
            line(
                "Serious criticism of us expected",
                word(&form.serious_criticism, YesNo::label),
            ),
        ],
    };
    let children = form.children.iter().enumerate().map(|(at, child)| Section {
        title: format!("Child {}", at + 1),
        step: ReportStep::Children,
        lines: child_lines(child),
    });
    let circumstances = Section {
        title: "The circumstances".to_owned(),
        step: ReportStep::Circumstances,
        lines: vec![line("What is known", or_nothing(&form.circumstances))],
    };
    [incident]
        .into_iter()
        .chain(children)
        .chain([circumstances])
        .collect()
}

fn child_lines(child: &TypedChild) -> Vec<Line> {
    let line = |name, value| Line { name, value };
    let mut lines = vec![
        line("Name", or_nothing(&child.name)),
        line("Part in the incident", word(&child.role, ChildRole::label)),
        line("Date of birth", born(child)),
        line(
            "What happened to the child",
            word(&child.outcome, ChildOutcome::label),
        ),
    ];
    if child.outcome.parse() == Ok(ChildOutcome::Died) {
        lines.push(line("Date of death", date(&child.death_date)));
    }
    lines.push(line("Case reference", or_nothing(&child.case_reference)));
    lines
}

/// Each answer that two versions give differently, in the order of the form.
pub fn differences(mine: &ReportForm, theirs: &ReportForm, names: &Names) -> Vec<Difference> {
    let flat = |form: &ReportForm| -> Vec<(String, String)> {
        let lines = sections(form, names).into_iter().flat_map(|section| {
            let title = section.title;
            let titled = move |line: Line| (format!("{title}: {}", line.name), line.value);
            section.lines.into_iter().map(titled)
        });
        lines.collect()
    };
    let (mine, theirs) = (flat(mine), flat(theirs));
    let value = |all: &[(String, String)], name: &str| {
        let found = all.iter().find(|(held, _)| held == name);
        found.map_or_else(|| NOTHING.to_owned(), |(_, value)| value.clone())
    };
    let only_theirs = theirs
        .iter()
        .filter(|(name, _)| !mine.iter().any(|(held, _)| held == name));
    mine.iter()
        .chain(only_theirs)
        .map(|(name, _)| Difference {
            name: name.clone(),
            mine: value(&mine, name),
            theirs: value(&theirs, name),
        })
        .filter(|one| one.mine != one.theirs)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::codelists::CodeView;
    use shared::people::api::LocalAuthorityView;

    fn form() -> ReportForm {
        ReportForm {
            kind: "death".to_owned(),
            incident_date_precision: "estimated".to_owned(),
            incident_date: TypedDate {
                day: "2".to_owned(),
                month: "9".to_owned(),
                year: "2008".to_owned(),
            },
            notified_on: TypedDate {
                day: "31".to_owned(),
                month: "2".to_owned(),
                year: String::new(),
            },
            local_authority: "E06000001".to_owned(),
            children: vec![TypedChild {
                name: "A".to_owned(),
                outcome: "died".to_owned(),
                ..TypedChild::default()
            }],
            ..ReportForm::default()
        }
    }

    fn names() -> Names {
        let hartlepool = LocalAuthorityView {
            code: "E06000001".to_owned(),
            name: "Hartlepool".to_owned(),
            region: String::new(),
            area: None,
            area_name: None,
        };
        let day = chrono::NaiveDate::MIN;
        let police = CodeView {
            code: "police".parse().unwrap(),
            label: "The police".to_owned(),
            valid: true,
            from: day,
            to: None,
            labels: Vec::new(),
            ended_by: None,
            ended_at: None,
        };
        Names {
            places: vec![hartlepool],
            sources: vec![police],
        }
    }

    fn value(form: &ReportForm, name: &str) -> String {
        let lines = sections(form, &names())
            .into_iter()
            .flat_map(|section| section.lines);
        lines
            .into_iter()
            .find(|line| line.name == name)
            .map(|line| line.value)
            .unwrap()
    }

    #[test]
    fn answers_read_as_people_say_them() {
        let form = form();
        assert_eq!(value(&form, "Kind of incident"), "Child’s death");
        assert_eq!(
            value(&form, "Date of the incident"),
            "2 September 2008 (estimated)"
        );
        assert_eq!(value(&form, "Local authority"), "Hartlepool");
        assert_eq!(value(&form, "Who told us"), NOTHING);
        let told_by = |source: &str| ReportForm {
            source: source.to_owned(),
            ..form.clone()
        };
        assert_eq!(value(&told_by("police"), "Who told us"), "The police");
        assert_eq!(value(&told_by("unread"), "Who told us"), "unread");
    }

    #[test]
    fn what_is_no_date_is_shown_as_it_was_typed() {
        assert_eq!(value(&form(), "We were told"), "31 2");
    }

    #[test]
    fn a_date_of_death_is_asked_of_a_child_who_died() {
        let mut form = form();
        assert_eq!(value(&form, "Date of death"), NOTHING);
        form.children[0].outcome = "unharmed".to_owned();
        assert!(
            !sections(&form, &Names::default())[1]
                .lines
                .iter()
                .any(|line| line.name == "Date of death")
        );
        form.children[0].birth_precision = "unborn".to_owned();
        assert_eq!(value(&form, "Date of birth"), "Not yet born");
    }

    #[test]
    fn two_versions_are_set_side_by_side() {
        let mine = form();
        let mut theirs = mine.clone();
        assert!(differences(&mine, &theirs, &names()).is_empty());
        theirs.kind = "other".to_owned();
        theirs.children.push(TypedChild {
            name: "B".to_owned(),
            ..TypedChild::default()
        });
        let found = differences(&mine, &theirs, &names());
        assert_eq!(found[0].name, "What happened: Kind of incident");
        assert_eq!(
            (found[0].mine.as_str(), found[0].theirs.as_str()),
            ("Child’s death", "Other serious incident")
        );
        assert_eq!(found[1].name, "Child 2: Name");
        assert_eq!(
            (found[1].mine.as_str(), found[1].theirs.as_str()),
            (NOTHING, "B")
        );
    }
}
