//! Every address of the client: one table, read and written in one place.

use crate::query::encode;
use shared::ids::{AreaId, CaseId, DraftId, IncidentId, StaffId};
use shared::incidents::codes::IncidentAction;
use std::str::FromStr;
use uuid::Uuid;

/// A screen of the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// What waits for the person.
    MyWork,
    /// Signing in.
    SignIn,
    /// How accessible the service is.
    Accessibility,
    /// The list of incidents.
    Incidents,
    /// Where a report starts.
    Report,
    /// A step of a report that is being written.
    ReportStep(DraftId, ReportStep),
    /// A report was received.
    Reported(IncidentId),
    /// One incident.
    Incident(IncidentId),
    /// All that happened to one incident.
    IncidentHistory(IncidentId),
    /// Doing something to an incident; to one step, person or deadline of it where it has several.
    IncidentAction(IncidentId, IncidentAction, Option<Uuid>),
    /// The people of the organisation.
    People,
    /// One person.
    Person(StaffId),
    /// The areas and their teams.
    Areas,
    /// One area.
    Area(AreaId),
    /// Finding a case.
    Cases,
    /// Recording a case.
    NewCase,
    /// One case.
    Case(CaseId),
    /// No screen of ours.
    NotFound,
}

/// A step of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportStep {
    /// What happened and when.
    Incident,
    /// To which children.
    Children,
    /// In what circumstances.
    Circumstances,
    /// Checking the answers.
    Check,
}

impl ReportStep {
    /// Every step, in order.
    pub const ALL: [Self; 4] = [
        Self::Incident,
        Self::Children,
        Self::Circumstances,
        Self::Check,
    ];

    const fn word(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::Children => "children",
            Self::Circumstances => "circumstances",
            Self::Check => "check",
        }
    }
    fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.word() == word)
    }
    fn place(self) -> usize {
        Self::ALL
            .iter()
            .position(|step| *step == self)
            .unwrap_or_default()
    }
    /// The step after this one.
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self.place() + 1).copied()
    }
    /// The step before this one.
    pub fn previous(self) -> Option<Self> {
        self.place()
            .checked_sub(1)
            .and_then(|place| Self::ALL.get(place).copied())
    }
}

impl Route {
    /// The screen at a path.
    pub fn read(path: &str) -> Self {
        let segments: Vec<&str> = path
            .split('/')
            .filter(|segment| !segment.is_empty())
            .collect();
        Self::of_segments(&segments).unwrap_or(Self::NotFound)
    }

    fn of_segments(segments: &[&str]) -> Option<Self> {
        Some(match segments {
            [] => Self::MyWork,
            ["sign-in"] => Self::SignIn,
            ["accessibility"] => Self::Accessibility,
            ["incidents"] => Self::Incidents,
            ["incidents", "report"] => Self::Report,
            ["incidents", "report", draft, step] => {
                Self::ReportStep(id(draft)?, ReportStep::read(step)?)
            }
            ["incidents", incident] => Self::Incident(id(incident)?),
            ["incidents", incident, "reported"] => Self::Reported(id(incident)?),
            ["incidents", incident, "history"] => Self::IncidentHistory(id(incident)?),
            ["incidents", incident, word] => {
                Self::IncidentAction(id(incident)?, action(word)?, None)
            }
            ["incidents", incident, word, part] => {
                Self::IncidentAction(id(incident)?, action(word)?, Some(id(part)?))
            }
            ["people"] => Self::People,
            ["people", person] => Self::Person(id(person)?),
            ["areas"] => Self::Areas,
            ["areas", area] => Self::Area(id(area)?),
            ["cases"] => Self::Cases,
            ["cases", "new"] => Self::NewCase,
            ["cases", case] => Self::Case(id(case)?),
            _ => return None,
        })
    }

    /// The path of the screen.
    pub fn path(&self) -> String {
        match self {
            Self::MyWork | Self::NotFound => "/".to_owned(),
            Self::SignIn => "/sign-in".to_owned(),
            Self::Accessibility => "/accessibility".to_owned(),
            Self::Incidents => "/incidents".to_owned(),
            Self::Report => "/incidents/report".to_owned(),
            Self::ReportStep(draft, step) => format!("/incidents/report/{draft}/{}", step.word()),
            Self::Reported(incident) => format!("/incidents/{incident}/reported"),
            Self::Incident(incident) => format!("/incidents/{incident}"),
            Self::IncidentHistory(incident) => format!("/incidents/{incident}/history"),
            Self::IncidentAction(incident, action, part) => {
                let action = action.as_str().replace('_', "-");
                let part = part.map(|part| format!("/{part}")).unwrap_or_default();
                format!("/incidents/{incident}/{action}{part}")
            }
            Self::People => "/people".to_owned(),
            Self::Person(person) => format!("/people/{person}"),
            Self::Areas => "/areas".to_owned(),
            Self::Area(area) => format!("/areas/{area}"),
            Self::Cases => "/cases".to_owned(),
            Self::NewCase => "/cases/new".to_owned(),
            Self::Case(case) => format!("/cases/{case}"),
        }
    }

