//! Accounts: links that set a password, ending and giving back.

use super::{AccountCommand, Desk};
use crate::Failure;
use shared::access::{Because, LinkPurpose, NewLink};

impl Desk {
    pub(super) async fn account(&self, command: AccountCommand) -> Result<(), Failure> {
        match command {
            AccountCommand::Invite { email } => self.link(&email, LinkPurpose::Invite).await,
            AccountCommand::Reset { email } => self.link(&email, LinkPurpose::Reset).await,
            AccountCommand::Revoke { email } => {
                let staff = self.person(&email).await?;
                self.service.revoke_link(&self.ctx, staff).await?;
                println!("No sign-in link of {email} works.");
                Ok(())
            }
            AccountCommand::Deactivate { email, reason } => {
                self.set_active(&email, reason, false).await
            }
            AccountCommand::Reactivate { email, reason } => {
                self.set_active(&email, reason, true).await
            }
        }
    }

    async fn link(&self, email: &str, purpose: LinkPurpose) -> Result<(), Failure> {
        let staff = self.person(email).await?;
        let new = NewLink { purpose };
        let answer = self.service.make_link(&self.ctx, staff, new).await?;
        if let Some(made) = answer.made {
            println!(
                "Shown this once, good once until {}. Put the service's address before it:\n{}",
                made.expires_at.format("%Y-%m-%d %H:%M UTC"),
                made.link
            );
        }
        if let Some(wait) = answer.waiting {
            println!(
                "{}. It waits for a second administrator; where there is none: safeguarding admin confirm {}\nThen give this command again.",
                wait.what, wait.id
            );
        }
        Ok(())
    }

    async fn set_active(&self, email: &str, reason: String, active: bool) -> Result<(), Failure> {
        let staff = self.person(email).await?;
        let version = self.service.account(&self.ctx, staff).await?.version;
        let because = Because { reason };
        let account = if active {
            self.service
                .reactivate(&self.ctx, staff, version, because)
                .await?
        } else {
            self.service
                .deactivate(&self.ctx, staff, version, because)
                .await?
        };
        println!("{email}: {}.", account.state.label());
        for owned in account.owned {
            println!("  {}: {}", owned.kind.label(), owned.count);
        }
        Ok(())
    }
}
