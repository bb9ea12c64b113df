//! The step that asks what happened, when, and who told us.

use super::lists::Lists;
use super::place::source;
use super::writing::Writing;
use crate::components::{DateInput, Lookup, Radios, Select};
use crate::forms::Form;
use crate::pages::codelists::valid_choices;
use crate::pages::incidents::words::choices;
use crate::remote::show;
use leptos::prelude::*;
use shared::codelists::CodelistView;
use shared::incidents::codes::{DatePrecision, IncidentKind, Proceedings, YesNo};

/// The fields of the step.
pub fn fields(writing: Writing, form: Form, lists: Lists) -> AnyView {
    let fields = writing.fields;
    let error = move |name: &str| form.error(format!("notification-{name}"));
    let is_undated = move || {
        fields
            .incident_date_precision
            .with(|typed| typed == DatePrecision::Unknown.as_str())
    };
    let who_told_us = move |list: CodelistView| {
        view! {
            <Select
                id="notification-source"
                label="Who told us?"
                label_class="govuk-label--s"
                value=fields.source
                choices=valid_choices(&list)
                empty="Choose one"
                error=error("source")
            />
        }
        .into_any()
    };
    let yes_no = || choices(YesNo::ALL, YesNo::as_str, YesNo::label);
    view! {
        <Radios
            id="notification-kind"
            label="What kind of incident is it?"
            value=fields.kind
            choices=choices(IncidentKind::ALL, IncidentKind::as_str, IncidentKind::label)
            error=error("kind")
        />
        <Radios
            id="notification-incident_date_precision"
            label="How well is the date of the incident known?"
            value=fields.incident_date_precision
            choices=choices(DatePrecision::ALL, DatePrecision::as_str, DatePrecision::label)
            error=error("incident_date_precision")
        />
        <div hidden=is_undated>
            <DateInput
                id="notification-incident_date"
                label="When did it happen?"
                value=fields.incident_date
                error=error("incident_date")
            />
        </div>
        <DateInput
            id="notification-became_known_on"
            label="When did it become known? (optional)"
            hint="The day anyone first knew of it, if that was later. For example, 27 3 2008"
            value=fields.became_known_on
            error=error("became_known_on")
        />
        <DateInput
            id="notification-notified_on"
            label="When were we told?"
            value=fields.notified_on
            error=error("notified_on")
        />
        {show(lists.sources, 1, false, who_told_us)}
        <Lookup
            id="notification-local_authority"
            label="Local authority (optional)"
            label_class="govuk-label--s"
            hint="Where the child lives. Type the first letters and choose from the list. It decides which Operational Director the incident goes to"
            value=fields.authority
            text=fields.authority_text
            source=source(lists.places)
            error=error("local_authority")
        />
        <Radios
            id="notification-proceedings"
            label="Are there court proceedings?"
            value=fields.proceedings
            choices=choices(Proceedings::ALL, Proceedings::as_str, Proceedings::label)
            error=error("proceedings")
        />
        <Radios
            id="notification-media_interest"
            label="Is there media interest?"
            hint="Whether newspapers, television or others in the media have asked or reported"
            value=fields.media_interest
            choices=yes_no()
            error=error("media_interest")
        />
        <Radios
            id="notification-serious_criticism"
            label="Is serious criticism of our work expected?"
            value=fields.serious_criticism
            choices=yes_no()
            error=error("serious_criticism")
        />
    }
    .into_any()
}
