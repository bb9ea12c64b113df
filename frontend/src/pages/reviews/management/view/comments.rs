//! The comments of quality assurance: open ones first, each with its reply.

use super::super::super::words::{said_by, small_link};
use super::Page;
use crate::components::{ButtonKind, ButtonLink, Column, DataTable, Tag, TagColour, block};
use crate::pages::incidents::words::stamp;
use crate::routes::ManagementForm;
use leptos::prelude::*;
use shared::reviews::api::{CommentView, CommissionView};

/// The comments, once there is one or one can be made.
pub(super) fn section(page: &Page<'_>, commission: &CommissionView) -> Option<AnyView> {
    let add = page.href(ManagementForm::Comment(None)).map(|href| {
        view! { <ButtonLink href=href text="Add a comment" kind=ButtonKind::Secondary /> }
    });
    let comments = in_order(&commission.comments);
    (add.is_some() || !comments.is_empty()).then(|| {
        let list = if comments.is_empty() {
            view! { <p class="govuk-body">"Nobody has commented on it yet."</p> }.into_any()
        } else {
            let columns = ["About", "Comment", "Reply", "How it stands"];
            let rows = comments.into_iter().map(|one| row(page, one)).collect();
            view! {
                <DataTable
                    caption="Comments"
                    columns=columns.map(Column::new).to_vec()
                    rows=rows
                    caption_hidden=true
                />
            }
            .into_any()
        };
        let content = view! {
            {list}
            {add}
        };
        block("Comments", content.into_any())
    })
}

/// Those that wait to be settled before those that are, each kind in the order in which they were made.
fn in_order(comments: &[CommentView]) -> Vec<&CommentView> {
    let mut comments: Vec<_> = comments.iter().collect();
    comments.sort_by_key(|one| one.settled.is_some());
    comments
}

fn row(page: &Page<'_>, comment: &CommentView) -> Vec<AnyView> {
    let which = format!("to the comment of {}", comment.stamp.by.name);
    let open = comment.settled.is_none();
    let link = |form, words, which| {
        let href = page.href(form).filter(|_| open);
        href.map(|href| small_link(href, words, which))
    };
    let reply = match &comment.reply {
        Some(reply) => said_by(&reply.reason, &reply.stamp),
        None => "None".into_any(),
    };
    let replying = if comment.reply.is_some() {
        "Change the reply"
    } else {
        "Reply"
    };
    let reply = view! {
        {reply}
        {link(ManagementForm::Reply(comment.id), replying, which.clone())}
    };
    let stands = match &comment.settled {
        Some(by) => view! {
            <Tag text="Settled" colour=TagColour::Grey />
            <div class="govuk-body-s govuk-!-margin-bottom-0">{stamp(by)}</div>
        }
        .into_any(),
        None => view! {
            <Tag text="Open" colour=TagColour::Yellow />
            {link(ManagementForm::Settle(comment.id), "Settle", which.replacen("to ", "", 1))}
        }
        .into_any(),
    };
    vec![
        about(comment).into_any(),
        said_by(&comment.text, &comment.stamp),
        reply.into_any(),
        stands,
    ]
}

/// What a comment is about: the words, a passage, or all of it.
fn about(comment: &CommentView) -> String {
    if !comment.quote.is_empty() {
        format!("“{}”", comment.quote)
    } else if comment.passage.is_some() {
        "A passage".to_owned()
    } else {
        "The review as a whole".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{id, stamp, submitted};
    use super::*;

    #[test]
    fn open_comments_come_first_and_say_what_they_are_about() {
        let open = submitted().commission.unwrap().comments.remove(0);
        let settled = CommentView {
            id: id(73).into(),
            quote: String::new(),
            passage: None,
            settled: Some(stamp()),
            ..open.clone()
        };
        assert_eq!(about(&open), "“was seen”");
        assert_eq!(about(&settled), "The review as a whole");
        let all = [settled, open];
        let order: Vec<_> = in_order(&all).iter().map(|one| one.id).collect();
        assert_eq!(order, [all[1].id, all[0].id]);
    }
}
