//! A date typed into three boxes.

use super::field::{ErrorText, described_by, group, hint_and_error};
use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

/// What is typed into the three boxes of one date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateFields {
    /// Day of the month.
    pub day: RwSignal<String>,
    /// Month, 1 to 12.
    pub month: RwSignal<String>,
    /// Year, four figures.
    pub year: RwSignal<String>,
}

impl DateFields {
    /// With nothing typed.
    pub fn new() -> Self {
        Self::typed("", "", "")
    }
    /// With this typed.
    pub fn typed(day: &str, month: &str, year: &str) -> Self {
        let box_of = |text: &str| RwSignal::new(text.to_owned());
        Self {
            day: box_of(day),
            month: box_of(month),
            year: box_of(year),
        }
    }
    /// With this date, or nothing.
    pub fn holding(date: Option<NaiveDate>) -> Self {
        let fields = Self::new();
        fields.set(date);
        fields
    }
    /// Types a date into the boxes, or empties them.
    pub fn set(self, date: Option<NaiveDate>) {
        let text = |part: Option<String>| part.unwrap_or_default();
        self.day.set(text(date.map(|date| date.day().to_string())));
        self.month
            .set(text(date.map(|date| date.month().to_string())));
        self.year
            .set(text(date.map(|date| date.year().to_string())));
    }
    /// The date; nothing where nothing is typed.
    pub fn read(self) -> Result<Option<NaiveDate>, DateFault> {
        read_date(&self.day.get(), &self.month.get(), &self.year.get())
    }
}

impl Default for DateFields {
    fn default() -> Self {
        Self::new()
    }
}

/// What is wrong with a typed date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateFault {
    /// These parts are missing.
    Missing(&'static str),
    /// The year has not four figures.
    Year,
    /// There is no such day.
    Unreal,
}

impl DateFault {
    /// What to say, the date named as at the start of a sentence: `Incident date`.
    pub fn message(self, what: &str) -> String {
        match self {
            Self::Missing(parts) => format!("{what} must include a {parts}"),
            Self::Year => format!("{what} must have a year of 4 numbers"),
            Self::Unreal => format!("{what} must be a real date"),
        }
    }
}

/// The date in three typed parts; nothing where all are empty.
pub fn read_date(day: &str, month: &str, year: &str) -> Result<Option<NaiveDate>, DateFault> {
    let [day, month, year] = [day, month, year].map(str::trim);
    match [day, month, year].map(str::is_empty) {
        [true, true, true] => return Ok(None),
        [true, true, false] => return Err(DateFault::Missing("day and month")),
        [true, false, true] => return Err(DateFault::Missing("day and year")),
        [false, true, true] => return Err(DateFault::Missing("month and year")),
        [true, false, false] => return Err(DateFault::Missing("day")),
        [false, true, false] => return Err(DateFault::Missing("month")),
        [false, false, true] => return Err(DateFault::Missing("year")),
        [false, false, false] => {}
    }
    if year.len() != 4 {
        return Err(DateFault::Year);
    }
    let number = |part: &str| {
        if part.bytes().all(|b| b.is_ascii_digit()) {
            part.parse::<u16>().ok()
        } else {
            None
        }
    };
    let (Some(day), Some(month), Some(year)) = (number(day), number(month), number(year)) else {
        return Err(DateFault::Unreal);
    };
    NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day))
        .filter(|_| year >= 1000)
        .map(Some)
        .ok_or(DateFault::Unreal)
}

/// A date in three boxes. The id is the group's; a message to it focuses the day.
#[component]
pub fn DateInput(
    /// The id of the group; the boxes are `{id}-day`, `{id}-month`, `{id}-year`.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// What is typed.
    value: DateFields,
    /// A word of help; `For example, 27 3 2008` if left out.
    #[prop(default = "For example, 27 3 2008".to_owned(), into)]
    hint: String,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: ErrorText,
    /// Further classes of the legend.
    #[prop(default = "govuk-fieldset__legend--s")]
    legend_class: &'static str,
) -> impl IntoView {
    let describe = described_by(&id, true, error, None);
    let help = hint_and_error(&id, Some(hint), error);
    let part = |name: &'static str, label: &'static str, width: u8, value: RwSignal<String>| {
        let part_id = format!("{id}-{name}");
        let class = move || {
            let wrong = if error.with(Option::is_some) {
                " govuk-input--error"
            } else {
                ""
            };
            format!("govuk-input govuk-date-input__input govuk-input--width-{width}{wrong}")
        };
        view! {
            <div class="govuk-date-input__item">
                <div class="govuk-form-group">
                    <label class="govuk-label govuk-date-input__label" for=part_id.clone()>
                        {label}
                    </label>
                    <input
                        class=class
                        id=part_id.clone()
                        name=part_id
                        type="text"
                        inputmode="numeric"
                        autocomplete="off"
                        prop:value=value
                        on:input=move |event| value.set(event_target_value(&event))
                    />
                </div>
            </div>
        }
    };
    let boxes = (
        part("day", "Day", 2, value.day),
        part("month", "Month", 2, value.month),
        part("year", "Year", 4, value.year),
    );
    let content = view! {
        <fieldset class="govuk-fieldset" role="group" aria-describedby=describe>
            <legend class=format!("govuk-fieldset__legend {legend_class}")>{label}</legend>
            {help}
            <div class="govuk-date-input" id=id.clone()>
                {boxes}
            </div>
        </fieldset>
    };
    group(error, "", content.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_date_however_it_is_padded() {
        let expected = NaiveDate::from_ymd_opt(2008, 9, 2);
        assert_eq!(read_date("2", "9", "2008"), Ok(expected));
        assert_eq!(read_date(" 02 ", "09", "2008 "), Ok(expected));
        assert_eq!(read_date("", " ", ""), Ok(None));
        assert_eq!(
            read_date("29", "2", "2008"),
            Ok(NaiveDate::from_ymd_opt(2008, 2, 29))
        );
    }

    #[test]
    fn says_what_is_wrong() {
        let fault = |day, month, year| {
            read_date(day, month, year)
                .unwrap_err()
                .message("Incident date")
        };
        assert_eq!(fault("", "9", "2008"), "Incident date must include a day");
        assert_eq!(
            fault("2", "", ""),
            "Incident date must include a month and year"
        );
        assert_eq!(
            fault("2", "9", "08"),
            "Incident date must have a year of 4 numbers"
        );
        for (day, month, year) in [
            ("30", "2", "2008"),
            ("1", "13", "2008"),
            ("x", "1", "2008"),
            ("+1", "1", "2008"),
            ("1", "1", "0008"),
        ] {
            assert_eq!(fault(day, month, year), "Incident date must be a real date");
        }
    }

    #[test]
    fn shows_back_what_was_typed() {
        let owner = Owner::new();
        owner.set();
        let fields = DateFields::holding(NaiveDate::from_ymd_opt(2008, 9, 12));
        assert_eq!(
            [fields.day.get(), fields.month.get(), fields.year.get()],
            ["12", "9", "2008"].map(str::to_owned)
        );
        fields.day.set("31".to_owned());
        assert_eq!(fields.read(), Err(DateFault::Unreal));
        fields.set(None);
        assert_eq!(fields.read(), Ok(None));
    }
}
