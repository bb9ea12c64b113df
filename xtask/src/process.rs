//! Running other programs: where the project is, how long a step took, and errors that say which command failed.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// The folder of the workspace.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Where cargo writes what it builds.
pub fn target() -> PathBuf {
    root().join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

/// Where xtask keeps what it remembers between runs. Made when missing.
pub fn memory() -> Result<PathBuf> {
    let folder = target().join("xtask");
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("could not make {}", folder.display()))?;
    Ok(folder)
}

/// The cargo that runs this program, in the workspace.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Runs a command whose output streams through, and fails when it fails. It gets no standard input, so that nothing
/// can wait for an answer.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("could not start `{}`", line(command)))?;
    if status.success() {
        return Ok(());
    }
    match status.code() {
        Some(TIMED_OUT) => bail!("`{}` took too long and was stopped", line(command)),
        Some(code) => bail!("`{}` failed (exit code {code})", line(command)),
        None => bail!("`{}` was stopped by a signal", line(command)),
    }
}

/// Runs a command and returns what it printed on standard output. Its standard error streams through.
pub fn output(command: &mut Command) -> Result<String> {
    let out = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("could not start `{}`", line(command)))?;
    if !out.status.success() {
        bail!("`{}` failed ({})", line(command), out.status);
    }
    String::from_utf8(out.stdout)
        .with_context(|| format!("`{}` printed something that is not UTF-8", line(command)))
}

/// True if the command can be started and succeeds; what it prints is not shown.
pub fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// The exit code of `timeout` when time ran out.
const TIMED_OUT: i32 = 124;

/// A command that is stopped after `limit`: first asked to end, then, 15 seconds later, made to.
pub fn bounded(limit: Duration, program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("timeout");
    command
        .args(["--foreground", "--kill-after=15"])
        .arg(limit.as_secs().to_string())
        .arg(program)
        .current_dir(root());
    command
}

/// True if a program of this name can be found in `PATH`.
pub fn found(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| {
        std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
    })
}

/// A clock started now. The only place in this crate that reads one.
#[allow(
    clippy::disallowed_methods,
    reason = "a tool tells a person how long a step took; nothing is decided by it"
)]
pub fn clock() -> Instant {
    Instant::now()
}

/// How long, as a person says it.
pub fn spoken(time: Duration) -> String {
    match time.as_secs() {
        0..=9 => format!("{:.1} s", time.as_secs_f64()),
        seconds @ 10..=99 => format!("{seconds} s"),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

/// Says what is about to happen, does it, and says how long it took.
pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let start = clock();
    eprintln!("» {what} …");
    let done = work()?;
    eprintln!("  done in {}", spoken(start.elapsed()));
    Ok(done)
}

/// Reads a file whole, naming it when that fails.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("could not read {}", path.display()))
}

/// Reads a text file whole, naming it when that fails.
pub fn read_text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))
}

/// Writes a file whole, naming it when that fails.
pub fn write(path: &Path, contents: impl AsRef<[u8]>) -> Result<()> {
    std::fs::write(path, contents).with_context(|| format!("could not write {}", path.display()))
}

/// The command as one would type it, for an error.
fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    std::iter::once(program.file_name().unwrap_or(program.as_os_str()))
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_command() {
        let error = run(Command::new("false").arg("really")).unwrap_err();
        assert_eq!(error.to_string(), "`false really` failed (exit code 1)");
    }

    #[test]
    fn a_bounded_command_is_stopped() {
        let error = run(bounded(Duration::from_secs(1), "sleep").arg("20")).unwrap_err();
        assert!(
            error.to_string().ends_with("took too long and was stopped"),
            "{error}"
        );
    }

    #[test]
    fn times_read_as_a_person_says_them() {
        assert_eq!(spoken(Duration::from_millis(940)), "0.9 s");
        assert_eq!(spoken(Duration::from_secs(42)), "42 s");
        assert_eq!(spoken(Duration::from_secs(245)), "4 min 5 s");
    }
}
