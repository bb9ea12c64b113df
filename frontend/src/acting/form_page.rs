//! The page of an action: heading, fields, button; sending it, and what follows.

use super::act::{Act, Compared, compare};
use super::conflict::{Newest, conflict_panel};
use super::record::Record;
use super::scene::Scene;
use crate::api::{ApiError, Etag, Guard};
use crate::components::{
    BackLink, Button, ButtonKind, ErrorSummary, Flash, PageHeading, SubmitForm,
};
use crate::typed::Typed;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::problem::FieldError;

/// One action while its page is open. Copies share it.
#[derive(Clone)]
struct Sending<R: Record> {
    act: &'static dyn Act<R>,
    action: R::Action,
    scene: Scene<R>,
    /// What the form held when it opened, or when it was last laid over a newer version.
    opened: StoredValue<Typed>,
    newest: RwSignal<Option<Newest<R>>>,
    navigate: StoredValue<Callback<String>>,
}

impl<R: Record> Copy for Sending<R> {}

/// The page of an action on a record that permits it.
pub fn form_page<R: Record>(
    act: &'static dyn Act<R>,
    action: R::Action,
    scene: Scene<R>,
) -> AnyView {
    let opened = scene.on(|on| act.opens(on));
    scene.sheet.set(&opened);
    let navigate = use_navigate();
    let flash = Flash::from_context();
    let sending = Sending {
        act,
        action,
        scene,
        opened: StoredValue::new(opened),
        newest: RwSignal::new(None),
        navigate: StoredValue::new(Callback::new(move |done: String| {
            if !done.is_empty() {
                flash.on_next_page(done);
            }
            navigate(
                &R::home(scene.id()).path(),
                leptos_router::NavigateOptions::default(),
            );
        })),
    };
    let home = R::home(scene.id()).path();
    let title = scene.on(|on| act.title(on));
    // Said again when the form comes back into the place of another page.
    let title = Signal::derive(move || {
        scene.instead.track();
        title.clone()
    });
    let reference = scene.view.with_value(|view| view.reference().to_owned());
    let kind = if act.is_grave() {
        ButtonKind::Warning
    } else {
        ButtonKind::Primary
    };
    let form = scene.form;
    let panel = move || {
        sending.newest.get().map(|newest| {
            let lines = sending.compared(&newest.view);
            let is_possible = newest.view.permits(sending.action);
            conflict_panel(
                newest,
                lines,
                is_possible,
                Callback::new(move |()| sending.save_on_top()),
                Callback::new(move |()| sending.navigate.get_value().run(String::new())),
            )
        })
    };
    let instead = move || scene.instead.get().map(|page| page());
    view! {
        <div hidden=move || scene.instead.with(Option::is_some)>
            <BackLink href=home.clone() text=format!("Back to {reference}") />
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    <ErrorSummary errors=form.messages() />
                    {panel}
                    <PageHeading title=title caption=reference faulty=form.is_faulty() />
                    <SubmitForm on_submit=move |()| sending.send() busy=form.busy()>
                        {act.fields(scene)}
                        <div class="app-actions">
                            <Button text=act.button() kind=kind busy=form.busy() />
                            <a class="govuk-link" href=home>
                                "Cancel"
                            </a>
                        </div>
                    </SubmitForm>
                </div>
            </div>
        </div>
        {instead}
    }
    .into_any()
}

impl<R: Record> Sending<R> {
    /// Sends what is typed for the version that was read, or says what needs mending.
    fn send(self) {
        let Self { act, scene, .. } = self;
        let typed = scene.sheet.typed();
        let command = match scene.on(|on| act.reads(&typed, on)) {
            Ok(command) => command,
            Err(faults) => return scene.form.refuse_fields(&faults),
        };
        let done = scene.on(|on| act.done(&typed, on));
        let id = scene.id();
        let version = Etag::of_version(scene.view.with_value(Record::version));
        let guard = if R::needs_key(&command) {
            scene.form.once_on(version)
        } else {
            Guard::Version(version)
        };
        let work = async move {
            match R::send(id, command, guard).await {
                Err(error @ ApiError::Stale(_)) => {
                    if let Some(newest) = Newest::read(id).await {
                        let _ = self.newest.try_set(Some(newest));
                    }
                    Err(error)
                }
                Err(error) => Err(self.located(error)),
                done => done,
            }
        };
        scene
            .form
            .send(work, move |_| self.navigate.get_value().run(done));
    }

    /// The server names fields of what was sent; the page names its own.
    fn located(self, error: ApiError) -> ApiError {
        let ApiError::Problem(mut problem) = error else {
            return error;
        };
        for fault in &mut problem.errors {
            let FieldError { pointer, .. } = fault;
            *pointer = self.scene.on(|on| self.act.locate(pointer, on));
        }
        ApiError::Problem(problem)
    }

    fn compared(self, newest: &R) -> Vec<Compared> {
        let Self { act, scene, .. } = self;
        let typed = scene.sheet.typed();
        let opened = self.opened.get_value();
        let (opened, mine, before) =
            scene.on(|on| (act.says(&opened, on), act.says(&typed, on), act.stands(on)));
        let now = scene.on_view(newest, |on| act.stands(on));
        compare(&opened, &mine, &before, &now)
    }

    /// Lays what was typed over the newest version and sends it.
    fn save_on_top(self) {
        let Some(Newest { view, .. }) = self.newest.get_untracked() else {
            return;
        };
        let Self { act, scene, .. } = self;
        let mine = scene.sheet.typed();
        let now = scene.on_view(&view, |on| act.opens(on));
        scene.sheet.set(&mine.over(&self.opened.get_value(), &now));
        self.opened.set_value(now);
        scene.view.set_value(view);
        self.newest.set(None);
        scene.form.clear();
        self.send();
    }
}
