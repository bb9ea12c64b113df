//! Every address of the client: one table, read and written in one place.

mod management;
mod navigation;
mod parts;

pub use management::ManagementForm;
pub use navigation::Part;
pub use parts::{CodeForm, ExternalForm, PersonForm, ReportStep};

use crate::query::encode;
use chrono::NaiveDate;
use shared::codelists::{Code, Codelist};
use shared::ids::{
    ApiClientId, AreaId, BreakGlassId, CaseId, ConfirmationId, DeputyId, DraftId, ExternalReviewId,
    GrantId, IncidentId, ManagementReviewId, RecommendationId, StaffId,
};
use shared::incidents::codes::IncidentAction;
use shared::reviews::codes::RecommendationAction;
use shared::settings::Setting;
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
    /// Adding a person.
    AddPerson,
    /// Changing something about a person.
    PersonForm(StaffId, PersonForm),
    /// A person's account.
    Account(StaffId),
    /// Ending a role of a person.
    EndGrant(StaffId, GrantId),
    /// What waits for a second administrator.
    Queue,
    /// One thing that waits for a second administrator.
    Waiting(ConfirmationId),
    /// Setting a password with a sign-in link.
    SetPassword,
    /// The areas and their teams.
    Areas,
    /// One area.
    Area(AreaId),
    /// Adding an area.
    AddArea,
    /// Adding a team to an area.
    AddTeam(AreaId),
    /// Putting a local authority into an area.
    AssignAuthority(AreaId),
    /// Naming a deputy for an area's director.
    NameDeputy(AreaId),
    /// Ending a deputy.
    EndDeputy(AreaId, DeputyId),
    /// The settings.
    Settings,
    /// Changing a setting from a day on.
    Setting(Setting),
    /// Withdrawing a value of a setting that has not begun.
    WithdrawSetting(Setting, NaiveDate),
    /// The codelists.
    Codelists,
    /// Adding a code to a list.
    AddCode(Codelist),
    /// One code of a list.
    Code(Codelist, Code),
    /// Changing something about a code.
    CodeForm(Codelist, Code, CodeForm),
    /// Finding a case.
    Cases,
    /// Recording a case.
    NewCase,
    /// One case.
    Case(CaseId),
    /// Where one is signed in.
    OwnSessions,
    /// Changing one's password.
    OwnPassword,
    /// The link to one's own deadlines.
    OwnCalendar,
    /// What one is reminded of.
    Notices,
    /// The e-mails that could not be sent.
    Undelivered,
    /// Opening a restricted incident.
    BreakGlass,
    /// The incident of an opening.
    OpenIncident(BreakGlassId),
    /// An approved review of the incident of an opening.
    OpenReview(BreakGlassId, ManagementReviewId),
    /// The openings that wait for a review.
    Openings,
    /// The review of an opening.
    OpeningReview(BreakGlassId),
    /// The search of the audit log.
    Audit,
    /// Who has looked at one incident.
    IncidentAccess(IncidentId),
    /// What the person did and opened themselves.
    OwnAccess,
    /// The API clients.
    ApiClients,
    /// Making an API client.
    NewApiClient,
    /// One API client.
    ApiClient(ApiClientId),
    /// Changing what an API client may do.
    ChangeApiClient(ApiClientId),
    /// Making a new secret for an API client.
    NewApiSecret(ApiClientId),
    /// The list of external reviews.
    ExternalReviews,
    /// Beginning to track an external review, about an incident where it starts from one.
    TrackExternal(Option<IncidentId>),
    /// One external review.
    ExternalReview(ExternalReviewId),
    /// All that was done to one external review.
    ExternalHistory(ExternalReviewId),
    /// Doing something to an external review.
    ExternalForm(ExternalReviewId, ExternalForm),
    /// Writing a management review.
    WriteReview(ManagementReviewId),
    /// Reading the text of a management review.
    ReviewText(ManagementReviewId),
    /// The versions of the text of a management review.
    ReviewVersions(ManagementReviewId),
    /// The list of management reviews.
    ManagementReviews,
    /// The capacity to write management reviews.
    Capacity,
    /// Saying that a management review of an incident is required.
    RequireReview(IncidentId),
    /// One management review.
    ManagementReview(ManagementReviewId),
    /// All that was done to one management review.
    ManagementHistory(ManagementReviewId),
    /// Doing something to a management review.
    ManagementForm(ManagementReviewId, ManagementForm),
    /// One recommendation of a review.
    Recommendation(RecommendationId),
    /// Doing something to a recommendation.
    RecommendationForm(RecommendationId, RecommendationAction),
    /// No screen of ours.
    NotFound,
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
            ["incidents", incident, "who-looked"] => Self::IncidentAccess(id(incident)?),
            ["incidents", incident, word] => {
                Self::IncidentAction(id(incident)?, action(word)?, None)
            }
            ["incidents", incident, word, part] => {
                Self::IncidentAction(id(incident)?, action(word)?, Some(id(part)?))
            }
            ["people"] => Self::People,
            ["people", person] => Self::Person(id(person)?),
            ["admin", "people", "new"] => Self::AddPerson,
            ["admin", "people", person, "account"] => Self::Account(id(person)?),
            ["admin", "people", person, form] => {
                Self::PersonForm(id(person)?, PersonForm::read(form)?)
            }
            ["admin", "people", person, "role", grant] => Self::EndGrant(id(person)?, id(grant)?),
            ["admin", "areas", "new"] => Self::AddArea,
            ["admin", "areas", area, "team"] => Self::AddTeam(id(area)?),
            ["admin", "areas", area, "local-authority"] => Self::AssignAuthority(id(area)?),
            ["admin", "areas", area, "deputy"] => Self::NameDeputy(id(area)?),
            ["admin", "areas", area, "deputy", deputy] => Self::EndDeputy(id(area)?, id(deputy)?),
            ["admin", "settings"] => Self::Settings,
            ["admin", "settings", name] => Self::Setting(id(name)?),
            ["admin", "settings", name, "withdraw", from] => {
                Self::WithdrawSetting(id(name)?, id(from)?)
            }
            ["admin", "codelists"] => Self::Codelists,
            ["admin", "codelists", list, "new"] => Self::AddCode(id(list)?),
            ["admin", "codelists", list, "codes", code] => Self::Code(id(list)?, id(code)?),
            ["admin", "codelists", list, "codes", code, form] => {
                Self::CodeForm(id(list)?, id(code)?, CodeForm::read(form)?)
            }
            ["admin", "waiting"] => Self::Queue,
            ["admin", "waiting", one] => Self::Waiting(id(one)?),
            ["set-password"] => Self::SetPassword,
            ["areas"] => Self::Areas,
            ["areas", area] => Self::Area(id(area)?),
            ["cases"] => Self::Cases,
            ["cases", "new"] => Self::NewCase,
            ["cases", case] => Self::Case(id(case)?),
            ["account", "sessions"] => Self::OwnSessions,
            ["account", "password"] => Self::OwnPassword,
            ["account", "calendar"] => Self::OwnCalendar,
            ["notices"] => Self::Notices,
            ["admin", "undelivered"] => Self::Undelivered,
            ["break-glass"] => Self::BreakGlass,
            ["break-glass", "reviews"] => Self::Openings,
            ["break-glass", opening] => Self::OpenIncident(id(opening)?),
            ["break-glass", opening, "reviews", review] => {
                Self::OpenReview(id(opening)?, id(review)?)
            }
            ["break-glass", opening, "review"] => Self::OpeningReview(id(opening)?),
            ["audit"] => Self::Audit,
            ["account", "access"] => Self::OwnAccess,
            ["admin", "api-clients"] => Self::ApiClients,
            ["admin", "api-clients", "new"] => Self::NewApiClient,
            ["admin", "api-clients", client] => Self::ApiClient(id(client)?),
            ["admin", "api-clients", client, "change"] => Self::ChangeApiClient(id(client)?),
            ["admin", "api-clients", client, "secret"] => Self::NewApiSecret(id(client)?),
            ["external-reviews"] => Self::ExternalReviews,
            ["external-reviews", "new"] => Self::TrackExternal(None),
            ["external-reviews", "new", incident] => Self::TrackExternal(Some(id(incident)?)),
            ["external-reviews", review] => Self::ExternalReview(id(review)?),
            ["external-reviews", review, "history"] => Self::ExternalHistory(id(review)?),
            ["external-reviews", review, form @ ..] => {
                Self::ExternalForm(id(review)?, ExternalForm::read(form)?)
            }
            ["management-reviews", review, "write"] => Self::WriteReview(id(review)?),
            ["management-reviews", review, "text"] => Self::ReviewText(id(review)?),
            ["management-reviews", review, "versions"] => Self::ReviewVersions(id(review)?),
            ["management-reviews"] => Self::ManagementReviews,
            ["management-reviews", "capacity"] => Self::Capacity,
            ["management-reviews", "new", incident] => Self::RequireReview(id(incident)?),
            ["management-reviews", review] => Self::ManagementReview(id(review)?),
            ["management-reviews", review, "history"] => Self::ManagementHistory(id(review)?),
            ["management-reviews", review, form @ ..] => {
                Self::ManagementForm(id(review)?, ManagementForm::read(form)?)
            }
            ["recommendations", one] => Self::Recommendation(id(one)?),
            ["recommendations", one, action] => Self::RecommendationForm(id(one)?, id(action)?),
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
            Self::AddPerson => "/admin/people/new".to_owned(),
            Self::PersonForm(person, form) => format!("/admin/people/{person}/{}", form.word()),
            Self::Account(person) => format!("/admin/people/{person}/account"),
            Self::EndGrant(person, grant) => format!("/admin/people/{person}/role/{grant}"),
            Self::Settings => "/admin/settings".to_owned(),
            Self::Setting(name) => format!("/admin/settings/{name}"),
            Self::WithdrawSetting(name, from) => format!("/admin/settings/{name}/withdraw/{from}"),
            Self::Codelists => "/admin/codelists".to_owned(),
            Self::AddCode(list) => format!("/admin/codelists/{list}/new"),
            Self::Code(list, code) => format!("/admin/codelists/{list}/codes/{code}"),
            Self::CodeForm(list, code, form) => {
                format!("/admin/codelists/{list}/codes/{code}/{}", form.word())
            }
            Self::Queue => "/admin/waiting".to_owned(),
            Self::Waiting(one) => format!("/admin/waiting/{one}"),
            Self::SetPassword => shared::access::LINK_PAGE.to_owned(),
            Self::Areas => "/areas".to_owned(),
            Self::Area(area) => format!("/areas/{area}"),
            Self::AddArea => "/admin/areas/new".to_owned(),
            Self::AddTeam(area) => format!("/admin/areas/{area}/team"),
            Self::AssignAuthority(area) => format!("/admin/areas/{area}/local-authority"),
            Self::NameDeputy(area) => format!("/admin/areas/{area}/deputy"),
            Self::EndDeputy(area, deputy) => format!("/admin/areas/{area}/deputy/{deputy}"),
            Self::Cases => "/cases".to_owned(),
            Self::NewCase => "/cases/new".to_owned(),
            Self::Case(case) => format!("/cases/{case}"),
            Self::OwnSessions => "/account/sessions".to_owned(),
            Self::OwnPassword => "/account/password".to_owned(),
            Self::OwnCalendar => "/account/calendar".to_owned(),
            Self::Notices => "/notices".to_owned(),
            Self::Undelivered => "/admin/undelivered".to_owned(),
            Self::BreakGlass => "/break-glass".to_owned(),
            Self::Openings => "/break-glass/reviews".to_owned(),
            Self::OpenIncident(opening) => format!("/break-glass/{opening}"),
            Self::OpenReview(opening, review) => format!("/break-glass/{opening}/reviews/{review}"),
            Self::OpeningReview(opening) => format!("/break-glass/{opening}/review"),
            Self::Audit => "/audit".to_owned(),
            Self::IncidentAccess(incident) => format!("/incidents/{incident}/who-looked"),
            Self::OwnAccess => "/account/access".to_owned(),
            Self::ApiClients => "/admin/api-clients".to_owned(),
            Self::NewApiClient => "/admin/api-clients/new".to_owned(),
            Self::ApiClient(client) => format!("/admin/api-clients/{client}"),
            Self::ChangeApiClient(client) => format!("/admin/api-clients/{client}/change"),
            Self::NewApiSecret(client) => format!("/admin/api-clients/{client}/secret"),
            Self::ExternalReviews => "/external-reviews".to_owned(),
            Self::TrackExternal(None) => "/external-reviews/new".to_owned(),
            Self::TrackExternal(Some(incident)) => format!("/external-reviews/new/{incident}"),
            Self::ExternalReview(review) => format!("/external-reviews/{review}"),
            Self::ExternalHistory(review) => format!("/external-reviews/{review}/history"),
            Self::ExternalForm(review, form) => {
                format!("/external-reviews/{review}/{}", form.words())
            }
            Self::WriteReview(review) => format!("/management-reviews/{review}/write"),
            Self::ReviewText(review) => format!("/management-reviews/{review}/text"),
            Self::ReviewVersions(review) => format!("/management-reviews/{review}/versions"),
            Self::ManagementReviews => "/management-reviews".to_owned(),
            Self::Capacity => "/management-reviews/capacity".to_owned(),
            Self::RequireReview(incident) => format!("/management-reviews/new/{incident}"),
            Self::ManagementReview(review) => format!("/management-reviews/{review}"),
            Self::ManagementHistory(review) => format!("/management-reviews/{review}/history"),
            Self::ManagementForm(review, form) => {
                format!("/management-reviews/{review}/{}", form.words())
            }
            Self::Recommendation(one) => format!("/recommendations/{one}"),
            Self::RecommendationForm(one, action) => format!("/recommendations/{one}/{action}"),
        }
    }
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
mod tests;
