//! What an address of a form says of it: which form of a person, a code or an external review, which step of a report.

use shared::ids::{DeadlineId, RecommendationId};
use shared::reviews::codes::{ExternalAction, ExternalStep};

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

/// A form about an external review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExternalForm {
    /// Correcting what it is about.
    Correct,
    /// Recording something that has become known, or putting it right where the step is named and recorded.
    RecordStep(Option<ExternalStep>),
    /// Taking back a step that was recorded by mistake.
    WithdrawStep(ExternalStep),
    /// The panel's date for management reviews.
    PanelDate,
    /// A date agreed anew.
    Agree(Option<DeadlineId>),
    /// Its recommendations.
    Recommend,
    /// Correcting one of them.
    CorrectRecommendation(RecommendationId),
    /// Answering one of its draft.
    Answer(Option<RecommendationId>),
    /// Closing it.
    Close,
    /// Rejecting it.
    Reject,
    /// Reopening it.
    Reopen,
}

impl ExternalForm {
    /// The action that it is about.
    pub const fn action(self) -> ExternalAction {
        match self {
            Self::Correct => ExternalAction::Correct,
            Self::RecordStep(_) | Self::WithdrawStep(_) => ExternalAction::RecordStep,
            Self::PanelDate => ExternalAction::SetPanelDate,
            Self::Agree(_) => ExternalAction::Agree,
            Self::Recommend | Self::CorrectRecommendation(_) => ExternalAction::Recommend,
            Self::Answer(_) => ExternalAction::Answer,
            Self::Close => ExternalAction::Close,
            Self::Reject => ExternalAction::Reject,
            Self::Reopen => ExternalAction::Reopen,
        }
    }

    /// The form of an action, where it has one that names no part of the review.
    pub const fn of(action: ExternalAction) -> Option<Self> {
        Some(match action {
            ExternalAction::Track => return None,
            ExternalAction::Correct => Self::Correct,
            ExternalAction::RecordStep => Self::RecordStep(None),
            ExternalAction::SetPanelDate => Self::PanelDate,
            ExternalAction::Agree => Self::Agree(None),
            ExternalAction::Recommend => Self::Recommend,
            ExternalAction::Answer => Self::Answer(None),
            ExternalAction::Close => Self::Close,
            ExternalAction::Reject => Self::Reject,
            ExternalAction::Reopen => Self::Reopen,
        })
    }

    pub(super) fn words(self) -> String {
        let below = |word: &str, part: Option<String>| match part {
            Some(part) => format!("{word}/{part}"),
            None => word.to_owned(),
        };
        let step = |step: ExternalStep| step.as_str().replace('_', "-");
        match self {
            Self::Correct => "correct".to_owned(),
            Self::RecordStep(part) => below("step", part.map(step)),
            Self::WithdrawStep(part) => below("take-back", Some(step(part))),
            Self::PanelDate => "panel-date".to_owned(),
            Self::Agree(part) => below("date", part.map(|part| part.to_string())),
            Self::Recommend => "recommend".to_owned(),
            Self::CorrectRecommendation(part) => below("recommend", Some(part.to_string())),
            Self::Answer(part) => below("answer", part.map(|part| part.to_string())),
            Self::Close => "close".to_owned(),
            Self::Reject => "reject".to_owned(),
            Self::Reopen => "reopen".to_owned(),
        }
    }

    pub(super) fn read(segments: &[&str]) -> Option<Self> {
        let step = |word: &str| word.replace('-', "_").parse().ok();
        Some(match segments {
            ["correct"] => Self::Correct,
            ["step"] => Self::RecordStep(None),
            ["step", part] => Self::RecordStep(Some(step(part)?)),
            ["take-back", part] => Self::WithdrawStep(step(part)?),
            ["panel-date"] => Self::PanelDate,
            ["date"] => Self::Agree(None),
            ["date", part] => Self::Agree(Some(part.parse().ok()?)),
            ["recommend"] => Self::Recommend,
            ["recommend", part] => Self::CorrectRecommendation(part.parse().ok()?),
            ["answer"] => Self::Answer(None),
            ["answer", part] => Self::Answer(Some(part.parse().ok()?)),
            ["close"] => Self::Close,
            ["reject"] => Self::Reject,
            ["reopen"] => Self::Reopen,
            _ => return None,
        })
    }
}
