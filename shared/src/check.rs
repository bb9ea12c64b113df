//! Checking what was sent: every fault is collected, each with a pointer to its field.

use crate::problem::{FieldCode, FieldError};
use chrono::{Days, NaiveDate};

/// The longest name, title or reference, in characters.
pub const MAX_NAME: usize = 200;
/// The longest reason or note, in characters.
pub const MAX_NOTE: usize = 4_000;
/// The longest narrative, in characters.
pub const MAX_NARRATIVE: usize = 20_000;

/// How far ahead something can be set to begin, in days: ten years.
const FURTHEST: u64 = 3_653;

/// Collects faults. `at` is the pointer of the object being checked (`""` at the root).
#[derive(Debug, Default)]
pub struct Checker {
    errors: Vec<FieldError>,
}

impl Checker {
    /// A checker with no fault found yet.
    pub fn new() -> Self {
        Self::default()
    }
    /// Notes a fault.
    pub fn fault(
        &mut self,
        pointer: impl Into<String>,
        code: FieldCode,
        detail: impl Into<String>,
    ) {
        self.errors.push(FieldError::new(pointer, code, detail));
    }
    /// `detail` is said at `pointer` unless `holds`.
    pub fn require(
        &mut self,
        holds: bool,
        pointer: impl Into<String>,
        code: FieldCode,
        detail: &str,
    ) {
        if !holds {
            self.fault(pointer, code, detail);
        }
    }
    /// Text that must be there and within `max` characters; `what` names it: "Enter the child’s name".
    pub fn text(&mut self, pointer: impl Into<String>, text: &str, max: usize, what: &str) {
        let pointer = pointer.into();
        if text.trim().is_empty() {
            self.fault(pointer, FieldCode::Required, what);
        } else {
            self.optional_text(pointer, text, max);
        }
    }
    /// Text that may be empty and must be within `max` characters and free of control characters.
    pub fn optional_text(&mut self, pointer: impl Into<String>, text: &str, max: usize) {
        let pointer = pointer.into();
        if text.chars().count() > max {
            self.fault(
                pointer,
                FieldCode::TooLong,
                format!("Use {max} characters or fewer"),
            );
        } else if text
            .chars()
            .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        {
            self.fault(
                pointer,
                FieldCode::NotAllowed,
                "Remove characters that cannot be printed",
            );
        }
    }
    /// A date that must not be after today and not absurdly long ago.
    pub fn past_date(&mut self, pointer: impl Into<String>, date: NaiveDate, today: NaiveDate) {
        let pointer = pointer.into();
        if date > today {
            self.fault(
                pointer,
                FieldCode::Future,
                "The date must be today or in the past",
            );
        } else if date < NaiveDate::from_ymd_opt(1980, 1, 1).unwrap_or(date) {
            self.fault(
                pointer,
                FieldCode::NotAllowed,
                "The date must be in or after 1980",
            );
        }
    }
    /// A first day that must be today or later, and not absurdly far ahead.
    pub fn coming_date(&mut self, pointer: &str, date: NaiveDate, today: NaiveDate) {
        self.require(
            date >= today,
            pointer,
            FieldCode::NotAllowed,
            "The date must be today or later",
        );
        self.require(
            today
                .checked_add_days(Days::new(FURTHEST))
                .is_none_or(|last| date <= last),
            pointer,
            FieldCode::NotAllowed,
            "The date must be within ten years",
        );
    }
    /// What was found, or nothing.
    pub fn finish(self) -> Result<(), Vec<FieldError>> {
        if self.errors.is_empty() {
            Ok(())
        } else {
            Err(self.errors)
        }
    }
}
