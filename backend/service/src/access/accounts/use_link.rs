//! Using a sign-in link: it sets a password and signs in, once.

use chrono::{DateTime, Utc};
use shared::access::UseLink;
use shared::policy::access::by_link;
use std::sync::Arc;
use storage::access::{self, SignInLink};
use storage::{Conn, people};

use super::person_needs_second;
use crate::access::guessing::Queues;
use crate::access::session::Attempt;
use crate::access::setup::check_new_password;
use crate::access::{SessionStarted, Visit};
use crate::context::today_in_london;
use crate::kernel::hash_of;
use crate::{Error, Result, Service};

impl Service {
    /// Sets the password of whoever this link is for, and signs them in. A link that is forged, was used or replaced,
    /// or has run out of time gets one answer.
    pub async fn use_link(&self, link: UseLink, visit: Visit) -> Result<SessionStarted> {
        let now = visit.now;
        check_new_password(&link.password, &[])?;
        let hash = hash_of(&link.token);
        let wanted = hash.clone();
        // Before the password is hashed: whoever guesses links shall not keep the processors busy.
        let person = self
            .store
            .read(move |conn| {
                let link = usable(conn, &wanted, now)?;
                people::staff_facts(conn, link.staff)?.ok_or(Error::LinkOver)
            })
            .await?;
        check_new_password(&link.password, &[&person.name, &person.email])?;
        let password = self
            .passwords
            .hash(Arc::clone(&self.entropy), link.password)
            .await?;
        let service = self.clone();
        let (session, view) = self
            .store
            .write(move |conn| {
                let link = usable(conn, &hash, now)?;
                let staff = link.staff;
                let may = by_link(staff);
                people::bump_staff(conn, &may, staff, None)?;
                if !access::use_link(conn, link.id, now)? {
                    return Err(Error::LinkOver);
                }
                access::put_password(conn, &may, staff, &password, now)?;
                access::end_sessions_of(conn, staff, now)?;
                let attempt = Attempt {
                    service,
                    staff: Some(staff),
                    visit,
                    queues: Queues::none(),
                };
                attempt.note_of("use_sign_in_link", conn, None, "done")?;
                attempt.succeed(conn)
            })
            .await?;
        Ok(SessionStarted {
            token: self.tokens.sign(session.id, session.staff, now)?,
            device: Some(self.remember(session.staff, None, now)?),
            view,
        })
    }
}

/// The link of this token, if it can be used: the person works here, and a second administrator confirmed it where the
/// person's roles, as they are now, ask for that.
fn usable(conn: &mut Conn, hash: &str, now: DateTime<Utc>) -> Result<SignInLink> {
    let link = access::link_of_token(conn, hash, now)?.ok_or(Error::LinkOver)?;
    let needs = person_needs_second(conn, link.staff, today_in_london(now), now)?;
    if needs && link.confirmation.is_none() {
        return Err(Error::LinkOver);
    }
    Ok(link)
}
