//! What can come of a call that did not succeed.

use shared::problem::{Problem, ProblemCode};

/// Why a call did not succeed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApiError {
    /// The server said no, and why.
    Problem(Box<Problem>),
    /// Someone else changed the record since it was read; nothing was saved.
    Stale(Box<Problem>),
    /// The session ended and the person chose not to sign in again.
    SignedOut,
    /// No answer came. A change may or may not have been saved: send it again with the same key.
    Network,
    /// An answer came that this client does not understand; usually it is older than the server.
    Unreadable,
}

impl ApiError {
    /// The error that a problem on the wire stands for.
    pub fn from_problem(problem: Problem) -> Self {
        match problem.code {
            ProblemCode::Stale => Self::Stale(Box::new(problem)),
            _ => Self::Problem(Box::new(problem)),
        }
    }
    /// The problem the server named, if it named one.
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Problem(problem) | Self::Stale(problem) => Some(problem),
            Self::SignedOut | Self::Network | Self::Unreadable => None,
        }
    }
    /// Whether the server named this kind of problem.
    pub fn is(&self, code: ProblemCode) -> bool {
        self.problem().is_some_and(|problem| problem.code == code)
    }
    /// One line for people: what happened.
    pub fn title(&self) -> String {
        match self {
            Self::Problem(problem) | Self::Stale(problem) => problem.title.clone(),
            Self::SignedOut => "You are signed out".to_owned(),
            Self::Network => "The service did not answer".to_owned(),
            Self::Unreadable => "The service has changed".to_owned(),
        }
    }
    /// One or two sentences for people: what to do.
    pub fn detail(&self) -> String {
        match self {
            Self::Problem(problem) if problem.code == ProblemCode::FreshSignInNeeded => {
                "Nothing was saved. What you typed is still here: send it again, and enter your password when asked."
                    .to_owned()
            }
            Self::Problem(problem) => problem.detail.clone(),
            Self::Stale(_) => "Someone else changed this while you were working on it. What you typed is still here. \
                 Read the newest version, then send yours again."
                .to_owned(),
            Self::SignedOut => "Nothing was saved. Sign in again to go on.".to_owned(),
            Self::Network => "Check your connection, then try again. What you typed is still here, and nothing is saved twice.".to_owned(),
            Self::Unreadable => "Load the page again to get the newest version.".to_owned(),
        }
    }
    /// Whether trying the same again may succeed.
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Network | Self::SignedOut)
            || self.is(ProblemCode::Busy)
            || self.is(ProblemCode::Internal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stale_record_is_told_apart() {
        let stale = ApiError::from_problem(Problem::new(ProblemCode::Stale, "changed"));
        assert!(matches!(stale, ApiError::Stale(_)));
        assert!(stale.is(ProblemCode::Stale));
        let invalid = ApiError::from_problem(Problem::new(ProblemCode::Invalid, "mend"));
        assert!(matches!(invalid, ApiError::Problem(_)));
        assert_eq!(invalid.detail(), "mend");
    }

    #[test]
    fn only_passing_troubles_are_worth_another_try() {
        assert!(ApiError::Network.may_pass());
        assert!(ApiError::from_problem(Problem::new(ProblemCode::Busy, "")).may_pass());
        assert!(!ApiError::from_problem(Problem::new(ProblemCode::NotFound, "")).may_pass());
    }
}
