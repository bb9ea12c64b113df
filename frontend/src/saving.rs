//! What follows when what one types could not be saved.

use crate::api::ApiError;
use shared::problem::ProblemCode;
use std::time::Duration;

/// What follows a failure to save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Another tab saved it meanwhile.
    Stale,
    /// It is not there any more, or no longer for this person.
    Gone,
    /// Try again in a while.
    Later,
    /// Try again when something is typed.
    WhenTyped,
    /// Trying the same again is no use.
    Refused(String),
}

/// What follows this failure.
pub fn trouble(error: &ApiError) -> Trouble {
    match error {
        ApiError::Stale(_) => Trouble::Stale,
        // Asking to sign in again and again helps nobody.
        ApiError::SignedOut => Trouble::WhenTyped,
        _ if error.is(ProblemCode::NotFound) => Trouble::Gone,
        _ if error.may_pass() => Trouble::Later,
        _ => Trouble::Refused(error.detail()),
    }
}

/// How long to wait before trying again: 2, 4, 8, 16 and then 30 seconds.
pub fn wait_after(failures: u32) -> Duration {
    let seconds = 2_u64.saturating_pow(failures.clamp(1, 10));
    Duration::from_secs(seconds.min(30))
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::problem::Problem;

    fn problem(code: ProblemCode) -> ApiError {
        ApiError::from_problem(Problem::new(code, "why"))
    }

    #[test]
    fn each_failure_has_its_own_remedy() {
        assert_eq!(trouble(&problem(ProblemCode::Stale)), Trouble::Stale);
        assert_eq!(trouble(&problem(ProblemCode::NotFound)), Trouble::Gone);
        assert_eq!(trouble(&problem(ProblemCode::Busy)), Trouble::Later);
        assert_eq!(trouble(&ApiError::Network), Trouble::Later);
        assert_eq!(trouble(&ApiError::SignedOut), Trouble::WhenTyped);
        assert_eq!(
            trouble(&problem(ProblemCode::TooLarge)),
            Trouble::Refused("why".to_owned())
        );
    }

    #[test]
    fn it_waits_longer_each_time_and_never_gives_up() {
        let waits: Vec<u64> = [0, 1, 2, 3, 4, 5, 99]
            .map(|n| wait_after(n).as_secs())
            .to_vec();
        assert_eq!(waits, [2, 2, 4, 8, 16, 30, 30]);
    }
}
