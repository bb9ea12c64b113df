//! The e-mails that could not be sent, for administrators.

use super::{at, cursor};
use crate::api::chasing;
use crate::components::{
    Button, ButtonKind, Column, DataTable, ErrorSummary, Flash, InsetText, PageHeading, Pagination,
};
use crate::format;
use crate::forms::Form;
use crate::pages::people::person_link;
use crate::remote::{Remote, show};
use crate::routes::Route;
use leptos::prelude::*;
use shared::chasing::api::{Undelivered, UndeliveredPage};
use shared::ids::NoticeId;
use shared::policy::chasing::ChasingAction;

/// The e-mails that could not be sent, the last to fail first.
#[component]
pub fn UndeliveredEmailsPage() -> impl IntoView {
    let cursor = cursor();
    let acts = Acts {
        read: Remote::load(move || chasing::undelivered(cursor.get())),
        form: Form::new(),
        flash: Flash::from_context(),
    };
    view! {
        <ErrorSummary errors=acts.form.messages() />
        <PageHeading title="Emails not delivered" faulty=acts.form.is_faulty() />
        <p class="govuk-body">
            "Reminders that could not be sent by email. Whoever each is for sees it in this service all the same, under Notices."
        </p>
        {show(acts.read, 6, false, move |page| list(page, acts))}
    }
}

/// What can be done on the page. Copies share it.
#[derive(Clone, Copy)]
struct Acts {
    read: Remote<UndeliveredPage>,
    form: Form,
    flash: Flash,
}

impl Acts {
    fn send_again(self, notice: NoticeId) {
        self.form.send(chasing::send_again(notice), move |()| {
            self.flash
                .now("The email will be sent again within a minute or two.");
            self.read.reload();
        });
    }
}

fn list(page: UndeliveredPage, acts: Acts) -> AnyView {
    let UndeliveredPage {
        items,
        next,
        previous,
        email_configured,
    } = page;
    let none = (!email_configured).then(|| {
        view! {
            <InsetText>
                "No mail server is set up, so no emails are sent: people are reminded in this service only. Whoever runs the service can set one up."
            </InsetText>
        }
    });
    let list = if items.is_empty() {
        view! { <p class="govuk-body">"There are no emails that could not be sent."</p> }.into_any()
    } else {
        let columns = [
            "For",
            "Reminder",
            "Why it was not sent",
            "Last tried",
            "What to do",
        ];
        let columns = columns.map(Column::new).to_vec();
        let rows = items.into_iter().map(|one| row(one, acts)).collect();
        view! {
            <DataTable caption="Emails not delivered" columns=columns rows=rows caption_hidden=true />
            <Pagination previous=at(&Route::Undelivered, previous) next=at(&Route::Undelivered, next) />
        }
        .into_any()
    };
    view! {
        {none}
        {list}
    }
    .into_any()
}

fn row(one: Undelivered, acts: Acts) -> Vec<AnyView> {
    let id = one.id;
    let tried = one.attempts.len();
    let act = one.permitted.contains(&ChasingAction::SendAgain).then(|| {
        let hidden = format!("to {}", one.recipient.name);
        view! {
            <Button
                text="Send again"
                kind=ButtonKind::Secondary
                hidden=hidden
                busy=acts.form.busy()
                on_click=move |()| acts.send_again(id)
            />
        }
    });
    let what = view! {
        {one.what}
        <div class="govuk-body-s govuk-!-margin-bottom-0">{one.moment.label()}</div>
    };
    let when = view! {
        {format::date_time(one.failed_at)}
        <div class="govuk-body-s govuk-!-margin-bottom-0">
            {format!("Tried {}", format::count(tried, "time", "times"))}
        </div>
    };
    vec![
        person_link(one.recipient),
        what.into_any(),
        one.why.into_any(),
        when.into_any(),
        act.into_any(),
    ]
}
