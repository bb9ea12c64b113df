//! The word that something was done, said on the page that follows.

use super::notice::NotificationBanner;
use leptos::prelude::*;

/// What was just done, waiting for the next page or shown on this one.
#[derive(Debug, Clone, Copy)]
pub struct Flash {
    next: StoredValue<Option<String>>,
    shown: RwSignal<Option<String>>,
}

impl Flash {
    /// With nothing to say. One for the whole client, provided as context.
    pub fn new() -> Self {
        Self {
            next: StoredValue::new(None),
            shown: RwSignal::new(None),
        }
    }
    /// The one of this client.
    pub fn from_context() -> Self {
        use_context().unwrap_or_default()
    }
    /// Says on the next page that something was done.
    pub fn on_next_page(self, words: impl Into<String>) {
        self.next.set_value(Some(words.into()));
    }
    /// Says on this page that something was done.
    pub fn now(self, words: impl Into<String>) {
        self.shown.set(Some(words.into()));
    }
    /// A new page: what was waiting is shown, what was shown goes.
    pub fn turn_page(self) {
        let next = self.next.try_update_value(Option::take).flatten();
        if next.is_some() || self.shown.with_untracked(Option::is_some) {
            self.shown.set(next);
        }
    }
    /// Whether something is being said.
    pub fn is_shown(self) -> bool {
        self.shown.with_untracked(Option::is_some)
    }
}

impl Default for Flash {
    fn default() -> Self {
        Self::new()
    }
}

/// Shows what was just done, and takes the focus.
#[component]
pub fn FlashBanner() -> impl IntoView {
    let flash = Flash::from_context();
    move || {
        flash
            .shown
            .get()
            .map(|words| view! { <NotificationBanner text=words success=true /> })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_last_for_one_page() {
        let owner = Owner::new();
        owner.set();
        let flash = Flash::new();
        flash.on_next_page("Saved");
        assert!(!flash.is_shown());
        flash.turn_page();
        assert!(flash.is_shown());
        flash.turn_page();
        assert!(!flash.is_shown());
        flash.now("Saved again");
        assert!(flash.is_shown());
    }
}
