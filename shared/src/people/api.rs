//! What the API takes and answers about the organisation.

use super::codes::EmploymentKind;
use crate::access::AccountState;
use crate::check::{Checker, MAX_NAME, MAX_NOTE};
use crate::ids::{
    AreaId, AuthorityAreaId, ConfirmationId, DeputyId, GrantId, LineId, MembershipId, StaffId,
    TeamId,
};
use crate::policy::{GrantScope, Role};
use crate::problem::{FieldCode, FieldError};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

mod checks;

macro_rules! wire {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $ty:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$fdoc])* pub $field: $ty,)* }
    };
}

wire! {
    /// A person, by name.
    StaffRef {
        /// The person.
        id: StaffId,
        /// Their name.
        name: String,
    }
}
wire! {
    /// An area with whoever answers for it today.
    AreaView {
        /// The record.
        id: AreaId,
        /// Counts up with each change; also the `ETag`.
        version: i64,
        /// Its name.
        name: String,
        /// The Operational Director; none: the post is vacant.
        director: Option<StaffRef>,
        /// The named deputy, who has the director's rights while the post is vacant.
        deputy: Option<StaffRef>,
        /// How many teams it has.
        teams: i64,
        /// How many local authorities lie in it.
        local_authorities: i64,
    }
}
wire! {
    /// A team.
    TeamView {
        /// The record.
        id: TeamId,
        /// Its name.
        name: String,
        /// Its area.
        area: AreaId,
        /// Its area's name.
        area_name: String,
        /// Its managers today.
        managers: Vec<StaffRef>,
        /// How many people work in it today.
        members: i64,
    }
}
wire! {
    /// A local authority and the area it lies in today.
    LocalAuthorityView {
        /// The nine-character code of the Office for National Statistics.
        code: String,
        /// Its name.
        name: String,
        /// Its region.
        region: String,
        /// The area today.
        area: Option<AreaId>,
        /// The area's name.
        area_name: Option<String>,
    }
}
wire! {
    /// A person in a list.
    StaffRow {
        /// The person.
        id: StaffId,
        /// Their name.
        name: String,
        /// Terms of employment.
        employment: EmploymentKind,
        /// A specialist service manager (§11).
        specialist: bool,
        /// Their team today.
        team: Option<String>,
        /// Their line manager today.
        line_manager: Option<StaffRef>,
        /// Works here.
        active: bool,
        /// How far their account has come; there for administrators.
        account: Option<AccountState>,
    }
}
wire! {
    /// A person, with their dated history in the organisation.
    StaffView {
        /// The person.
        id: StaffId,
        /// Counts up with each change; also the `ETag`.
        version: i64,
        /// Their name.
        name: String,
        /// Their work e-mail address.
        email: String,
        /// Terms of employment.
        employment: EmploymentKind,
        /// A specialist service manager (§11).
        specialist: bool,
        /// Works here.
        active: bool,
        /// Who has line-managed them, newest first.
        line: Vec<LineView>,
        /// Where they have worked, newest first.
        memberships: Vec<MembershipView>,
        /// Their roles; there for those who may see them.
        grants: Option<Vec<GrantView>>,
        /// Their training as an author; there for those who record it, and for themselves.
        author_training: Option<AuthorTraining>,
        /// What this reader may do.
        permitted: Vec<crate::policy::people::PeopleAction>,
    }
}
wire! {
    /// A period of line management, both dates included.
    LineView {
        /// The record.
        id: LineId,
        /// The manager.
        manager: StaffRef,
        /// From this day.
        from: NaiveDate,
        /// To this day.
        to: Option<NaiveDate>,
    }
}
wire! {
    /// A period in a team, both dates included.
    MembershipView {
        /// The record.
        id: MembershipId,
        /// The team.
        team: TeamId,
        /// The team's name.
        team_name: String,
        /// From this day.
        from: NaiveDate,
        /// To this day.
        to: Option<NaiveDate>,
    }
}
wire! {
    /// A role over a scope for a time.
    GrantView {
        /// The record.
        id: GrantId,
        /// The role.
        role: Role,
        /// Where.
        scope: GrantScope,
        /// Where, in words.
        scope_name: String,
        /// From this day.
        from: NaiveDate,
        /// To this day.
        to: Option<NaiveDate>,
        /// It waits for a second administrator here, and does not work before; none: it is in force.
        confirmation: Option<ConfirmationId>,
    }
}
wire! {
    /// A new area.
    NewArea {
        /// Its name.
        name: String,
    }
}
wire! {
    /// A new team.
    NewTeam {
        /// Its name.
        name: String,
        /// Its area.
        area: AreaId,
    }
}
wire! {
    /// A local authority lies in an area from a day on; the period before it ends the day before.
    AssignAuthority {
        /// The area.
        area: AreaId,
        /// From this day.
        from: NaiveDate,
    }
}
wire! {
    /// A new member of staff.
    NewStaff {
        /// Their name.
        name: String,
        /// Their work e-mail address.
        email: String,
        /// Terms of employment.
        employment: EmploymentKind,
        /// A specialist service manager (§11).
        specialist: bool,
    }
}
wire! {
    /// What may change about a person.
    ChangeStaff {
        /// Their name.
        name: String,
        /// Terms of employment.
        employment: EmploymentKind,
        /// A specialist service manager (§11).
        specialist: bool,
    }
}
wire! {
    /// The training of an author of management reviews (§12, §13).
    AuthorTraining {
        /// The day they completed the e-learning.
        e_learning_on: Option<NaiveDate>,
        /// The day they completed the two-day course.
        course_on: Option<NaiveDate>,
    }
}
wire! {
    /// A line manager from a day on; the period before it ends the day before.
    NewLine {
        /// The manager.
        manager: StaffId,
        /// From this day.
        from: NaiveDate,
    }
}
wire! {
    /// A team from a day on; the period before it ends the day before.
    NewMembership {
        /// The team.
        team: TeamId,
        /// From this day.
        from: NaiveDate,
    }
}
wire! {
    /// A role over a scope.
    NewGrant {
        /// The role.
        role: Role,
        /// Where.
        scope: GrantScope,
        /// From this day.
        from: NaiveDate,
        /// To this day.
        to: Option<NaiveDate>,
    }
}
wire! {
    /// The last day of a period.
    EndPeriod {
        /// To this day.
        to: NaiveDate,
    }
}
wire! {
    /// A deputy for an area's director from a day on.
    NewDeputy {
        /// The deputy.
        staff: StaffId,
        /// From this day.
        from: NaiveDate,
        /// To this day.
        to: Option<NaiveDate>,
    }
}
wire! {
    /// A period of a deputy.
    DeputyView {
        /// The record.
        id: DeputyId,
        /// The deputy.
        staff: StaffRef,
        /// From this day.
        from: NaiveDate,
        /// To this day.
        to: Option<NaiveDate>,
        /// It waits for a second administrator here, and does not work before; none: it is in force.
        confirmation: Option<ConfirmationId>,
    }
}
wire! {
    /// A period of a local authority in an area.
    AuthorityAreaView {
        /// The record.
        id: AuthorityAreaId,
        /// The area.
        area: AreaId,
        /// From this day.
        from: NaiveDate,
        /// To this day.
        to: Option<NaiveDate>,
    }
}

/// A search for people: words of their names, in a body, never in an address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StaffSearch {
    /// Words of the name; empty for everyone.
    #[serde(default)]
    pub text: String,
    /// Where the page begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// How many rows, 1 to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u16>,
}

impl StaffSearch {
    /// Every fault in it.
    pub fn check(&self) -> Result<(), Vec<FieldError>> {
        let mut c = Checker::new();
        c.optional_text("/text", &self.text, MAX_QUERY);
        c.finish()
    }
}

/// Paths of the API, for the server's tests and the client.
pub mod paths {
    /// Search for people.
    pub const STAFF_SEARCH: &str = "/api/v1/staff/search";
    /// The areas.
    pub const AREAS: &str = "/api/v1/areas";
    /// The teams.
    pub const TEAMS: &str = "/api/v1/teams";
    /// The local authorities.
    pub const LOCAL_AUTHORITIES: &str = "/api/v1/local-authorities";
}

/// The longest query in a search for people.
pub const MAX_QUERY: usize = MAX_NOTE / 40;
