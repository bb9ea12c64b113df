//! Every screen has one path, and every path leads to one screen.

use super::*;
use shared::reviews::codes::{
    ExternalAction, ExternalStep, ManagementAction, RecommendationAction,
};

const ID: &str = "01980000-0000-7000-8000-000000000001";

fn any<T: FromStr>() -> T {
    ID.parse().ok().unwrap()
}

/// The screens of the reviews that have no form.
fn of_reviews() -> Vec<Route> {
    vec![
        Route::ExternalReviews,
        Route::TrackExternal(None),
        Route::TrackExternal(Some(any())),
        Route::ExternalReview(any()),
        Route::ExternalHistory(any()),
        Route::WriteReview(any()),
        Route::ReviewText(any()),
        Route::ReviewVersions(any()),
        Route::ManagementReviews,
        Route::Capacity,
        Route::OpenReview(any(), any()),
        Route::RequireReview(any()),
        Route::ManagementReview(any()),
        Route::ManagementHistory(any()),
        Route::Recommendation(any()),
    ]
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
        Route::AddPerson,
        Route::Account(any()),
        Route::EndGrant(any(), any()),
        Route::Settings,
        Route::Setting("clock.triage".parse().unwrap()),
        Route::WithdrawSetting(
            "clock.triage".parse().unwrap(),
            "2026-03-09".parse().unwrap(),
        ),
        Route::Codelists,
        Route::AddCode(Codelist::IncidentSource),
        Route::Code(Codelist::IncidentSource, Code::other()),
        Route::Queue,
        Route::Waiting(any()),
        Route::SetPassword,
        Route::Areas,
        Route::Area(any()),
        Route::AddArea,
        Route::AddTeam(any()),
        Route::AssignAuthority(any()),
        Route::NameDeputy(any()),
        Route::EndDeputy(any(), any()),
        Route::Cases,
        Route::NewCase,
        Route::Case(any()),
        Route::OwnSessions,
        Route::OwnPassword,
        Route::OwnCalendar,
        Route::Notices,
        Route::Undelivered,
        Route::BreakGlass,
        Route::OpenIncident(any()),
        Route::Openings,
        Route::OpeningReview(any()),
        Route::Audit,
        Route::IncidentAccess(any()),
        Route::OwnAccess,
        Route::ApiClients,
        Route::NewApiClient,
        Route::ApiClient(any()),
        Route::ChangeApiClient(any()),
        Route::NewApiSecret(any()),
    ];
    routes.extend(of_reviews());
    routes.extend(PersonForm::ALL.map(|form| Route::PersonForm(any(), form)));
    let of_code = |form| Route::CodeForm(Codelist::IncidentSource, Code::other(), form);
    routes.extend(CodeForm::ALL.map(of_code));
    routes.extend(ReportStep::ALL.map(|step| Route::ReportStep(any(), step)));
    routes.extend(
        IncidentAction::ALL
            .iter()
            .map(|action| Route::IncidentAction(any(), *action, None)),
    );
    let forms = ExternalAction::ALL
        .iter()
        .filter_map(|action| ExternalForm::of(*action));
    routes.extend(forms.map(|form| Route::ExternalForm(any(), form)));
    let of_parts = [
        ExternalForm::Agree(Some(any())),
        ExternalForm::CorrectRecommendation(any()),
        ExternalForm::Answer(Some(any())),
    ];
    routes.extend(of_parts.map(|form| Route::ExternalForm(any(), form)));
    let forms = ManagementAction::ALL
        .iter()
        .filter_map(|action| ManagementForm::of(*action));
    routes.extend(forms.map(|form| Route::ManagementForm(any(), form)));
    let of_parts = [
        ManagementForm::Extend(Some(any())),
        ManagementForm::Comment(Some(any())),
        ManagementForm::Reply(any()),
        ManagementForm::Settle(any()),
        ManagementForm::Debrief(Some(any())),
    ];
    routes.extend(of_parts.map(|form| Route::ManagementForm(any(), form)));
    let actions = RecommendationAction::ALL.iter();
    routes.extend(actions.map(|action| Route::RecommendationForm(any(), *action)));
    for step in ExternalStep::ALL {
        let forms = [
            ExternalForm::RecordStep(Some(*step)),
            ExternalForm::WithdrawStep(*step),
        ];
        routes.extend(forms.map(|form| Route::ExternalForm(any(), form)));
    }
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
        &format!("/external-reviews/{ID}/take-back"),
        &format!("/external-reviews/{ID}/step/eaten"),
        &format!("/management-reviews/{ID}/reply"),
        &format!("/management-reviews/{ID}/require"),
        &format!("/recommendations/{ID}/eat"),
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

#[test]
fn each_form_of_an_external_review_is_of_one_action() {
    for action in ExternalAction::ALL {
        let form = ExternalForm::of(*action);
        assert_eq!(
            form.map_or(ExternalAction::Track, ExternalForm::action),
            *action
        );
    }
}

#[test]
fn each_form_of_a_management_review_is_of_one_action() {
    for action in ManagementAction::ALL {
        match ManagementForm::of(*action) {
            Some(form) => assert_eq!(form.action(), *action),
            None => assert!(matches!(
                action,
                ManagementAction::Require | ManagementAction::Write
            )),
        }
    }
}
