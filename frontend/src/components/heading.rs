//! The heading of a page, which is also its title and where the focus goes.

use super::flash::Flash;
use crate::dom;
use leptos::prelude::*;

/// The name of the service, as in the title of the window.
const SERVICE: &str = "Safeguarding Reviews";

/// Whether the person has just come to this page from another, so that its heading
/// takes the focus and a screen reader says where they are.
#[derive(Debug, Clone, Copy)]
pub struct Arrival(StoredValue<bool>);

impl Arrival {
    /// Not yet come from anywhere. One for the whole client, provided as context.
    pub fn new() -> Self {
        Self(StoredValue::new(false))
    }
    /// The person goes to another page.
    pub fn expect(self) {
        self.0.set_value(true);
    }
    pub(super) fn take(self) -> bool {
        self.0.try_update_value(std::mem::take).unwrap_or(false)
    }
}

impl Default for Arrival {
    fn default() -> Self {
        Self::new()
    }
}

/// The heading of the page. Sets the title of the window, and takes the focus when
/// the person has come from another page.
#[component]
pub fn PageHeading(
    /// The words.
    #[prop(into)]
    title: Signal<String>,
    /// Smaller words above.
    #[prop(optional, into)]
    caption: Option<String>,
    /// Something on the page is to be mended; the title of the window says so.
    #[prop(optional, into)]
    faulty: Signal<bool>,
    /// The size: `l` if left out.
    #[prop(default = "l")]
    size: &'static str,
) -> impl IntoView {
    Effect::new(move |_| dom::set_title(&window_title(&title.get(), faulty.get())));
    let arrival = use_context::<Arrival>();
    let flash = Flash::from_context();
    Effect::new(move |_| {
        // Words that something was done take the focus themselves; and whoever has already
        // gone on into the page while it loaded is left where they are.
        if arrival.is_some_and(Arrival::take) && !flash.is_shown() && !dom::focus_is_in_main() {
            dom::focus_first("h1");
        }
    });
    view! {
        {caption.map(|caption| view! { <span class=format!("govuk-caption-{size}")>{caption}</span> })}
        <h1 class=format!("govuk-heading-{size}") tabindex="-1">
            {title}
        </h1>
    }
}

pub(super) fn window_title(title: &str, faulty: bool) -> String {
    let error = if faulty { "Error: " } else { "" };
    format!("{error}{title} – {SERVICE}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_says_that_something_is_wrong() {
        assert_eq!(
            window_title("Incidents", false),
            "Incidents – Safeguarding Reviews"
        );
        assert_eq!(
            window_title("Sign in", true),
            "Error: Sign in – Safeguarding Reviews"
        );
    }

    #[test]
    fn the_focus_moves_once() {
        let owner = Owner::new();
        owner.set();
        let arrival = Arrival::new();
        assert!(!arrival.take());
        arrival.expect();
        assert!(arrival.take());
        assert!(!arrival.take());
    }
}
