//! Each command on the organisation.

use super::{AreaCommand, AuthorityCommand, Command, Desk, Period, StaffCommand, TeamCommand};
use crate::Failure;
use shared::ids::ConfirmationId;
use shared::people::api::{
    AssignAuthority, NewArea, NewDeputy, NewGrant, NewLine, NewMembership, NewStaff, NewTeam,
    StaffView,
};
use shared::policy::access::needs_second;
use shared::policy::{GrantScope, Role};
use std::path::Path;

/// What a role that was just given waits under, if it waits: the newest.
fn waits_under(staff: &StaffView, role: Role) -> Option<ConfirmationId> {
    if !needs_second(role) {
        return None;
    }
    let grants = staff.grants.iter().flatten();
    let given = grants.filter(|grant| grant.role == role);
    given.filter_map(|grant| grant.confirmation).max()
}

fn how_to_confirm(id: ConfirmationId) -> String {
    format!(
        "It waits for a second administrator; where there is none: safeguarding admin confirm {id}"
    )
}

impl Desk {
    pub(super) async fn run(&self, command: Command) -> Result<(), Failure> {
        match command {
            Command::List { what } => self.list(what).await,
            Command::Area(AreaCommand::Add { name }) => self.add_area(name).await,
            Command::Team(TeamCommand::Add { name, area }) => self.add_team(name, &area).await,
            Command::Staff(StaffCommand::Add {
                name,
                email,
                employment,
                specialist,
            }) => {
                self.add_staff(NewStaff {
                    name,
                    email,
                    employment,
                    specialist,
                })
                .await
            }
            Command::Line {
                email,
                manager,
                from,
            } => {
                let new = NewLine {
                    manager: self.person(&manager).await?,
                    from: self.day(&from),
                };
                let staff = self.person(&email).await?;
                let staff = self
                    .service
                    .add_line(&self.ctx, self.key()?, staff, new)
                    .await?;
                println!("{} has a new line manager: {manager}.", staff.name);
                Ok(())
            }
            Command::Membership { email, team, from } => {
                let new = NewMembership {
                    team: self.team(&team).await?,
                    from: self.day(&from),
                };
                let staff = self.person(&email).await?;
                let staff = self
                    .service
                    .add_membership(&self.ctx, self.key()?, staff, new)
                    .await?;
                println!("{} works in {team}.", staff.name);
                Ok(())
            }
            Command::Grant {
                email,
                role,
                area,
                team,
                period,
            } => {
                self.add_grant(&email, role, area.as_deref(), team.as_deref(), &period)
                    .await
            }
            Command::Deputy {
                area,
                email,
                period,
            } => self.add_deputy(&area, &email, &period).await,
            Command::Account(command) => self.account(command).await,
            Command::Authority(AuthorityCommand::Load { file }) => {
                self.load_authorities(&file).await
            }
            Command::Authority(AuthorityCommand::Assign { code, area, from }) => {
                let new = AssignAuthority {
                    area: self.area(&area).await?,
                    from: self.day(&from),
                };
                self.service
                    .assign_authority(&self.ctx, self.key()?, code.clone(), new)
                    .await?;
                println!("{code} lies in {area}.");
                Ok(())
            }
        }
    }

    async fn add_area(&self, name: String) -> Result<(), Failure> {
        let area = self
            .service
            .add_area(&self.ctx, self.key()?, NewArea { name })
            .await?;
        println!("Added the area {}.", area.name);
        Ok(())
    }

    async fn add_team(&self, name: String, area: &str) -> Result<(), Failure> {
        let new = NewTeam {
            name,
            area: self.area(area).await?,
        };
        let team = self.service.add_team(&self.ctx, self.key()?, new).await?;
        println!("Added the team {} to {}.", team.name, team.area_name);
        Ok(())
    }

    async fn add_staff(&self, new: NewStaff) -> Result<(), Failure> {
        let staff = self.service.add_staff(&self.ctx, self.key()?, new).await?;
        println!(
            "Added {}. For signing in: safeguarding people account invite --email {}",
            staff.name, staff.email
        );
        Ok(())
    }

    async fn add_grant(
        &self,
        email: &str,
        role: Role,
        area: Option<&str>,
        team: Option<&str>,
        period: &Period,
    ) -> Result<(), Failure> {
        let scope = match (area, team) {
            (Some(area), _) => GrantScope::Area(self.area(area).await?),
            (None, Some(team)) => GrantScope::Team(self.team(team).await?),
            (None, None) => GrantScope::National,
        };
        let new = NewGrant {
            role,
            scope,
            from: self.day(&period.from),
            to: period.to,
        };
        let staff = self.person(email).await?;
        let staff = self
            .service
            .add_grant(&self.ctx, self.key()?, staff, new)
            .await?;
        match waits_under(&staff, role) {
            None => println!("{} has a new role: {}.", staff.name, role.label()),
            Some(id) => println!(
                "{} will have a new role: {}. {}",
                staff.name,
                role.label(),
                how_to_confirm(id)
            ),
        }
        Ok(())
    }

    async fn add_deputy(&self, area: &str, email: &str, period: &Period) -> Result<(), Failure> {
        let staff = self.person(email).await?;
        let new = NewDeputy {
            staff,
            from: self.day(&period.from),
            to: period.to,
        };
        let id = self.area(area).await?;
        let deputy = self
            .service
            .add_deputy(&self.ctx, self.key()?, id, new)
            .await?;
        match deputy.confirmation {
            None => println!("{} is the deputy in {area}.", deputy.staff.name),
            Some(id) => println!(
                "{} will be the deputy in {area}. {}",
                deputy.staff.name,
                how_to_confirm(id)
            ),
        }
        Ok(())
    }

    async fn load_authorities(&self, file: &Path) -> Result<(), Failure> {
        let mut reader =
            csv::Reader::from_path(file).map_err(|error| format!("{}: {error}", file.display()))?;
        let rows = reader.deserialize::<(String, String, String)>();
        let list = rows
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| format!("{}: {error}", file.display()))?;
        let taken_in = self.service.put_authorities(&self.ctx, list).await?;
        println!("Took in {taken_in} local authorities.");
        Ok(())
    }
}
