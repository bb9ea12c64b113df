//! The accessibility statement.

use crate::components::PageHeading;
use leptos::prelude::*;

/// How accessible the service is, what is not, and how that is known.
#[component]
pub fn AccessibilityPage() -> impl IntoView {
    view! {
        <PageHeading title="Accessibility statement" />
        <p class="govuk-body">"This statement is about Safeguarding Reviews. We want as many people as possible to be able to use it. You should be able to:"</p>
        <ul class="govuk-list govuk-list--bullet">
            <li>"change colours, contrast and fonts with your browser or device"</li>
            <li>"zoom in to 400% without the text running off the screen"</li>
            <li>"do everything with a keyboard alone"</li>
            <li>"do everything with speech recognition software"</li>
            <li>"read and hear everything with a screen reader"</li>
        </ul>
        <h2 class="govuk-heading-m">"How accessible it is"</h2>
        <p class="govuk-body">
            "It is built to meet the Web Content Accessibility Guidelines version 2.2, level AA. We know of no part that does not. It has not yet been audited by anyone outside the team that makes it."
        </p>
        <h2 class="govuk-heading-m">"How we test it"</h2>
        <p class="govuk-body">
            "Every page is checked by an automated test, at the width of a desktop screen and of a narrow phone, each time the service is changed. Automated tests find only some problems."
        </p>
        <h2 class="govuk-heading-m">"If something does not work for you"</h2>
        <p class="govuk-body">
            "Tell the safeguarding team which page it was and what you were trying to do. If you need something from the service in another form, ask them for it."
        </p>
    }
}
