//! Every setting with its current, coming and past values.

use crate::api::settings;
use crate::components::{Details, PageHeading, SummaryList, SummaryRow};
use crate::format;
use crate::remote::{Remote, show};
use crate::routes::Route;
use crate::session::Session;
use leptos::prelude::*;
use shared::settings::{Setting, SettingValue, SettingView};

/// Every setting.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let session = Session::from_context();
    let content = move || {
        if session.may_start("change_people") {
            let all = Remote::load(settings::all);
            view! {
                <p class="govuk-body">
                    "How long each thing may take, and what is asked of authors. A new value holds for what starts on its first day or later: a date that is running, and a commission that was given, stay."
                </p>
                {show(all, 8, false, cards)}
            }
            .into_any()
        } else {
            view! { <p class="govuk-body">"Only administrators can see the settings."</p> }
                .into_any()
        }
    };
    view! {
        <PageHeading title="Settings" />
        {content}
    }
}

fn cards(all: Vec<SettingView>) -> AnyView {
    all.into_iter().map(card).collect_view().into_any()
}

fn card(setting: SettingView) -> impl IntoView {
    let name = setting.name;
    let heading = setting.label.clone();
    let mut rows = vec![
        SummaryRow::new("Now", value_words(&setting.current).into_any()),
        SummaryRow::new(
            "Where it comes from",
            format!(
                "{} of the Board paper. {}.",
                setting.source,
                setting.mark.label()
            )
            .into_any(),
        ),
    ];
    if !setting.coming.is_empty() {
        let lines = setting
            .coming
            .into_iter()
            .map(|value| coming_line(name, &value))
            .collect_view();
        let list = view! { <ul class="govuk-list govuk-!-margin-bottom-0">{lines}</ul> };
        rows.insert(1, SummaryRow::new("Coming", list.into_any()));
    }
    let past = (!setting.past.is_empty()).then(|| {
        let lines = setting
            .past
            .iter()
            .map(|value| view! { <li>{value_words(value)}</li> })
            .collect_view();
        view! {
            <Details summary=format!("Earlier values of ‘{heading}’")>
                <ul class="govuk-list">{lines}</ul>
            </Details>
        }
    });
    let hidden = format!(" ‘{heading}’");
    view! {
        <h2 class="govuk-heading-m">{setting.label}</h2>
        <p class="govuk-body">{setting.explanation}</p>
        <SummaryList rows=rows />
        {past}
        <p class="govuk-body">
            <a class="govuk-link" href=Route::Setting(name).path()>
                "Change"
                <span class="govuk-visually-hidden">{hidden}</span>
            </a>
        </p>
    }
}

fn coming_line(name: Setting, value: &SettingValue) -> AnyView {
    let words = value_words(value);
    let withdraw = value.from.map(|from| {
        let hidden = format!(" the value from {}", format::date(from));
        view! {
            " "
            <a class="govuk-link" href=Route::WithdrawSetting(name, from).path()>
                "Withdraw"
                <span class="govuk-visually-hidden">{hidden}</span>
            </a>
        }
    });
    view! {
        <li>
            {words}
            {withdraw}
        </li>
    }
    .into_any()
}

/// A value, from when, and who set it: `3 working days, from 9 March 2026, set by Ada Admin`.
pub fn value_words(value: &SettingValue) -> String {
    let from = value
        .from
        .map(|from| format!(", from {}", format::date(from)))
        .unwrap_or_default();
    let by = value
        .set_by
        .as_ref()
        .map(|by| format!(", set by {}", by.name))
        .unwrap_or_default();
    format!("{}{from}{by}", value.words)
}