    /// Whether the screen is there for anyone, signed in or not.
    pub const fn is_public(&self) -> bool {
        matches!(self, Self::Accessibility)
    }

    /// Whether the screen holds a list that needs the width.
    pub const fn is_wide(&self) -> bool {
        matches!(self, Self::Incidents | Self::People)
    }

    /// The part of the service that the screen belongs to.
    pub const fn part(&self) -> Option<Part> {
        match self {
            Self::MyWork => Some(Part::MyWork),
            Self::Report | Self::ReportStep(..) | Self::Reported(_) => Some(Part::Report),
            Self::Incidents
            | Self::Incident(_)
            | Self::IncidentHistory(_)
            | Self::IncidentAction(..) => Some(Part::Incidents),
            Self::People | Self::Person(_) | Self::Areas | Self::Area(_) => Some(Part::People),
            Self::Cases | Self::NewCase | Self::Case(_) => Some(Part::Cases),
            Self::SignIn | Self::Accessibility | Self::NotFound => None,
        }
    }
}

/// A part of the service, as its navigation names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What waits for the person.
    MyWork,
    /// The incidents.
    Incidents,
    /// Reporting one.
    Report,
    /// The organisation.
    People,
    /// The cases.
    Cases,
}

fn id<T: FromStr>(segment: &str) -> Option<T> {
    segment.parse().ok()
}

fn action(word: &str) -> Option<IncidentAction> {
    word.replace('-', "_").parse().ok()
}

/// The path of an API resource below another: each part escaped.
pub fn api_path(base: &str, parts: &[&str]) -> String {
    parts
        .iter()
        .fold(base.to_owned(), |path, part| path + "/" + &encode(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "01980000-0000-7000-8000-000000000001";

    fn any<T: FromStr>() -> T {
        ID.parse().ok().unwrap()
    }

    fn every() -> Vec<Route> {
        let mut routes = vec![
            Route::MyWork,
            Route::SignIn,
            Route::Accessibility,
            Route::Incidents,
            Route::Report,
            Route::Reported(any()),
            Route::Incident(any()),
            Route::IncidentHistory(any()),
            Route::IncidentAction(any(), IncidentAction::RecordStep, Some(any())),
            Route::People,
            Route::Person(any()),
            Route::Areas,
            Route::Area(any()),
            Route::Cases,
            Route::NewCase,
            Route::Case(any()),
        ];
        routes.extend(ReportStep::ALL.map(|step| Route::ReportStep(any(), step)));
        routes.extend(
            IncidentAction::ALL
                .iter()
                .map(|action| Route::IncidentAction(any(), *action, None)),
        );
        routes
    }

    #[test]
    fn every_screen_is_found_at_its_path() {
        for route in every() {
            assert_eq!(Route::read(&route.path()), route);
            assert_eq!(Route::read(&format!("{}/", route.path())), route);
        }
    }

    #[test]
    fn no_two_screens_share_a_path() {
        let mut paths: Vec<String> = every().iter().map(Route::path).collect();
        let count = paths.len();
        paths.sort();
        paths.dedup();
        assert_eq!(paths.len(), count);
    }

    #[test]
    fn anything_else_is_not_found() {
        for path in [
            "/x",
            "/incidents/1",
            "/incidents/report/x/check",
            &format!("/incidents/{ID}/eat"),
            &format!("/people/{ID}/x"),
        ] {
            assert_eq!(Route::read(path), Route::NotFound, "{path}");
        }
    }

    #[test]
    fn steps_follow_one_another() {
        assert_eq!(ReportStep::Incident.previous(), None);
        assert_eq!(ReportStep::Incident.next(), Some(ReportStep::Children));
        assert_eq!(ReportStep::Check.next(), None);
        assert_eq!(
            ReportStep::Check.previous(),
            Some(ReportStep::Circumstances)
        );
    }

    #[test]
    fn api_paths_escape_their_parts() {
        assert_eq!(
            api_path("/api/v1/incidents", &["a/b", "history"]),
            "/api/v1/incidents/a%2Fb/history"
        );
    }
}
