//! Something read from the server and shown: loading, there, or failed.

use crate::api::{ApiError, Etag, Versioned};
use crate::components::Skeleton;
use crate::failure::failure_view;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;

/// Something read from the server. Copies share it.
#[derive(Debug)]
pub struct Remote<T: Send + Sync + 'static> {
    held: RwSignal<Option<Result<Versioned<T>, ApiError>>>,
    loading: RwSignal<bool>,
    again: Trigger,
    turn: StoredValue<u32>,
}

impl<T: Send + Sync + 'static> Clone for Remote<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: Send + Sync + 'static> Copy for Remote<T> {}

impl<T: Clone + Send + Sync + 'static> Remote<T> {
    fn new() -> Self {
        Self {
            held: RwSignal::new(None),
            loading: RwSignal::new(true),
            again: Trigger::new(),
            turn: StoredValue::new(0),
        }
    }

    /// Reads now, and again whenever a signal changes that `fetch` looks at before its
    /// first wait. What was read before stays in sight meanwhile.
    pub fn load<F>(fetch: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Result<Versioned<T>, ApiError>> + 'static,
    {
        let remote = Self::new();
        Effect::new(move |_| {
            remote.again.track();
            let turn = remote.begin();
            let answer = fetch();
            spawn_local(async move { remote.finish(turn, answer.await) });
        });
        remote
    }

    fn begin(self) -> u32 {
        self.loading.set(true);
        self.turn
            .try_update_value(|turn| {
                *turn += 1;
                *turn
            })
            .unwrap_or_default()
    }

    /// An answer to an older reading is dropped, and so is one to a page that has gone.
    fn finish(self, turn: u32, answer: Result<Versioned<T>, ApiError>) {
        if self.turn.try_get_value() == Some(turn) {
            self.loading.set(false);
            self.held.set(Some(answer));
        }
    }

    /// Reads again.
    pub fn reload(self) {
        self.again.notify();
    }

    /// Holds what a change answered with, instead of reading it again.
    pub fn put(self, read: Versioned<T>) {
        self.turn.update_value(|turn| *turn += 1);
        self.loading.set(false);
        self.held.set(Some(Ok(read)));
    }

    /// What was read, once it is there.
    pub fn get(self) -> Option<T> {
        self.held
            .with(|held| held.as_ref()?.as_ref().ok().map(|read| read.value.clone()))
    }

    /// The version of what was read, without taking note of changes: for sending a change.
    pub fn etag(self) -> Option<Etag> {
        self.held
            .with_untracked(|held| held.as_ref()?.as_ref().ok()?.etag.clone())
    }

    /// Whether it is being read.
    pub fn is_loading(self) -> Signal<bool> {
        self.loading.into()
    }
}

/// Shows what was read; until then grey bars over `lines` lines, and if it failed, why.
/// A failure shows as a whole page with its own heading when `whole_page`.
pub fn show<T: Clone + Send + Sync + 'static>(
    remote: Remote<T>,
    lines: usize,
    whole_page: bool,
    view: impl Fn(T) -> AnyView + Send + Sync + 'static,
) -> impl IntoView {
    let content = move || {
        remote.held.with(|held| match held {
            None => view! { <Skeleton lines=lines heading=whole_page /> }.into_any(),
            Some(Ok(read)) => view(read.value.clone()),
            Some(Err(error)) => {
                failure_view(error, whole_page, Callback::new(move |()| remote.reload()))
            }
        })
    };
    view! { <div aria-busy=move || remote.loading.get().then_some("true")>{content}</div> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[allow(
        clippy::unnecessary_wraps,
        reason = "it stands for a request, which can fail"
    )]
    fn read(value: u8) -> Result<Versioned<u8>, ApiError> {
        Ok(Versioned {
            value,
            etag: Some(Etag::of_version(i64::from(value))),
        })
    }

    #[test]
    fn an_older_answer_is_dropped() {
        Owner::new().with(|| {
            let remote = Remote::<u8>::new();
            let (first, second) = (remote.begin(), remote.begin());
            remote.finish(second, read(2));
            remote.finish(first, read(1));
            assert_eq!(remote.get(), Some(2));
            assert_eq!(remote.etag(), Some(Etag::of_version(2)));
            assert!(!remote.is_loading().get());
        });
    }

    #[test]
    fn what_a_change_answers_counts_over_a_reading_under_way() {
        Owner::new().with(|| {
            let remote = Remote::<u8>::new();
            let turn = remote.begin();
            remote.put(Versioned {
                value: 3,
                etag: None,
            });
            remote.finish(turn, read(1));
            assert_eq!(remote.get(), Some(3));
        });
    }

    #[test]
    fn what_was_read_stays_while_reading_again_and_goes_on_failure() {
        Owner::new().with(|| {
            let remote = Remote::<u8>::new();
            remote.finish(remote.begin(), read(1));
            let turn = remote.begin();
            assert_eq!(remote.get(), Some(1));
            remote.finish(turn, Err(ApiError::Network));
            assert_eq!(remote.get(), None);
        });
    }
}
