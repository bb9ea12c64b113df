//! What the frame of each screen goes by: the part of the service it belongs to, its width, whom it is for.

use super::Route;

/// A part of the service, as its navigation names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What waits for the person.
    MyWork,
    /// What one is reminded of.
    Notices,
    /// The incidents.
    Incidents,
    /// Reporting one.
    Report,
    /// The organisation.
    People,
    /// The cases.
    Cases,
    /// What waits for a second administrator.
    Waiting,
    /// The settings.
    Settings,
    /// The codelists.
    Codelists,
    /// The audit log.
    Audit,
    /// The API clients.
    ApiClients,
    /// The e-mails that could not be sent.
    Undelivered,
    /// The reviews, external ones and our own.
    Reviews,
}

impl Route {
    /// Whether the screen is there for anyone, signed in or not.
    pub const fn is_public(&self) -> bool {
        matches!(self, Self::Accessibility | Self::SetPassword)
    }

    /// Whether the screen holds a list that needs the width.
    pub const fn is_wide(&self) -> bool {
        matches!(
            self,
            Self::Incidents
                | Self::People
                | Self::Audit
                | Self::IncidentAccess(_)
                | Self::OwnAccess
                | Self::ApiClients
                | Self::ExternalReviews
                | Self::ManagementReviews
                | Self::Capacity
                | Self::WriteReview(_)
                | Self::Undelivered
        )
    }

    /// The part of the service that the screen belongs to.
    pub const fn part(&self) -> Option<Part> {
        match self {
            Self::MyWork
            | Self::BreakGlass
            | Self::OpenIncident(_)
            | Self::OpenReview(..)
            | Self::Openings
            | Self::OpeningReview(_) => Some(Part::MyWork),
            Self::Report | Self::ReportStep(..) | Self::Reported(_) => Some(Part::Report),
            Self::Incidents
            | Self::Incident(_)
            | Self::IncidentHistory(_)
            | Self::IncidentAccess(_)
            | Self::IncidentAction(..) => Some(Part::Incidents),
            Self::People
            | Self::Person(_)
            | Self::AddPerson
            | Self::PersonForm(..)
            | Self::Account(_)
            | Self::EndGrant(..)
            | Self::Areas
            | Self::Area(_)
            | Self::AddArea
            | Self::AddTeam(_)
            | Self::AssignAuthority(_)
            | Self::NameDeputy(_)
            | Self::EndDeputy(..) => Some(Part::People),
            Self::Queue | Self::Waiting(_) => Some(Part::Waiting),
            Self::Settings | Self::Setting(_) | Self::WithdrawSetting(..) => Some(Part::Settings),
            Self::Codelists | Self::AddCode(_) | Self::Code(..) | Self::CodeForm(..) => {
                Some(Part::Codelists)
            }
            Self::Cases | Self::NewCase | Self::Case(_) => Some(Part::Cases),
            Self::Audit => Some(Part::Audit),
            Self::Notices => Some(Part::Notices),
            Self::Undelivered => Some(Part::Undelivered),
            Self::ApiClients
            | Self::NewApiClient
            | Self::ApiClient(_)
            | Self::ChangeApiClient(_)
            | Self::NewApiSecret(_) => Some(Part::ApiClients),
            Self::ExternalReviews
            | Self::TrackExternal(_)
            | Self::ExternalReview(_)
            | Self::ExternalHistory(_)
            | Self::ExternalForm(..)
            | Self::ManagementReviews
            | Self::Capacity
            | Self::RequireReview(_)
            | Self::ManagementReview(_)
            | Self::ManagementHistory(_)
            | Self::ManagementForm(..)
            | Self::WriteReview(_)
            | Self::ReviewText(_)
            | Self::ReviewVersions(_)
            | Self::Recommendation(_)
            | Self::RecommendationForm(..) => Some(Part::Reviews),
            Self::SignIn
            | Self::SetPassword
            | Self::Accessibility
            | Self::OwnSessions
            | Self::OwnPassword
            | Self::OwnCalendar
            | Self::OwnAccess
            | Self::NotFound => None,
        }
    }
}
