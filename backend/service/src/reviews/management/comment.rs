//! Comments of quality assurance on what was submitted, and the author’s replies.

use shared::ids::{CommentId, ManagementReviewId};
use shared::incidents::commands::Check;
use shared::problem::FieldCode;
use shared::reviews::ManagementAction;
use shared::reviews::commands::{CommentOnReview, ReplyToComment};
use shared::reviews::management::{Comment, Ended, ManagementReview};
use storage::reviews::text;

use super::change::{Act, Decide};
use crate::incidents::stamp;
use crate::{Context, Error, IdempotencyKey, RequestHash, Result, Service};

impl Service {
    /// Comments on a passage of what was submitted, or on all of it; once however often it is sent with the same key.
    pub async fn comment_on_review(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        version: i64,
        key: IdempotencyKey,
        hash: RequestHash,
        command: CommentOnReview,
    ) -> Result<()> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(ManagementAction::Comment).once(key, hash);
        self.change_management(ctx, id, version, act, move |decide| {
            let submission = decide.before.submissions.last().ok_or(Error::NotFound)?;
            let (submission, submitted) = (submission.id, submission.text_version);
            if let Some(passage) = command.passage
                && !text::has_passage(decide.conn, id, submitted, passage)?
            {
                let detail = "There is no such passage in what was submitted";
                return Err(Error::field("/passage", FieldCode::Unknown, detail));
            }
            decide.after.comments.push(Comment {
                id: decide.ctx.id(),
                submission,
                passage: command.passage,
                quote: command.quote.trim().to_owned(),
                text: command.text.trim().to_owned(),
                stamp: stamp(decide.ctx),
                reply: None,
                settled: None,
            });
            Ok(())
        })
        .await
    }

    /// Replies to a comment, once.
    pub async fn reply_to_comment(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        version: i64,
        comment: CommentId,
        command: ReplyToComment,
    ) -> Result<()> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(ManagementAction::Write);
        self.change_management(ctx, id, version, act, move |decide| {
            let stamp = stamp(decide.ctx);
            let comment = open_comment(decide, comment)?;
            if comment.reply.is_some() {
                return Err(Error::Conflict("It has a reply already."));
            }
            comment.reply = Some(Ended {
                reason: command.text.trim().to_owned(),
                stamp,
            });
            Ok(())
        })
        .await
    }

    /// Settles a comment.
    pub async fn settle_comment(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        version: i64,
        comment: CommentId,
    ) -> Result<()> {
        let act = Act::new(ManagementAction::Comment);
        self.change_management(ctx, id, version, act, move |decide| {
            let stamp = stamp(decide.ctx);
            open_comment(decide, comment)?.settled = Some(stamp);
            Ok(())
        })
        .await
    }
}

/// The comment as it is to be, while it waits to be settled.
fn open_comment<'a>(decide: &'a mut Decide<'_>, comment: CommentId) -> Result<&'a mut Comment> {
    let ManagementReview { comments, .. } = &mut decide.after;
    let found = comments.iter_mut().find(|there| there.id == comment);
    match found {
        None => Err(Error::NotFound),
        Some(comment) if comment.settled.is_some() => {
            Err(Error::Conflict("It is settled already."))
        }
        Some(comment) => Ok(comment),
    }
}
