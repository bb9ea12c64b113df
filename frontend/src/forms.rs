//! The state of a form: what is to be mended, whether it is being sent, and the key
//! that keeps a repeated sending from saving twice.

use crate::api::{ApiError, Etag, Guard, IdempotencyKey};
use crate::components::FieldMessage;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::problem::{FieldError, Problem, ProblemCode};
use std::future::Future;

/// The id of the field that a JSON pointer names: `/children/0/name` is `children-0-name`.
pub fn field_id(pointer: &str) -> String {
    pointer.trim_start_matches('/').replace('/', "-")
}

/// The state of one form. Copies share it.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    messages: RwSignal<Vec<FieldMessage>>,
    busy: RwSignal<bool>,
    stale: RwSignal<bool>,
    key: StoredValue<IdempotencyKey>,
}

impl Form {
    /// A form with nothing wrong in it.
    pub fn new() -> Self {
        Self {
            messages: RwSignal::new(Vec::new()),
            busy: RwSignal::new(false),
            stale: RwSignal::new(false),
            key: StoredValue::new(IdempotencyKey::fresh()),
        }
    }

    /// All that is to be mended, for the summary.
    pub fn messages(self) -> Signal<Vec<FieldMessage>> {
        self.messages.into()
    }

    /// Whether something is to be mended, for the heading.
    pub fn is_faulty(self) -> Signal<bool> {
        let messages = self.messages;
        Signal::derive(move || messages.with(|messages| !messages.is_empty()))
    }

    /// What is wrong with one field.
    pub fn error(self, field: impl Into<String>) -> Signal<Option<String>> {
        let (messages, field) = (self.messages, field.into());
        Signal::derive(move || {
            messages.with(|all| {
                all.iter()
                    .find(|one| one.field == field)
                    .map(|one| one.message.clone())
            })
        })
    }

    /// Whether it is being sent.
    pub fn busy(self) -> Signal<bool> {
        self.busy.into()
    }

    /// Whether the last sending failed because someone else had changed the record.
    pub fn is_stale(self) -> Signal<bool> {
        self.stale.into()
    }

    /// Guards a creation.
    pub fn once(self) -> Guard {
        Guard::Once(self.key.get_value())
    }

    /// Guards an addition to this version of a record.
    pub fn once_on(self, version: Etag) -> Guard {
        Guard::OnceOnVersion(self.key.get_value(), version)
    }

    /// Nothing is wrong.
    pub fn clear(self) {
        self.stale.set(false);
        self.messages.set(Vec::new());
    }

    /// This is wrong, as found before sending. Shows it at once and takes the focus there.
    pub fn refuse(self, messages: Vec<FieldMessage>) {
        self.messages.set(messages);
    }

    /// This is wrong, as found by the rules that the server also holds to.
    pub fn refuse_fields(self, errors: &[FieldError]) {
        self.refuse(errors.iter().map(message).collect());
    }

    /// Sends, unless it is being sent already; then does what follows, or shows what is wrong.
    pub fn send<T: 'static>(
        self,
        work: impl Future<Output = Result<T, ApiError>> + 'static,
        then: impl FnOnce(T) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let result = work.await;
            // The page may have gone meanwhile.
            if self.busy.try_set(false).is_some() {
                return;
            }
            match result {
                Ok(value) => {
                    self.clear();
                    self.key.set_value(IdempotencyKey::fresh());
                    then(value);
                }
                Err(error) => self.fail(&error),
            }
        });
    }

    /// Shows why sending failed.
    pub fn fail(self, error: &ApiError) {
        if nothing_was_saved(error) {
            self.key.set_value(IdempotencyKey::fresh());
        }
        self.stale.set(matches!(error, ApiError::Stale(_)));
        self.refuse(failures(error));
    }
}

impl Default for Form {
    fn default() -> Self {
        Self::new()
    }
}

/// Whether the server surely saved nothing, so that mending and sending again is a new intention.
/// Without an answer it may have saved; then the same key must go out again.
fn nothing_was_saved(error: &ApiError) -> bool {
    error.problem().is_some_and(|problem| {
        problem.status < 500 && problem.code != ProblemCode::IdempotencyConflict
    })
}

fn message(error: &FieldError) -> FieldMessage {
    FieldMessage::new(field_id(&error.pointer), error.detail.clone())
}

/// What to say about a failure: field by field where the server said so.
fn failures(error: &ApiError) -> Vec<FieldMessage> {
    let mut messages = match error {
        ApiError::Problem(problem) => named_in(problem),
        _ => Vec::new(),
    };
    if messages.is_empty() {
        messages.push(FieldMessage::new(
            "",
            format!("{}. {}", error.title(), error.detail()),
        ));
    }
    messages
}

fn named_in(problem: &Problem) -> Vec<FieldMessage> {
    let outstanding = problem
        .outstanding
        .iter()
        .map(|item| FieldMessage::new("", item.what.clone()));
    problem
        .errors
        .iter()
        .map(message)
        .chain(outstanding)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::problem::{FieldCode, OutstandingItem};

    fn in_owner<T>(work: impl FnOnce() -> T) -> T {
        let owner = Owner::new();
        owner.with(work)
    }

    #[test]
    fn a_pointer_names_a_field() {
        assert_eq!(field_id("/children/0/birth_date"), "children-0-birth_date");
        assert_eq!(field_id(""), "");
    }

    #[test]
    fn the_servers_words_reach_their_fields() {
        in_owner(|| {
            let form = Form::new();
            let name = form.error("children-0-name");
            assert!(!form.is_faulty().get());
            let errors = vec![FieldError::new(
                "/children/0/name",
                FieldCode::Required,
                "Enter the child’s name",
            )];
            form.fail(&ApiError::from_problem(Problem::invalid(errors)));
            assert_eq!(name.get().as_deref(), Some("Enter the child’s name"));
            assert!(form.is_faulty().get());
            form.clear();
            assert_eq!(name.get(), None);
        });
    }

    #[test]
    fn what_is_outstanding_is_listed() {
        let mut problem = Problem::new(ProblemCode::Outstanding, "Not yet");
        problem.outstanding = ["A buddy", "A step"]
            .map(|what| OutstandingItem {
                what: what.to_owned(),
            })
            .to_vec();
        let messages = failures(&ApiError::from_problem(problem));
        assert_eq!(
            messages
                .iter()
                .map(|one| one.message.as_str())
                .collect::<Vec<_>>(),
            ["A buddy", "A step"]
        );
    }

    #[test]
    fn the_key_is_kept_until_the_server_has_surely_not_saved() {
        in_owner(|| {
            let form = Form::new();
            let first = form.once();
            form.fail(&ApiError::Network);
            form.fail(&ApiError::from_problem(Problem::new(ProblemCode::Busy, "")));
            form.fail(&ApiError::from_problem(Problem::new(
                ProblemCode::IdempotencyConflict,
                "",
            )));
            assert_eq!(form.once(), first);
            form.fail(&ApiError::from_problem(Problem::invalid(Vec::new())));
            assert_ne!(form.once(), first);
        });
    }

    #[test]
    fn a_stale_record_is_said_and_can_be_asked() {
        in_owner(|| {
            let form = Form::new();
            form.fail(&ApiError::from_problem(Problem::new(
                ProblemCode::Stale,
                "",
            )));
            assert!(form.is_stale().get());
            assert!(form.messages().get()[0].message.contains("still here"));
            form.fail(&ApiError::Network);
            assert!(!form.is_stale().get());
        });
    }
}
