//! The reminders of whoever is signed in.

use super::{at, cursor};
use crate::api::chasing;
use crate::components::{
    Button, ButtonKind, Column, DataTable, ErrorSummary, Flash, PageHeading, Pagination, Tag,
    TagColour,
};
use crate::format;
use crate::forms::Form;
use crate::pages::incidents::words::due_tag;
use crate::remote::{Remote, show};
use crate::routes::Route;
use crate::session::Session;
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::chasing::Moment;
use shared::chasing::api::{Notice, NoticeAction, Notices};
use shared::ids::NoticeId;

/// The open reminders, newest first.
#[component]
pub fn NoticesPage() -> impl IntoView {
    let session = Session::from_context();
    let cursor = cursor();
    let read = Remote::load(move || chasing::notices(cursor.get()));
    // The navigation tells the same number.
    Effect::new(move |_| {
        if let Some(notices) = read.get() {
            session.unread.set(notices.unread);
        }
    });
    let acts = Acts {
        read,
        form: Form::new(),
    };
    view! {
        <ErrorSummary errors=acts.form.messages() />
        <PageHeading title="Notices" faulty=acts.form.is_faulty() />
        <p class="govuk-body">
            "Reminders of what you have to do, or to see to, and by when. What is done, moved or no longer yours is not here any more."
        </p>
        {show(read, 6, false, move |notices| list(notices, session.today(), acts))}
        <p class="govuk-body">
            <a class="govuk-link" href=Route::OwnCalendar.path()>
                "See your dates in a calendar program"
            </a>
        </p>
    }
}

/// What can be done on the page. Copies share it.
#[derive(Clone, Copy)]
struct Acts {
    read: Remote<Notices>,
    form: Form,
}

impl Acts {
    fn mark(self, notice: NoticeId) {
        self.form
            .send(chasing::mark_read(notice), move |()| self.read.reload());
    }

    fn mark_all(self) {
        let flash = Flash::from_context();
        self.form.send(chasing::mark_all_read(), move |()| {
            flash.now("All notices are marked as read.");
            self.read.reload();
        });
    }
}

fn list(notices: Notices, today: NaiveDate, acts: Acts) -> AnyView {
    let Notices {
        items,
        next,
        previous,
        unread,
    } = notices;
    if items.is_empty() {
        return view! { <p class="govuk-body">"There are no notices. You will be reminded here before something that is yours to do is due."</p> }
            .into_any();
    }
    let all = (unread > 0).then(|| {
        view! {
            <p class="govuk-body">{unread_words(unread)}</p>
            <Button
                text="Mark all as read"
                kind=ButtonKind::Secondary
                busy=acts.form.busy()
                on_click=move |()| acts.mark_all()
            />
        }
    });
    let columns = ["Notice", "Due", "Told", "What to do"].map(Column::new);
    let rows = items
        .into_iter()
        .map(|notice| row(notice, today, acts))
        .collect();
    view! {
        {all}
        <DataTable caption="Notices" columns=columns.to_vec() rows=rows caption_hidden=true />
        <Pagination previous=at(&Route::Notices, previous) next=at(&Route::Notices, next) />
    }
    .into_any()
}

fn unread_words(unread: i64) -> String {
    let notices = format::counted(unread, "notice is", "notices are");
    format!("{notices} unread.")
}

fn row(notice: Notice, today: NaiveDate, acts: Acts) -> Vec<AnyView> {
    let id = notice.id;
    let new = notice.read_at.is_none().then(|| {
        view! {
            <Tag text="Unread" colour=TagColour::Blue />
            " "
        }
    });
    let reference = notice.reference.clone().map(|reference| {
        view! {
            ", "
            <span class="app-no-wrap">{reference}</span>
        }
    });
    let what = view! {
        {new}
        <a class="govuk-link" href=notice.record.path()>
            {notice.what.clone()}
            {reference}
        </a>
        <div class="govuk-body-s govuk-!-margin-bottom-0">{why(&notice)}</div>
    };
    let act = if notice.permitted.contains(&NoticeAction::Read) {
        view! {
            <Button
                text="Mark as read"
                kind=ButtonKind::Secondary
                hidden=said(&notice)
                busy=acts.form.busy()
                on_click=move |()| acts.mark(id)
            />
        }
        .into_any()
    } else {
        "Read".into_any()
    };
    vec![
        what.into_any(),
        due_tag(notice.due, notice.overdue, today),
        format::date_time(notice.made_at).into_any(),
        act,
    ]
}

/// What is due, and on which record where that may be seen.
fn said(notice: &Notice) -> String {
    match &notice.reference {
        Some(reference) => format!("{}, {reference}", notice.what),
        None => notice.what.clone(),
    }
}

/// Why the reader is told.
const fn why(notice: &Notice) -> &'static str {
    match (notice.escalated, notice.moment) {
        (true, Moment::Overdue) => "The date has passed: see to it that this is done",
        (true, _) => "Nobody whose turn it is can do this now: see to it",
        (false, Moment::Before) => "This is due soon, and yours to do",
        (false, Moment::Due) => "This is due now, and yours to do",
        (false, Moment::Overdue) => "The date has passed: this is yours to do",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_how_many_are_unread() {
        assert_eq!(unread_words(1), "1 notice is unread.");
        assert_eq!(unread_words(12), "12 notices are unread.");
        assert_eq!(unread_words(1000), "1,000 or more notices are unread.");
    }
}
