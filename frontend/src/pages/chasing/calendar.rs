//! The link by which a calendar program reads one's own deadlines.

use crate::api::chasing;
use crate::components::{
    BackLink, Button, ButtonKind, CopyText, Details, Dialog, ErrorSummary, Flash, PageHeading,
    SummaryList, SummaryRow, WarningText,
};
use crate::dom;
use crate::format;
use crate::forms::Form;
use crate::remote::{Remote, show};
use crate::routes::Route;
use leptos::prelude::*;
use shared::chasing::calendar::{CalendarLink, OwnCalendar};

/// Making the link, replacing it and taking it away.
#[component]
pub fn CalendarPage() -> impl IntoView {
    let acts = Acts::new();
    let asking = move || acts.made.with(Option::is_none);
    view! {
        <BackLink href=Route::OwnSessions.path() />
        <ErrorSummary errors=acts.form.messages() />
        <PageHeading title="Your dates in a calendar program" faulty=acts.form.is_faulty() />
        <p class="govuk-body">
            "A calendar program, on your work computer or phone, can show what you have to do in this service and by when. It reads a private link that is yours alone."
        </p>
        <h2 class="govuk-heading-m">"What it shows"</h2>
        <ul class="govuk-list govuk-list--bullet">
            <li>"what kind of step is due, such as “File secured”"</li>
            <li>"the date"</li>
            <li>"a link to the record, which opens only after signing in"</li>
        </ul>
        <p class="govuk-body">
            "It shows no reference, no name, no place and nothing else of a case. What is done or is no longer yours goes from it."
        </p>
        <WarningText text="Whoever has the link sees these dates without signing in. Do not send it to anyone, and do not add it to a calendar that other people see." />
        {move || acts.made.get().map(made)}
        {show(acts.own, 3, false, move |own: OwnCalendar| match own.link {
            Some(link) => there_is(link, acts),
            None => view! {
                <Button text="Make the link" busy=acts.form.busy() on_click=move |()| acts.make() />
            }
            .into_any(),
        })}
        {move || asking().then(how_often)}
        {acts.dialog()}
    }
}

fn how_often() -> impl IntoView {
    view! {
        <Details summary="How soon a change is seen">
            <p class="govuk-body">
                "The link always gives the dates as they are at that moment. The calendar program decides how often it reads it: some read it every hour, some once a day. My work shows what is due now."
            </p>
        </Details>
    }
}

/// The link that was made. When the page goes, so does the only sight of it.
fn made(path: String) -> AnyView {
    let link = format!("{}{path}", dom::origin());
    view! {
        <div role="region" aria-label="Your new link">
            <h2 class="govuk-heading-m" id="new-link" tabindex="-1">
                "Copy your link now"
            </h2>
            <p class="govuk-body">
                "It is not shown again. If you lose it, replace it with a new one."
            </p>
            <CopyText id="calendar-link" label="Link" text=link />
            <p class="govuk-body">
                "In your calendar program, choose to add or subscribe to a calendar from the internet, or from a web address, and paste the link there."
            </p>
        </div>
    }
    .into_any()
}

fn there_is(link: CalendarLink, acts: Acts) -> AnyView {
    let read = link
        .read_at
        .map_or_else(|| "Not yet".to_owned(), format::date_time);
    let rows = vec![
        SummaryRow::text("Made", format::date_time(link.made_at)),
        SummaryRow::text("Last read by a calendar program", read),
    ];
    view! {
        <h2 class="govuk-heading-m">"Your link"</h2>
        <SummaryList rows=rows />
        <div class="govuk-button-group">
            <Button
                text="Replace the link"
                kind=ButtonKind::Secondary
                busy=acts.form.busy()
                on_click=move |()| acts.ask(Sure::Replace)
            />
            <Button
                text="Remove the link"
                kind=ButtonKind::Warning
                busy=acts.form.busy()
                on_click=move |()| acts.ask(Sure::Remove)
            />
        </div>
    }
    .into_any()
}

/// What is asked once more before it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sure {
    Replace,
    Remove,
}

/// What can be done on the page. Copies share it.
#[derive(Clone, Copy)]
struct Acts {
    own: Remote<OwnCalendar>,
    form: Form,
    flash: Flash,
    /// The path of the link that was just made.
    made: RwSignal<Option<String>>,
    open: RwSignal<bool>,
    asked: RwSignal<Option<Sure>>,
}

impl Acts {
    fn new() -> Self {
        Self {
            own: Remote::load(chasing::own_calendar),
            form: Form::new(),
            flash: Flash::from_context(),
            made: RwSignal::new(None),
            open: RwSignal::new(false),
            asked: RwSignal::new(None),
        }
    }

    fn ask(self, sure: Sure) {
        self.asked.set(Some(sure));
        self.open.set(true);
    }

    fn go_on(self) {
        self.open.set(false);
        match self.asked.get_untracked() {
            Some(Sure::Replace) => self.make(),
            Some(Sure::Remove) => self.remove(),
            None => {}
        }
    }

    fn make(self) {
        self.form.send(chasing::make_link(), move |made| {
            self.made.set(Some(made.link));
            self.own.reload();
            dom::focus_when_drawn("new-link".to_owned());
        });
    }

    fn remove(self) {
        self.form.send(chasing::remove_link(), move |()| {
            self.made.set(None);
            self.flash
                .now("The link is removed. Calendar programs can no longer read your dates.");
            self.own.reload();
        });
    }

    fn dialog(self) -> impl IntoView {
        let words = move || match self.asked.get() {
            Some(Sure::Replace) => {
                "The link you have stops working at once. Calendar programs that use it show your dates again when you give them the new one."
            }
            _ => {
                "The link stops working at once. Calendar programs that use it can no longer read your dates. You can make a new link at any time."
            }
        };
        let yes = move || match self.asked.get() {
            Some(Sure::Replace) => "Yes, replace it",
            _ => "Yes, remove it",
        };
        view! {
            <Dialog id="sure" title="Are you sure?" open=self.open>
                <p class="govuk-body">{words}</p>
                <div class="govuk-button-group">
                    <Button
                        text=yes()
                        kind=ButtonKind::Warning
                        on_click=move |()| self.go_on()
                    />
                    <Button
                        text="No, keep it"
                        kind=ButtonKind::Secondary
                        on_click=move |()| self.open.set(false)
                    />
                </div>
            </Dialog>
        }
    }
}
