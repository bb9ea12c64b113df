//! Comments of quality assurance: the author's reply, and settling one.

use super::super::record::{Ground, Scene, comment};
use crate::acting::{Act, Said};
use crate::api::reviews::management::Command;
use crate::pages::incidents::words::stamp;
use crate::routes::ManagementForm;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::ids::CommentId;
use shared::problem::FieldError;
use shared::reviews::api::{CommentView, ManagementReviewView};
use shared::reviews::commands::ReplyToComment;

/// Replying to a comment.
pub struct Reply;
/// Settling a comment.
pub struct Settle;

fn named(on: &Ground<'_>) -> Option<CommentId> {
    match on.part {
        ManagementForm::Reply(comment) | ManagementForm::Settle(comment) => Some(comment),
        _ => None,
    }
}

fn of<'a>(on: &'a Ground<'_>) -> Option<&'a CommentView> {
    comment(on.view, named(on)?)
}

/// The comment as it was made, with its reply.
fn shown(comment: &CommentView) -> AnyView {
    let quote = (!comment.quote.is_empty())
        .then(|| view! { <p class="govuk-body app-as-typed">{format!("“{}”", comment.quote)}</p> });
    let reply = comment.reply.as_ref().map(|reply| {
        view! {
            <p class="govuk-body govuk-!-font-weight-bold govuk-!-margin-bottom-1">"Reply"</p>
            <p class="govuk-body app-as-typed">{reply.reason.clone()}</p>
            <p class="govuk-body-s">{stamp(&reply.stamp)}</p>
        }
    });
    view! {
        <div class="govuk-inset-text">
            {quote}
            <p class="govuk-body app-as-typed">{comment.text.clone()}</p>
            <p class="govuk-body-s">{stamp(&comment.stamp)}</p>
            {reply}
        </div>
    }
    .into_any()
}

impl Act<ManagementReviewView> for Reply {
    fn title(&self, _: &Ground<'_>) -> String {
        "Reply to a comment".to_owned()
    }
    fn applies(&self, on: &Ground<'_>) -> bool {
        of(on).is_some_and(|comment| comment.settled.is_none())
    }
    fn opens(&self, on: &Ground<'_>) -> Typed {
        let reply = of(on).and_then(|comment| comment.reply.as_ref());
        Typed::new().with_some("text", reply.map(|reply| &reply.reason))
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let reader = Reader::new(typed);
        let command = ReplyToComment {
            text: reader.text("/text"),
        };
        let comment = named(on).unwrap_or_else(|| uuid::Uuid::nil().into());
        reader
            .finish(command, on.today)
            .map(|command| Command::Reply(comment, command))
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        vec![("Reply".to_owned(), typed.get("text").to_owned())]
    }
    fn done(&self, _: &Typed, _: &Ground<'_>) -> String {
        "Your reply is recorded.".to_owned()
    }
    fn fields(&self, scene: Scene) -> AnyView {
        view! {
            {scene.on(|on| of(on).map(shown))}
            {scene.lines("text", "Your reply", "What you changed, or why you did not")}
        }
        .into_any()
    }
}

impl Act<ManagementReviewView> for Settle {
    fn title(&self, _: &Ground<'_>) -> String {
        "Settle a comment".to_owned()
    }
    fn button(&self) -> &'static str {
        "Settle it"
    }
    fn applies(&self, on: &Ground<'_>) -> bool {
        of(on).is_some_and(|comment| comment.settled.is_none())
    }
    fn reads(&self, _: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let comment = named(on).unwrap_or_else(|| uuid::Uuid::nil().into());
        Ok(Command::Settle(comment))
    }
    fn done(&self, _: &Typed, _: &Ground<'_>) -> String {
        "The comment is settled.".to_owned()
    }
    fn fields(&self, scene: Scene) -> AnyView {
        view! {
            {scene.on(|on| of(on).map(shown))}
            <p class="govuk-body">
                "Settle it once the text or the reply answers it. It stays with the review, and the review can pass once every comment is settled."
            </p>
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{ground, id, stamp, submitted};
    use super::*;

    #[test]
    fn a_reply_goes_to_its_comment_until_it_is_settled() {
        let mut view = submitted();
        let part = ManagementForm::Reply(id(71).into());
        let on = ground(&view, part);
        assert!(Reply.applies(&on) && Settle.applies(&on));
        let faults = Reply.reads(&Typed::new(), &on).unwrap_err();
        assert_eq!(faults[0].pointer, "/text");
        let typed = Typed::new().with("text", "By the social worker");
        let Ok(Command::Reply(to, _)) = Reply.reads(&typed, &on) else {
            panic!("not read");
        };
        assert_eq!(to, id(71).into());
        if let Some(commission) = &mut view.commission {
            commission.comments[0].settled = Some(stamp());
        }
        let on = ground(&view, part);
        assert!(!Reply.applies(&on) && !Settle.applies(&on));
    }
}
