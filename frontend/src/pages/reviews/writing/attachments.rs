//! The files attached to a review: had by whoever may read its text, added and removed by whoever writes it.

use crate::api::reviews::attachments as api;
use crate::components::{
    Button, ButtonKind, Column, DataTable, Details, ErrorSummary, FieldMessage, FileUpload,
};
use crate::dom;
use crate::format;
use crate::forms::Form;
use crate::remote::{Remote, show};
use leptos::html;
use leptos::prelude::*;
use shared::ids::ManagementReviewId;
use shared::problem::FieldError;
use shared::reviews::api::{AttachmentView, AttachmentsView};
use shared::reviews::attachments::{allowed_words, check_name, check_size};
use shared::reviews::codes::{AttachmentAction, AttachmentKind};

use super::removal::{Removal, dialog};

/// The heading, to which the focus goes when the place where it was has gone.
pub(super) const HEADING: &str = "attached-files";

/// The files of a review; where `may_change`, with the ways to add and remove some that its reader has.
pub fn attachments(review: ManagementReviewId, may_change: bool) -> AnyView {
    let files = Remote::load(move || api::list(review));
    let said = RwSignal::new(String::new());
    let may = move |action| {
        let permits = |list: AttachmentsView| list.permitted.contains(&action);
        may_change && files.get().is_some_and(permits)
    };
    let adds = Memo::new(move |_| may(AttachmentAction::Add));
    let removes = Memo::new(move |_| may(AttachmentAction::Remove));
    let removal = Removal::new(review, files, said);
    let table = move |list: AttachmentsView| {
        let ways = removes.get_untracked().then_some(removal);
        files_of(review, &list.files, ways)
    };
    let form = move || adds.get().then(|| upload(review, files, said));
    view! {
        <section class="govuk-!-margin-top-6">
            <h2 class="govuk-heading-m" id=HEADING tabindex="-1">
                "Attached files"
            </h2>
            {show(files, 3, false, table)}
            <p class="govuk-body" role="status" id="files-said">
                {said}
            </p>
            {form}
            {dialog(removal)}
        </section>
    }
    .into_any()
}

fn files_of(
    review: ManagementReviewId,
    files: &[AttachmentView],
    removal: Option<Removal>,
) -> AnyView {
    let (gone, there): (Vec<_>, Vec<_>) = files.iter().partition(|file| file.removed.is_some());
    let table = if there.is_empty() {
        view! { <p class="govuk-body">"There are no files."</p> }.into_any()
    } else {
        let rows = there
            .iter()
            .map(|file| row(review, file, removal))
            .collect();
        let mut columns = vec![
            Column::new("File"),
            Column::new("Kind"),
            Column::new("Size").numeric(),
            Column::new("Added"),
        ];
        columns.extend(removal.map(|_| Column::new("Change")));
        view! { <DataTable caption="Attached files" columns=columns rows=rows caption_hidden=true /> }
            .into_any()
    };
    let removed = (!gone.is_empty()).then(|| {
        let summary = format::count(gone.len(), "removed file", "removed files");
        let lines = gone.into_iter().filter_map(removed_line).collect_view();
        view! {
            <Details summary=summary>
                <ul class="govuk-list govuk-list--bullet">{lines}</ul>
            </Details>
        }
    });
    view! {
        {table}
        {removed}
    }
    .into_any()
}

fn row(
    review: ManagementReviewId,
    file: &AttachmentView,
    removal: Option<Removal>,
) -> Vec<AnyView> {
    let href = api::file_path(review, file.id);
    let name = file.name.clone();
    let link = view! {
        <a class="govuk-link app-breakable" href=href download="">
            {name}
        </a>
    };
    let added = format!(
        "{} by {}",
        format::date_time(file.added.at),
        file.added.by.name
    );
    let mut cells = vec![
        link.into_any(),
        file.kind.label().into_any(),
        size(file.size).into_any(),
        added.into_any(),
    ];
    cells.extend(removal.map(|removal| {
        let one = file.clone();
        let hidden = format!(" {}", file.name);
        view! {
            <button type="button" class="app-button-link" on:click=move |_| removal.ask(&one)>
                "Remove"
                <span class="govuk-visually-hidden">{hidden}</span>
            </button>
        }
        .into_any()
    }));
    cells
}

