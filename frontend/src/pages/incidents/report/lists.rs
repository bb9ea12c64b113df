//! The lists that a report chooses from, and what their codes are called.

use super::fields::Fields;
use super::place::{Places, name_of, places};
use crate::api::codelists;
use crate::remote::Remote;
use leptos::prelude::*;
use shared::codelists::{CodeView, Codelist, CodelistView, Entry};
use shared::people::api::LocalAuthorityView;

/// The lists, as far as they are read. Copies share them.
#[derive(Clone, Copy)]
pub struct Lists {
    /// The local authorities.
    pub places: Places,
    /// Who can have told us.
    pub sources: Remote<CodelistView>,
}

impl Lists {
    /// Reads them.
    pub fn load(fields: Fields) -> Self {
        Self {
            places: places(fields),
            sources: Remote::load(|| codelists::one(Codelist::IncidentSource)),
        }
    }

    /// What their codes are called, as far as they are read.
    pub fn names(self) -> Names {
        Names {
            places: self.places.get().unwrap_or_default(),
            sources: self
                .sources
                .get()
                .map(|list| list.codes)
                .unwrap_or_default(),
        }
    }

    /// The same without taking note of changes.
    pub fn names_now(self) -> Names {
        untrack(|| self.names())
    }

    /// Who can have told us, and when, without taking note of changes; nobody while it is not read.
    pub fn sources_now(self) -> Vec<Entry> {
        untrack(|| self.sources.get()).map_or_else(Vec::new, |list| list.entries())
    }
}

/// What the codes in a report are called.
#[derive(Default)]
pub struct Names {
    pub(super) places: Vec<LocalAuthorityView>,
    pub(super) sources: Vec<CodeView>,
}

impl Names {
    /// The name of a local authority.
    pub fn authority(&self, code: &str) -> Option<String> {
        name_of(&self.places, code)
    }

    /// Who told us, in today’s words.
    pub fn source(&self, code: &str) -> Option<String> {
        let mut sources = self.sources.iter();
        let found = sources.find(|one| one.code.as_str() == code);
        found.map(|one| one.label.clone())
    }
}
