//! Changing a setting from a day on, and withdrawing a value that has not begun.

use super::list::value_words;
use crate::api::settings;
use crate::components::{Choice, DateFields, DateInput, Radios, TextInput};
use crate::forms::Form;
use crate::pages::people::{Onward, Sheet, sheet, with_date};
use crate::remote::{Remote, show};
use crate::routes::Route;
use crate::session::Session;
use crate::typed::{Reader, Typed};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::problem::{FieldCode, FieldError};
use shared::settings::{NewSettingValue, Setting, SettingView};

/// The units of a length of time, as they are stored and as people say them.
const UNITS: [(&str, &str); 3] = [
    ("wd", "Working days"),
    ("d", "Calendar days"),
    ("m", "Months"),
];

/// The value that was typed, or every fault, by the ids of the page's own fields.
fn read(
    typed: &Typed,
    setting: Setting,
    today: NaiveDate,
) -> Result<NewSettingValue, Vec<FieldError>> {
    let mut reader = Reader::new(typed);
    let number = reader.text("/value");
    let from = reader.date("/from", "The first day", "Enter the first day");
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let new = NewSettingValue {
        from: from.unwrap_or(today),
        value: format!("{}{}", number.trim_start_matches('0'), typed.get("unit")),
    };
    let found = if is_number {
        new.check(setting, today).err().unwrap_or_default()
    } else {
        let fault = "Enter how long, as a whole number";
        vec![FieldError::new("/value", FieldCode::Required, fault)]
    };
    reader.finish_with(new, found)
}

/// Changes a setting from a day on.
#[component]
pub fn ChangeSettingPage(
    /// Which.
    setting: Setting,
) -> impl IntoView {
    let form = Form::new();
    let onward = Onward::from_context();
    let today = Session::from_context().today();
    let held = Remote::load(move || settings::one(setting));
    let (value, unit) = (RwSignal::new(String::new()), RwSignal::new("wd".to_owned()));
    let from = DateFields::new();
    let submit = move |()| {
        let typed = Typed::new()
            .with("value", value.get_untracked())
            .with("unit", unit.get_untracked());
        match read(&with_date(typed, "from", from), setting, today) {
            Err(faults) => form.refuse_fields(&faults),
            Ok(new) => {
                if let Some(version) = held.etag() {
                    let guard = form.once_on(version);
                    form.send(settings::set(setting, new, guard), move |_| {
                        onward.to(&Route::Settings, "The new value is saved.");
                    });
                }
            }
        }
    };
    let look = Sheet {
        title: "Change a setting",
        back: Route::Settings,
        button: "Save the new value",
        grave: false,
    };
    let fields = move || {
        let units = UNITS.map(|(word, label)| Choice::new(word, label));
        view! {
            {show(held, 3, false, about)}
            <TextInput
                id="value"
                label="How long?"
                label_class="govuk-label--s"
                hint="A whole number"
                width="govuk-input--width-4"
                inputmode="numeric"
                value=value
                error=form.error("value")
            />
            <Radios
                id="unit"
                label="Counted in"
                value=unit
                choices=units.to_vec()
                error=form.error("unit")
            />
            <DateInput
                id="from"
                label="From which day?"
                hint="Today or later"
                value=from
                error=form.error("from")
            />
        }
        .into_any()
    };
    sheet(look, form, submit, fields)
}

fn about(setting: SettingView) -> AnyView {
    let now = format!("Now: {}", value_words(&setting.current));
    view! {
        <h2 class="govuk-heading-m">{setting.label}</h2>
        <p class="govuk-body">{setting.explanation}</p>
        <p class="govuk-body">{now}</p>
    }
    .into_any()
}

/// Withdraws a value that has not begun.
#[component]
pub fn WithdrawPage(
    /// Of which setting.
    setting: Setting,
    /// Its first day.
    from: NaiveDate,
) -> impl IntoView {
    let form = Form::new();
    let onward = Onward::from_context();
    let held = Remote::load(move || settings::one(setting));
    let submit = move |()| {
        if let Some(version) = held.etag() {
            form.send(settings::withdraw(setting, from, version), move |_| {
                onward.to(&Route::Settings, "The value is withdrawn.");
            });
        }
    };
    let look = Sheet {
        title: "Withdraw a value",
        back: Route::Settings,
        button: "Withdraw it",
        grave: true,
    };
    let fields = move || {
        show(held, 3, false, move |setting: SettingView| {
            let coming = setting.coming.iter().find(|one| one.from == Some(from));
            let words = coming.map_or_else(
                || "There is no such value any more.".to_owned(),
                |value| format!("Withdraw: {}", value_words(value)),
            );
            view! {
                {about(setting)}
                <p class="govuk-body govuk-!-font-weight-bold">{words}</p>
            }
            .into_any()
        })
        .into_any()
    };
    sheet(look, form, submit, fields)
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::incidents::codes::Clock;

    const TRIAGE: Setting = Setting::Clock(Clock::Triage);

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_length_is_read_from_its_number_and_unit() {
        let typed = Typed::new()
            .with("value", " 03 ")
            .with("unit", "wd")
            .with_date("from", Some(day("2026-03-09")));
        let new = read(&typed, TRIAGE, day("2026-03-04")).unwrap();
        assert_eq!((new.value.as_str(), new.from), ("3wd", day("2026-03-09")));
    }

    #[test]
    fn every_fault_is_named_once() {
        let pointers = |number: &str, from| -> Vec<String> {
            let typed = Typed::new()
                .with("value", number)
                .with("unit", "wd")
                .with_date("from", from);
            let faults = read(&typed, TRIAGE, day("2026-03-04")).unwrap_err();
            faults.into_iter().map(|fault| fault.pointer).collect()
        };
        assert_eq!(pointers("", None), ["/from", "/value"]);
        assert_eq!(pointers("many", Some(day("2026-03-09"))), ["/value"]);
        assert_eq!(pointers("0", Some(day("2026-03-09"))), ["/value"]);
        assert_eq!(pointers("3", Some(day("2026-03-01"))), ["/from"]);
    }
}
