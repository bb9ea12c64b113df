//! Words under the narrative, which itself is never edited.

use crate::kernel::{IdempotencyKey, RequestHash};
use crate::{Context, Error, Result, Service};
use shared::ids::IncidentId;
use shared::incidents::commands::{AddWords, Check};
use shared::incidents::{Addendum, IncidentAction};

use super::change::{Act, Changed};

impl Service {
    /// Adds words under the narrative, once however often they are sent with the same key.
    pub async fn add_words(
        &self,
        ctx: &Context,
        id: IncidentId,
        version: i64,
        key: IdempotencyKey,
        hash: RequestHash,
        words: AddWords,
    ) -> Result<Changed> {
        words.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(IncidentAction::Add).once(key, hash);
        self.change(ctx, id, version, act, move |decide| {
            let added = Addendum {
                id: decide.ctx.id(),
                text: words.text,
                stamp: decide.stamp(),
            };
            decide.after.addenda.push(added);
            Ok(())
        })
        .await
    }
}
