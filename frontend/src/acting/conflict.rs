//! What is shown when someone else changed the record meanwhile: both texts, and the choice.

use super::act::{Compared, is_there_already};
use super::record::Record;
use crate::components::{Button, ButtonKind};
use crate::format;
use leptos::prelude::*;
use shared::incidents::api::HistoryEntry;

/// The record as it is now, and what was last done to it.
#[derive(Debug, Clone)]
pub struct Newest<R> {
    /// The record.
    pub view: R,
    /// What was last done to it, where that could be read.
    pub last: Option<HistoryEntry>,
}

impl<R: Record> Newest<R> {
    /// Reads it; nothing where it cannot be read.
    pub async fn read(id: R::Id) -> Option<Self> {
        let view = R::read(id).await.ok()?.value;
        let last = R::last_done(id).await;
        Some(Self { view, last })
    }
}

/// Both texts side by side, with the two ways to go on.
pub fn conflict_panel<R: Record>(
    newest: Newest<R>,
    lines: Vec<Compared>,
    is_possible: bool,
    on_save: Callback<()>,
    on_discard: Callback<()>,
) -> AnyView {
    let already = is_there_already(&lines);
    let last = newest.last.map(|last| {
        format!(
            "Last done: {}, by {}, {}.",
            last.label,
            last.by.label(),
            format::date_time(last.at)
        )
    });
    let advice = match (already, is_possible) {
        (true, _) => {
            "What you typed is there already: it was saved, or someone recorded the same.".to_owned()
        }
        (false, true) => {
            "Nothing of yours was saved. Saving yours on top changes only what you changed here; the rest stays as it is now."
                .to_owned()
        }
        (false, false) => format!(
            "Nothing of yours was saved, and as the {} stands now this can no longer be done. Copy what you typed if you need it elsewhere.",
            R::NOUN
        ),
    };
    let stage = format!("The {} is now at: {}.", R::NOUN, newest.view.stage_words());
    let save = (is_possible && !already)
        .then(|| view! { <Button text="Save mine on top of the new version" on_click=on_save /> });
    let leave = if already {
        format!("Go to the {}", R::NOUN)
    } else {
        "Discard mine".to_owned()
    };
    view! {
        <section class="app-card" aria-labelledby="conflict">
            <h2 class="govuk-heading-m" id="conflict">
                "Someone else changed this"
            </h2>
            <p class="govuk-body">{last} " " {stage}</p>
            <p class="govuk-body">{advice}</p>
            {table(lines)}
            <div class="app-actions">
                {save}
                <Button text=leave kind=ButtonKind::Secondary on_click=on_discard />
            </div>
        </section>
    }
    .into_any()
}

fn table(lines: Vec<Compared>) -> Option<AnyView> {
    (!lines.is_empty()).then(|| {
        let rows = lines.into_iter().map(line).collect();
        let columns =
            ["About", "What you typed", "What is there now"].map(crate::components::Column::new);
        view! {
            <crate::components::DataTable
                caption="What you typed and what is there now"
                columns=columns.to_vec()
                rows=rows
                caption_hidden=true
            />
        }
        .into_any()
    })
}

fn line(line: Compared) -> Vec<AnyView> {
    let text = |words: String| {
        if words.is_empty() {
            view! { <span class="govuk-hint">"Nothing"</span> }.into_any()
        } else {
            view! { <div class="app-as-typed">{words}</div> }.into_any()
        }
    };
    let mine = match line.mine {
        Some(words) => text(words),
        None => "You did not change this".into_any(),
    };
    vec![line.name.into_any(), mine, text(line.now)]
}