fn removed_line(file: &AttachmentView) -> Option<AnyView> {
    let removed = file.removed.as_ref()?;
    let (at, by) = (format::date_time(removed.stamp.at), &removed.stamp.by.name);
    let words = format!("{}: removed on {at} by {by}. {}", file.name, removed.reason);
    Some(view! { <li class="app-breakable">{words}</li> }.into_any())
}

/// Bytes in the words that people use for them.
fn size(bytes: i64) -> String {
    const KILO: i64 = 1024;
    const MEGA: i64 = KILO * KILO;
    match bytes {
        ..KILO => "Less than 1 KB".to_owned(),
        KILO..MEGA => format!("{} KB", bytes / KILO),
        _ => format!("{}.{} MB", bytes / MEGA, bytes % MEGA * 10 / MEGA),
    }
}

fn endings() -> String {
    let all = AttachmentKind::ALL.iter().flat_map(|kind| kind.endings());
    let all: Vec<_> = all.map(|ending| format!(".{ending}")).collect();
    all.join(",")
}

/// What is wrong with a file before it is sent; the rest is in its bytes, which the server looks into.
fn fault_of(name: &str, bytes: f64) -> Option<FieldError> {
    // A size of a file is a whole number, and none that a browser knows is as large as the largest.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let bytes = bytes as usize;
    let name = check_name(name).map(|_| ());
    name.and_then(|()| check_size(bytes)).err()
}

/// The form to add a file.
fn upload(
    review: ManagementReviewId,
    files: Remote<AttachmentsView>,
    said: RwSignal<String>,
) -> AnyView {
    let form = Form::new();
    let input = NodeRef::<html::Input>::new();
    let send = move |()| {
        said.set(String::new());
        form.clear();
        let Some(input) = input.get_untracked() else {
            return;
        };
        let Some(file) = dom::chosen(&input) else {
            form.refuse(vec![FieldMessage::new("file", "Choose a file")]);
            return;
        };
        if let Some(fault) = fault_of(&file.name(), file.size()) {
            form.refuse_fields(&[fault]);
            return;
        }
        said.set(format!("Uploading {}…", file.name()));
        let guard = form.once();
        let work = async move {
            let added = api::add(review, &file, guard).await;
            if added.is_err() {
                said.set(String::new());
            }
            added
        };
        form.send(work, move |added| {
            input.set_value("");
            said.set(format!("{} is attached.", added.value.name));
            files.reload();
        });
    };
    let hint = format!(
        "{}, 10 MB or smaller. A review can have 50 files.",
        allowed_words()
    );
    view! {
        <ErrorSummary errors=form.messages() />
        <FileUpload
            id="file"
            label="Attach a file"
            hint=hint
            accept=endings()
            input=input
            error=form.error("file")
        />
        <Button text="Upload" kind=ButtonKind::Secondary busy=form.busy() on_click=send />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_as_people_say_them() {
        for (bytes, words) in [
            (1, "Less than 1 KB"),
            (1023, "Less than 1 KB"),
            (1024, "1 KB"),
            (1024 * 1024 - 1, "1023 KB"),
            (1024 * 1024, "1.0 MB"),
            (10 * 1024 * 1024, "10.0 MB"),
            (3_670_016, "3.5 MB"),
        ] {
            assert_eq!(size(bytes), words);
        }
    }

    #[test]
    fn a_file_is_looked_at_before_it_is_sent() {
        assert_eq!(fault_of("notes.pdf", 1.0), None);
        assert_eq!(fault_of("notes.pdf", 10_485_760.0), None);
        for (name, bytes) in [
            ("notes.pdf", 0.0),
            ("notes.pdf", 10_485_761.0),
            ("notes.exe", 1.0),
            ("notes", 1.0),
        ] {
            assert_eq!(
                fault_of(name, bytes).unwrap().pointer,
                "/file",
                "{name} {bytes}"
            );
        }
    }

    #[test]
    fn the_browser_offers_what_can_be_attached() {
        assert_eq!(endings(), ".pdf,.png,.jpg,.jpeg,.txt,.csv,.docx,.xlsx");
    }
}
