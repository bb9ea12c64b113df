//! A run of steps that does not stop at the first failure, and the summary at its end.

use std::time::Duration;

use anyhow::{Result, anyhow};

use crate::process;

/// The steps so far, and how each ended.
#[derive(Default)]
pub struct Suite {
    steps: Vec<Step>,
}

struct Step {
    name: String,
    time: Duration,
    failure: Option<String>,
}

impl Suite {
    /// Does one step. The answer is there only if it passed.
    pub fn step<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Option<T> {
        println!(
            "\n━━ {name} {}",
            "━".repeat(76_usize.saturating_sub(name.chars().count()))
        );
        let start = process::clock();
        let done = work();
        let time = start.elapsed();
        let (answer, failure) = match done {
            Ok(answer) => (Some(answer), None),
            Err(error) => (None, Some(format!("{error:#}"))),
        };
        match &failure {
            None => println!("━━ {name}: passed in {}", process::spoken(time)),
            Some(failure) => println!(
                "━━ {name}: FAILED after {}: {failure}",
                process::spoken(time)
            ),
        }
        self.steps.push(Step {
            name: name.to_owned(),
            time,
            failure,
        });
        answer
    }

    /// Prints the summary, the count as the last line of all. True if every step passed.
    pub fn finish(self) -> bool {
        let failed = self
            .steps
            .iter()
            .filter(|step| step.failure.is_some())
            .count();
        println!("\n{}\n", self.table());
        println!("{} passed, {failed} failed", self.steps.len() - failed);
        failed == 0
    }

    fn table(&self) -> String {
        let width = self
            .steps
            .iter()
            .map(|step| step.name.chars().count())
            .max()
            .unwrap_or(0);
        let line = |step: &Step| {
            let time = process::spoken(step.time);
            match &step.failure {
                None => format!("  passed  {:width$}  {time:>12}", step.name),
                Some(failure) => {
                    format!(
                        "  FAILED  {:width$}  {time:>12}\n            {}",
                        step.name,
                        failure.replace('\n', "\n            ")
                    )
                }
            }
        };
        self.steps.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

/// What an earlier step made, or the reason that this one cannot run.
pub fn needed<'a, T>(made: Option<&'a T>, by: &str) -> Result<&'a T> {
    made.ok_or_else(|| anyhow!("not run: it needs the step “{by}”, which failed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_failure_fails_the_suite_after_every_step() {
        let mut suite = Suite::default();
        let first: Option<()> = suite.step("first", || Err(anyhow!("broken")));
        let second = suite.step("second", || Ok(2));
        let third = suite.step("third", || needed(first.as_ref(), "first").copied());
        assert_eq!((first, second, third), (None, Some(2), None));
        let table = suite.table();
        assert!(table.contains("FAILED  first"), "{table}");
        assert!(table.contains("passed  second"), "{table}");
        assert!(table.contains("needs the step “first”"), "{table}");
        assert!(!suite.finish());
    }
}
