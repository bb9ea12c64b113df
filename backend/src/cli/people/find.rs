//! Records by the names that people know them by.

use super::Desk;
use crate::Failure;
use shared::ids::{AreaId, StaffId, TeamId};

impl Desk {
    pub(super) async fn area(&self, name: &str) -> Result<AreaId, Failure> {
        let areas = self.service.list_areas(&self.ctx).await?;
        let found = areas.iter().find(|area| same(&area.name, name));
        found
            .map(|area| area.id)
            .ok_or_else(|| format!("there is no area called {name}").into())
    }

    /// Two areas may each have a team of the same name: then it is asked for as `Area/Team`.
    pub(super) async fn team(&self, name: &str) -> Result<TeamId, Failure> {
        let teams = self.service.list_teams(&self.ctx, None).await?;
        let matches = |team: &&shared::people::api::TeamView| {
            same(&team.name, name) || same(&format!("{}/{}", team.area_name, team.name), name)
        };
        let found: Vec<_> = teams.iter().filter(matches).collect();
        match found.as_slice() {
            [team] => Ok(team.id),
            [] => Err(format!("there is no team called {name}").into()),
            _ => Err(format!("there are several teams called {name}: write Area/{name}").into()),
        }
    }

    pub(super) async fn person(&self, email: &str) -> Result<StaffId, Failure> {
        let found = self.service.command_line(email).await;
        Ok(found
            .map_err(|error| or_nobody(error, email))?
            .actor()
            .staff)
    }
}

/// Says in words that nobody has this address.
pub(in crate::cli) fn or_nobody(error: service::Error, email: &str) -> Failure {
    match error {
        service::Error::NotFound => {
            format!("nobody who works here has the e-mail address {email}").into()
        }
        other => other.into(),
    }
}

fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other.trim())
}
