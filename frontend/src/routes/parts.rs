//! What an address of a form says of it: which form of a person or a code, which step of a report.

/// A form about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PersonForm {
    /// What is recorded of them.
    Edit,
    /// Their line manager.
    Line,
    /// Their team.
    Team,
    /// A role.
    Grant,
    /// Ending their account.
    Deactivate,
    /// Giving it back.
    Reactivate,
}

impl PersonForm {
    /// Every form.
    pub const ALL: [Self; 6] = [
        Self::Edit,
        Self::Line,
        Self::Team,
        Self::Grant,
        Self::Deactivate,
        Self::Reactivate,
    ];

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Edit => "edit",
            Self::Line => "line-manager",
            Self::Team => "team",
            Self::Grant => "role",
            Self::Deactivate => "deactivate",
            Self::Reactivate => "reactivate",
        }
    }
    pub(super) fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.word() == word)
    }
}

/// A form about a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeForm {
    /// Its label.
    Rename,
    /// Its last day.
    End,
}

impl CodeForm {
    /// Every form.
    pub const ALL: [Self; 2] = [Self::Rename, Self::End];

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Rename => "rename",
            Self::End => "end",
        }
    }
    pub(super) fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.word() == word)
    }
}

/// A step of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportStep {
    /// What happened and when.
    Incident,
    /// To which children.
    Children,
    /// In what circumstances.
    Circumstances,
    /// Checking the answers.
    Check,
}

impl ReportStep {
    /// Every step, in order.
    pub const ALL: [Self; 4] = [
        Self::Incident,
        Self::Children,
        Self::Circumstances,
        Self::Check,
    ];

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::Children => "children",
            Self::Circumstances => "circumstances",
            Self::Check => "check",
        }
    }
    pub(super) fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.word() == word)
    }
    fn place(self) -> usize {
        Self::ALL
            .iter()
            .position(|step| *step == self)
            .unwrap_or_default()
    }
    /// The step after this one.
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self.place() + 1).copied()
    }
    /// The step before this one.
    pub fn previous(self) -> Option<Self> {
        self.place()
            .checked_sub(1)
            .and_then(|place| Self::ALL.get(place).copied())
    }
}
