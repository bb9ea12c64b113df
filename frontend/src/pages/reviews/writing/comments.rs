//! Comments of quality assurance on a text.

use crate::components::{Tag, TagColour};
use crate::format;
use leptos::prelude::*;
use shared::reviews::api::CommentView;

/// A comment of quality assurance, with what became of it.
pub fn comment_card(comment: &CommentView) -> AnyView {
    let quote = (!comment.quote.is_empty())
        .then(|| view! { <blockquote class="govuk-inset-text app-as-typed">{comment.quote.clone()}</blockquote> });
    let reply = comment.reply.as_ref().map(|reply| {
        view! {
            <p class="govuk-body app-as-typed">
                <strong>"Reply: "</strong>
                {reply.reason.clone()}
            </p>
        }
    });
    let (state, colour) = match comment.settled {
        Some(_) => ("Settled", TagColour::Green),
        None => ("Open", TagColour::Yellow),
    };
    let by = format!(
        "{}, {}",
        comment.stamp.by.name,
        format::date_time(comment.stamp.at)
    );
    view! {
        <div class="app-card">
            <p class="govuk-body-s">
                "Comment by " {by} " " <Tag text=state colour=colour />
            </p>
            {quote}
            <p class="govuk-body app-as-typed">{comment.text.clone()}</p>
            {reply}
        </div>
    }
    .into_any()
}
