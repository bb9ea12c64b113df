//! The panel's date for management reviews, the first time. Later it is a date agreed anew.

use super::super::record::{Ground, Scene};
use crate::acting::{Act, Said};
use crate::api::reviews::external::Command;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::problem::FieldError;
use shared::reviews::api::ExternalReviewView;
use shared::reviews::commands::SetPanelDate;

/// The panel's date.
pub struct PanelDate;

impl Act<ExternalReviewView> for PanelDate {
    fn title(&self, _: &Ground<'_>) -> String {
        "The panel’s date for management reviews".to_owned()
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let mut reader = Reader::new(typed);
        let due = reader
            .date("/due", "The panel’s date", "Enter the panel’s date")
            .unwrap_or_else(|| on.today_at_the_earliest());
        let command = SetPanelDate { due };
        reader.finish(command, on.today).map(Command::SetPanelDate)
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        vec![("The panel’s date".to_owned(), typed.date_words("due"))]
    }
    fn done(&self, typed: &Typed, _: &Ground<'_>) -> String {
        format!("The panel’s date is {}.", typed.date_words("due"))
    }
    fn fields(&self, scene: Scene) -> AnyView {
        scene.day(
            "due",
            "By when does the panel want our management review?",
            "Our own review is then due for quality assurance some days before. For example, 27 3 2008",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{day, ground, review};
    use super::*;
    use crate::routes::ExternalForm;

    #[test]
    fn a_date_that_has_passed_can_be_the_panels_too() {
        let view = review();
        let on = ground(&view, ExternalForm::PanelDate);
        let typed = |text: &str| Typed::new().with_date("due", Some(day(text)));
        assert!(PanelDate.reads(&typed("2008-09-01"), &on).is_ok());
        assert!(PanelDate.reads(&typed("2008-11-01"), &on).is_ok());
        let faults = PanelDate.reads(&typed("2018-11-01"), &on).unwrap_err();
        assert_eq!(faults[0].pointer, "/due");
    }
}
