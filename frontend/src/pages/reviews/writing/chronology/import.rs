//! Rows from a spreadsheet: all of them, or a table of all that is to be mended.

use super::list::List;
use crate::api::reviews::text as api;
use crate::components::{Button, ButtonKind, Column, DataTable, ErrorSummary, FieldMessage};
use crate::dom;
use crate::forms::Form;
use crate::session::Session;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::problem::FieldError;
use shared::reviews::chronology::import::read;
use shared::reviews::chronology::{ChildSeen, Contact};
use shared::reviews::commands::ImportChronology;

/// How many faults the table shows at once.
const SHOWN: usize = 200;

/// The form to import a file.
pub fn import_form(list: List) -> AnyView {
    let session = Session::from_context();
    let form = Form::new();
    let faults = RwSignal::new(Vec::<FieldError>::new());
    let done = RwSignal::new(String::new());
    let input = NodeRef::<html::Input>::new();
    let take = move |()| {
        faults.set(Vec::new());
        done.set(String::new());
        form.clear();
        let Some(input) = input.get_untracked() else {
            return;
        };
        spawn_local(async move {
            let Some(csv) = dom::chosen_file(&input).await else {
                form.refuse(vec![FieldMessage::new("import-file", "Choose a CSV file")]);
                return;
            };
            let there = list.room.glance.with_untracked(|glance| glance.rows);
            match read(&csv, there, session.today()) {
                Err(found) => {
                    let words = words_of(&found);
                    faults.set(found);
                    form.refuse(vec![FieldMessage::new("import-file", words)]);
                }
                Ok(rows) => send(list, form, csv, rows.len(), done),
            }
        });
    };
    let table = move || faults.with(|faults| (!faults.is_empty()).then(|| fault_table(faults)));
    view! {
        <ErrorSummary errors=form.messages() />
        <p class="govuk-body">
            "A CSV file with these columns, named in its first line: date, precision, source, contact, child seen, happened, decision, omission. Precision, decision and omission may be left out. Where one row is not right, none is taken."
        </p>
        <p class="govuk-body">{possible_words()}</p>
        <div class="govuk-form-group">
            <label class="govuk-label" for="import-file">
                "CSV file"
            </label>
            <input class="govuk-file-upload" id="import-file" type="file" accept=".csv,text/csv" node_ref=input />
        </div>
        <Button text="Import" kind=ButtonKind::Secondary busy=form.busy() on_click=take />
        <p class="govuk-body" role="status">
            {done}
        </p>
        {table}
    }
    .into_any()
}

fn send(list: List, form: Form, csv: String, rows: usize, done: RwSignal<String>) {
    let id = list.room.id;
    let guard = form.once();
    let work = async move {
        api::import(id, &ImportChronology { csv }, guard).await?;
        // What was taken is read as it stands on the server, with the ids that it gave.
        list.room.reread().await
    };
    form.send(work, move |()| {
        list.sort_anew();
        done.set(format!(
            "{} imported.",
            crate::format::count(rows, "row was", "rows were")
        ));
    });
}

fn possible_words() -> String {
    let contacts: Vec<_> = Contact::ALL.iter().map(|one| one.label()).collect();
    let seen: Vec<_> = ChildSeen::ALL.iter().map(|one| one.label()).collect();
    format!(
        "Contact is one of: {}. Child seen is one of: {}.",
        contacts.join(", "),
        seen.join(", ")
    )
}

fn words_of(found: &[FieldError]) -> String {
    format!(
        "Nothing was imported. {} to be mended in the file: they are in the table below",
        crate::format::count(found.len(), "thing is", "things are")
    )
}

/// The line of the file that a fault is in, and what is wrong there.
fn line_and_words(fault: &FieldError) -> (String, String) {
    match fault
        .detail
        .strip_prefix("Line ")
        .and_then(|rest| rest.split_once(": "))
    {
        Some((line, words)) => (line.to_owned(), words.to_owned()),
        None => ("Whole file".to_owned(), fault.detail.clone()),
    }
}

fn column_of(fault: &FieldError) -> String {
    let mut parts = fault.pointer.split('/').skip(3);
    parts.next().unwrap_or_default().replace('_', " ")
}

fn fault_table(faults: &[FieldError]) -> AnyView {
    let cells = |fault: &FieldError| {
        let (line, words) = line_and_words(fault);
        vec![
            line.into_any(),
            column_of(fault).into_any(),
            words.into_any(),
        ]
    };
    let shown = RwSignal::new(SHOWN);
    let all = faults.len();
    let faults = StoredValue::new(faults.to_vec());
    let table = move || {
        let rows = faults.with_value(|faults| faults.iter().take(shown.get()).map(cells).collect());
        let columns = ["Line", "Column", "What to mend"].map(Column::new).to_vec();
        view! { <DataTable caption="What to mend in the file" columns=columns rows=rows /> }
    };
    let more = move || {
        (shown.get() < all).then(|| {
            let left = format!("Show the other {}", all - shown.get());
            view! { <Button text=left kind=ButtonKind::Secondary on_click=move |()| shown.set(all) /> }
        })
    };
    view! {
        {table}
        {more}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_found_by_line_and_column() {
        let csv = "date,source,contact,child seen,happened\n1/1/2008,File,office,Not seen,\n32/1/2008,File,office,alone,Visit\n";
        let found = read(csv, 0, "2008-11-10".parse().unwrap()).unwrap_err();
        let said: Vec<_> = found
            .iter()
            .map(|fault| (line_and_words(fault).0, column_of(fault)))
            .collect();
        let expected = [("2", "happened"), ("3", "date")];
        assert_eq!(said, expected.map(|(l, c)| (l.to_owned(), c.to_owned())));
        let whole = read("", 0, "2008-11-10".parse().unwrap()).unwrap_err();
        assert_eq!(line_and_words(&whole[0]).0, "Whole file");
        assert_eq!(column_of(&whole[0]), "");
        assert!(words_of(&whole).contains("1 thing is"));
    }
}
