//! Listing the organisation.

use super::Desk;
use crate::Failure;
use crate::config::table;
use clap::ValueEnum;
use shared::people::api::{StaffRef, StaffSearch};

/// What can be listed.
#[derive(Clone, Copy, ValueEnum)]
pub enum What {
    /// Areas, with whoever answers for each today
    Areas,
    /// Teams, with their managers of today
    Teams,
    /// Local authorities, with the area each lies in today
    Authorities,
    /// Everyone, with their team and line manager of today
    Staff,
}

impl Desk {
    pub(super) async fn list(&self, what: What) -> Result<(), Failure> {
        let rows = match what {
            What::Areas => self.areas().await?,
            What::Teams => self.teams().await?,
            What::Authorities => self.authorities().await?,
            What::Staff => self.staff().await?,
        };
        print!("{}", table(&rows));
        Ok(())
    }

    async fn areas(&self) -> Result<Vec<[String; 4]>, Failure> {
        let mut rows = vec![["AREA", "DIRECTOR", "DEPUTY", "TEAMS"].map(str::to_owned)];
        for area in self.service.list_areas(&self.ctx).await? {
            rows.push([
                area.name,
                name(area.director),
                name(area.deputy),
                area.teams.to_string(),
            ]);
        }
        Ok(rows)
    }

    async fn teams(&self) -> Result<Vec<[String; 4]>, Failure> {
        let mut rows = vec![["TEAM", "AREA", "MANAGERS", "PEOPLE"].map(str::to_owned)];
        for team in self.service.list_teams(&self.ctx, None).await? {
            let managers: Vec<_> = team
                .managers
                .into_iter()
                .map(|manager| manager.name)
                .collect();
            rows.push([
                team.name,
                team.area_name,
                managers.join(", "),
                team.members.to_string(),
            ]);
        }
        Ok(rows)
    }

    async fn authorities(&self) -> Result<Vec<[String; 4]>, Failure> {
        let mut rows = vec![["CODE", "LOCAL AUTHORITY", "REGION", "AREA"].map(str::to_owned)];
        for authority in self.service.list_authorities(&self.ctx).await? {
            let area = authority.area_name.unwrap_or_else(|| "-".to_owned());
            rows.push([authority.code, authority.name, authority.region, area]);
        }
        Ok(rows)
    }

    async fn staff(&self) -> Result<Vec<[String; 4]>, Failure> {
        let mut rows = vec![["NAME", "EMPLOYMENT", "TEAM", "LINE MANAGER"].map(str::to_owned)];
        let mut cursor = None;
        loop {
            let search = StaffSearch {
                limit: Some(100),
                cursor,
                ..StaffSearch::default()
            };
            let page = self.service.search_staff(&self.ctx, search).await?;
            for person in page.items {
                let team = person.team.unwrap_or_else(|| "-".to_owned());
                rows.push([
                    person.name,
                    person.employment.label().to_owned(),
                    team,
                    name(person.line_manager),
                ]);
            }
            cursor = page.next;
            if cursor.is_none() {
                return Ok(rows);
            }
        }
    }
}

fn name(person: Option<StaffRef>) -> String {
    person.map_or_else(|| "-".to_owned(), |person| person.name)
}
