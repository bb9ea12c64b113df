//! The codes of a list as a form offers them.

use crate::components::Choice;
use shared::codelists::CodelistView;

/// The codes that may be chosen today.
pub fn valid_choices(list: &CodelistView) -> Vec<Choice> {
    let valid = list.codes.iter().filter(|one| one.valid);
    valid
        .map(|one| Choice::new(one.code.as_str(), one.label.clone()))
        .collect()
}
