//! What others do meanwhile: who else has the text open, and what they have saved.

use super::Room;
use crate::api::ApiError;
use crate::api::reviews::text as api;
use crate::format;
use crate::pages::reviews::writing::manuscript::Manuscript;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::problem::ProblemCode;
use shared::reviews::api::WriterView;

impl Room {
    /// Tells the server that the text is still open, and takes what others have saved since.
    pub(super) fn beat(self) {
        if self.session.sign_in_again.is_open() {
            return;
        }
        spawn_local(async move {
            match api::keep_writing(self.id, self.tab).await {
                Ok(heard) => {
                    let heard = heard.value;
                    let Some(()) = self
                        .text
                        .try_update_untracked(|text| text.heard_of(heard.version))
                    else {
                        return;
                    };
                    self.others.set(heard.others_writing);
                    self.catch_up().await;
                }
                Err(error) if error.is(ProblemCode::NotFound) => {
                    let _ = self.news.try_set(Some(
                        "You can no longer write this review. See the review for why.".to_owned(),
                    ));
                }
                // It is asked again in half a minute.
                Err(_) => {}
            }
        });
    }

    /// Reads what others have saved.
    async fn catch_up(self) {
        let is_behind = self.text.with_untracked(Manuscript::is_behind);
        let is_busy = self.pace.with_value(|pace| pace.in_flight);
        if is_behind && !is_busy {
            // Where it cannot be read now, it is tried again in half a minute.
            let _ = self.read().await;
        }
    }

    /// Reads again what the server holds.
    pub async fn reread(self) -> Result<(), ApiError> {
        self.read().await?;
        self.look();
        Ok(())
    }

    /// Where else it is open to write, in words.
    pub fn others_words(self) -> Option<String> {
        let own = self.session.view().map(|view| view.staff.id);
        let names = self.others.with(|others| {
            let name = |one: &WriterView| {
                if Some(one.staff.id) == own {
                    "you, in another tab or window".to_owned()
                } else {
                    one.staff.name.clone()
                }
            };
            let mut names: Vec<String> = others.iter().map(name).collect();
            names.dedup();
            names
        });
        (!names.is_empty()).then(|| {
            format!(
                "Also open to write by {}. What both change in one passage is kept side by side.",
                format::list(&names)
            )
        })
    }
}
