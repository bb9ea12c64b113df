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
use shared::reviews::authors::NEVER;
use shared::settings::{NewSettingValue, Setting, SettingKind, SettingView};

/// The units of a length of time, as they are stored and as people say them.
const UNITS: [(&str, &str); 3] = [
    ("wd", "Working days"),
    ("d", "Calendar days"),
    ("m", "Months"),
];

/// The word for what is required from a day on.
const FROM_A_DAY: &str = "from";

/// The value that was typed, or every fault, by the ids of the page's own fields.
fn read(
    typed: &Typed,
    setting: Setting,
    today: NaiveDate,
) -> Result<NewSettingValue, Vec<FieldError>> {
    let mut reader = Reader::new(typed);
    let value = value(&mut reader, typed, setting.kind());
    let from = reader.date("/from", "The first day", "Enter the first day");
    let new = NewSettingValue {
        from: from.unwrap_or(today),
        value: value.clone().unwrap_or_default(),
    };
    let found = match value {
        Ok(_) => new.check(setting, today).err().unwrap_or_default(),
        Err(fault) => vec![FieldError::new("/value", FieldCode::Required, fault)],
    };
    reader.finish_with(new, found)
}

/// The value as it is stored, or why it is none.
fn value(
    reader: &mut Reader<'_>,
    typed: &Typed,
    kind: SettingKind,
) -> Result<String, &'static str> {
    let number = |reader: &mut Reader<'_>| {
        let number = reader.text("/value");
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| number.trim_start_matches('0').to_owned())
    };
    match kind {
        SettingKind::Length => number(reader)
            .map(|number| format!("{number}{}", typed.get("unit")))
            .ok_or("Enter how long, as a whole number"),
        SettingKind::Number => number(reader).ok_or("Enter a whole number"),
        SettingKind::Date if typed.get("required") == NEVER => Ok(NEVER.to_owned()),
        // What is wrong with the date itself, the reader has found.
        SettingKind::Date => Ok(reader
            .date(
                "/value",
                "The day",
                "Enter the day, or choose that it is not required",
            )
            .map_or_else(|| NEVER.to_owned(), |day| day.to_string())),
    }
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
    let typing = Typing::new();
    let from = DateFields::new();
    let submit = move |()| {
        let typed = with_date(typing.typed(setting.kind()), "from", from);
        match read(&typed, setting, today) {
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
        view! {
            {show(held, 3, false, about)}
            {value_fields(setting.kind(), typing, form)}
            <DateInput
                id="from"
                label="From which day does this hold?"
                hint="Today or later"
                value=from
                error=form.error("from")
            />
        }
        .into_any()
    };
    sheet(look, form, submit, fields)
}

/// What is typed of a value, of whatever kind.
#[derive(Clone, Copy)]
struct Typing {
    number: RwSignal<String>,
    unit: RwSignal<String>,
    required: RwSignal<String>,
    day: DateFields,
}

impl Typing {
    fn new() -> Self {
        Self {
            number: RwSignal::new(String::new()),
            unit: RwSignal::new("wd".to_owned()),
            required: RwSignal::new(FROM_A_DAY.to_owned()),
            day: DateFields::new(),
        }
    }

    fn typed(self, kind: SettingKind) -> Typed {
        match kind {
            SettingKind::Length => Typed::new()
                .with("value", self.number.get_untracked())
                .with("unit", self.unit.get_untracked()),
            SettingKind::Number => Typed::new().with("value", self.number.get_untracked()),
            SettingKind::Date => {
                let typed = Typed::new().with("required", self.required.get_untracked());
                with_date(typed, "value", self.day)
            }
        }
    }
}

fn value_fields(kind: SettingKind, typing: Typing, form: Form) -> AnyView {
    let number = move |label: &'static str| {
        view! {
            <TextInput
                id="value"
                label=label
                label_class="govuk-label--s"
                hint="A whole number"
                width="govuk-input--width-4"
                inputmode="numeric"
                value=typing.number
                error=form.error("value")
            />
        }
    };
    match kind {
        SettingKind::Number => number("How many?").into_any(),
        SettingKind::Length => {
            let units = UNITS.map(|(word, label)| Choice::new(word, label));
            view! {
                {number("How long?")}
                <Radios
                    id="unit"
                    label="Counted in"
                    value=typing.unit
                    choices=units.to_vec()
                    error=form.error("unit")
                />
            }
            .into_any()
        }
        SettingKind::Date => {
            let choices = [(FROM_A_DAY, "From a day on"), (NEVER, "Not required")];
            let choices = choices.map(|(word, label)| Choice::new(word, label));
            let day = move || {
                (typing.required.get() != NEVER).then(|| {
                    view! {
                        <DateInput
                            id="value"
                            label="Required from which day?"
                            hint="What was done before this day stands"
                            value=typing.day
                            error=form.error("value")
                        />
                    }
                })
            };
            view! {
                <Radios
                    id="required"
                    label="Is it required?"
                    value=typing.required
                    choices=choices.to_vec()
                    error=form.error("required")
                />
                {day}
            }
            .into_any()
        }
    }
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
    use shared::reviews::authors::AuthorRule;

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
    fn a_date_is_read_or_that_there_is_none() {
        let trained = Setting::Author(AuthorRule::TrainedFrom);
        let today = day("2026-03-04");
        let read_of = |typed: Typed| {
            let typed = typed.with_date("from", Some(today));
            read(&typed, trained, today)
                .map(|new| new.value)
                .map_err(|faults| faults.into_iter().map(|f| f.pointer).collect::<Vec<_>>())
        };
        let required = || Typed::new().with("required", FROM_A_DAY);
        let dated = required().with_date("value", Some(day("2026-09-01")));
        assert_eq!(read_of(dated), Ok("2026-09-01".to_owned()));
        assert_eq!(
            read_of(Typed::new().with("required", NEVER)),
            Ok(NEVER.to_owned())
        );
        assert_eq!(read_of(required()), Err(vec!["/value".to_owned()]));
        let load = Setting::Author(AuthorRule::Load);
        let typed = Typed::new()
            .with("value", "03")
            .with_date("from", Some(today));
        assert_eq!(read(&typed, load, today).unwrap().value, "3");
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
