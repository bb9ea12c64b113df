//! Setting the last day of a code, or taking it back.

use super::change::about_code;
use crate::api::codelists;
use crate::components::{DateFields, DateInput, WarningText};
use crate::forms::Form;
use crate::pages::people::{Onward, Sheet, sheet, with_date};
use crate::remote::{Remote, show};
use crate::routes::Route;
use crate::session::Session;
use crate::typed::{Reader, Typed};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::codelists::{Code, Codelist, EndCode, Entry};
use shared::problem::FieldError;

/// The last day that was typed, or every fault. An end that was set can be left empty, and is then taken back.
fn read(
    typed: &Typed,
    entry: &Entry,
    list: &[Entry],
    today: NaiveDate,
) -> Result<EndCode, Vec<FieldError>> {
    let mut reader = Reader::new(typed);
    let to = if entry.span.to.is_some() {
        reader.some_date("/to", "The last day")
    } else {
        reader.date("/to", "The last day", "Enter the last day")
    };
    let end = EndCode { to };
    let found = end.check(entry, list, today).err().unwrap_or_default();
    reader.finish_with(end, found)
}

/// Sets the last day of a code, or takes it back.
#[component]
pub fn EndCodePage(
    /// Its list.
    list: Codelist,
    /// Which.
    code: Code,
) -> impl IntoView {
    let form = Form::new();
    let onward = Onward::from_context();
    let today = Session::from_context().today();
    let held = Remote::load(move || codelists::one(list));
    let to = DateFields::holding(today.pred_opt());
    let code = StoredValue::new(code);
    // The last day that is set, once it is read.
    let has_end = Memo::new(move |_| {
        let read = held.get()?;
        let found = read
            .codes
            .into_iter()
            .find(|one| one.code == code.get_value());
        found?.to
    });
    Effect::new(move |_| {
        if let Some(set) = has_end.get() {
            to.set(Some(set));
        }
    });
    let submit = move |()| {
        let (Some(read_list), Some(version)) = (untrack(|| held.get()), held.etag()) else {
            return;
        };
        let (entries, code) = (read_list.entries(), code.get_value());
        let Some(entry) = entries.iter().find(|entry| entry.code == code) else {
            return;
        };
        match read(&with_date(Typed::new(), "to", to), entry, &entries, today) {
            Err(faults) => form.refuse_fields(&faults),
            Ok(end) => {
                let words = match end.to {
                    Some(_) => "The last day of the code is set.",
                    None => "The code has no end any more.",
                };
                let route = Route::Code(list, code.clone());
                form.send(codelists::end(list, code, end, version), move |_| {
                    onward.to(&route, words);
                });
            }
        }
    };
    let look = Sheet {
        title: "End a code",
        back: Route::Code(list, code.get_value()),
        button: "Save the last day",
        grave: true,
    };
    let fields = move || {
        let back = move || {
            has_end.get().map(|_| {
                view! { <p class="govuk-body">"Leave it empty to take the last day back."</p> }
            })
        };
        view! {
            {show(held, 1, false, move |read| about_code(&read, &code.get_value()))}
            <p class="govuk-body">
                "What was recorded with it keeps it. After its last day, forms offer it no more."
            </p>
            <WarningText text="Once its last day has passed, a code cannot be used again." />
            {back}
            <DateInput
                id="to"
                label="What is its last day?"
                hint="Yesterday ends it at once"
                value=to
                error=form.error("to")
            />
        }
        .into_any()
    };
    sheet(look, form, submit, fields)
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::codelists::Label;
    use shared::people::Span;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn entry(code: &str, to: Option<&str>) -> Entry {
        let since = day("2001-04-01");
        Entry {
            code: code.parse().unwrap(),
            span: Span::new(since, to.map(day)),
            labels: vec![Label::new(code, since)],
            ended: None,
        }
    }

    #[test]
    fn a_last_day_is_set_or_taken_back() {
        let list = [
            entry("police", None),
            entry("fire", Some("2026-03-31")),
            entry("other", None),
        ];
        let read = |at: usize, to: Option<&str>| {
            let typed = Typed::new().with_date("to", to.map(day));
            read(&typed, &list[at], &list, day("2026-03-04"))
        };
        let yesterday = Some("2026-03-03");
        assert_eq!(read(0, yesterday).unwrap().to, yesterday.map(day));
        assert_eq!(read(1, None).unwrap().to, None);
        let said = |end: Result<EndCode, Vec<FieldError>>| end.unwrap_err()[0].detail.clone();
        assert_eq!(said(read(0, None)), "Enter the last day");
        assert_eq!(
            said(read(0, Some("2026-03-02"))),
            "The last day must be yesterday or later"
        );
    }
}
