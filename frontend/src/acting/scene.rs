//! What the fields of an action draw on.

use super::act::Ground;
use super::fields::Fields;
use super::record::Record;
use crate::forms::Form;
use crate::session::Session;
use crate::sheet::Sheet;
use crate::typed::Typed;
use leptos::prelude::*;
use std::ops::Deref;
use std::sync::Arc;

/// A page shown in the place of the form for a while.
pub type Instead = Arc<dyn Fn() -> AnyView + Send + Sync>;

/// One action being filled in. Copies share it.
#[derive(Clone)]
pub struct Scene<R: Record> {
    /// What is typed, and how sending it goes.
    pub fields: Fields,
    /// Whoever does it.
    pub session: Session,
    /// The record as it was last read.
    pub view: StoredValue<R>,
    /// The part of it that is acted on.
    pub part: R::Part,
    /// What stands in the place of the form; nothing of the form is lost meanwhile.
    pub instead: RwSignal<Option<Instead>>,
}

impl<R: Record> Copy for Scene<R> {}

impl<R: Record> Deref for Scene<R> {
    type Target = Fields;
    fn deref(&self) -> &Fields {
        &self.fields
    }
}

impl<R: Record> Scene<R> {
    /// A scene on a record, with nothing typed.
    pub fn new(view: R, part: R::Part) -> Self {
        Self {
            fields: Fields {
                sheet: Sheet::holding(&Typed::new()),
                form: Form::new(),
            },
            session: Session::from_context(),
            view: StoredValue::new(view),
            part,
            instead: RwSignal::new(None),
        }
    }
    /// What the action stands on.
    pub fn on<T>(self, ask: impl FnOnce(&Ground<'_, R>) -> T) -> T {
        self.view.with_value(|view| self.on_view(view, ask))
    }
    /// The same with another reading of the record.
    pub fn on_view<T>(self, view: &R, ask: impl FnOnce(&Ground<'_, R>) -> T) -> T {
        ask(&Ground {
            view,
            part: self.part,
            today: self.session.today(),
        })
    }
    /// The record.
    pub fn id(self) -> R::Id {
        self.view.with_value(Record::id)
    }
    /// Why, which is always asked in the same words.
    pub fn reason(self, label: &str) -> AnyView {
        let hint = format!("It is kept in the history of the {}.", R::NOUN);
        self.lines("reason", label, &hint)
    }
}
