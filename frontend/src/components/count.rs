//! How many characters are left in a field, seen and heard.

use crate::format;
use leptos::prelude::*;
use std::time::Duration;

/// How long typing must rest before a screen reader hears the count.
const SPOKEN_AFTER: Duration = Duration::from_secs(1);

/// Counts the characters of a field.
#[derive(Clone, Copy)]
pub(super) struct Count {
    used: Memo<usize>,
    spoken: RwSignal<String>,
    max: usize,
    /// From this share of the maximum on the count is shown, in hundredths.
    threshold: usize,
}

impl Count {
    /// The count of what is typed here.
    pub(super) fn of(value: RwSignal<String>, max: usize, threshold: usize) -> Self {
        Self {
            used: Memo::new(move |_| value.with(|text| text.chars().count())),
            spoken: RwSignal::new(String::new()),
            max,
            threshold,
        }
    }

    /// The id of the words that say how many there may be, for `aria-describedby`.
    pub(super) fn info_id(id: &str) -> String {
        format!("{id}-info")
    }

    /// More is typed than there may be.
    pub(super) fn is_over(self) -> bool {
        self.used.get() > self.max
    }

    fn is_shown(self, used: usize) -> bool {
        used * 100 >= self.max * self.threshold
    }

    /// To be called whenever something is typed: once typing rests, the count is spoken.
    pub(super) fn speak_later(self) -> impl FnMut() {
        let mut speak = debounce(SPOKEN_AFTER, move |()| {
            // The page may have gone meanwhile.
            if let Some(used) = self.used.try_get_untracked() {
                let text = if self.is_shown(used) {
                    remaining(used, self.max)
                } else {
                    String::new()
                };
                let _ = self.spoken.try_set(text);
            }
        });
        move || speak(())
    }

    /// What stands below the field with this id.
    pub(super) fn view(self, id: &str) -> AnyView {
        let class = move || {
            let mut class =
                String::from("govuk-character-count__message govuk-character-count__status ");
            class.push_str(if self.is_over() {
                "govuk-error-message"
            } else {
                "govuk-hint"
            });
            if !self.is_shown(self.used.get()) {
                class.push_str(" govuk-character-count__message--disabled");
            }
            class
        };
        view! {
            <div
                id=Self::info_id(id)
                class="govuk-hint govuk-character-count__message govuk-visually-hidden"
            >
                {format!("You can enter up to {} characters", self.max)}
            </div>
            <div class=class aria-hidden="true">
                {move || remaining(self.used.get(), self.max)}
            </div>
            <div class="govuk-character-count__sr-status govuk-visually-hidden" aria-live="polite">
                {self.spoken}
            </div>
        }
        .into_any()
    }
}

fn remaining(used: usize, max: usize) -> String {
    let over = used > max;
    let number = format::count(used.abs_diff(max), "character", "characters");
    format!(
        "You have {number} {}",
        if over { "too many" } else { "remaining" }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_is_left() {
        assert_eq!(remaining(0, 10), "You have 10 characters remaining");
        assert_eq!(remaining(9, 10), "You have 1 character remaining");
        assert_eq!(remaining(10, 10), "You have 0 characters remaining");
        assert_eq!(remaining(12, 10), "You have 2 characters too many");
    }
}
