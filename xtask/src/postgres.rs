//! A PostgreSQL server of one's own: started for a test run in a temporary folder, on a free port, and gone afterwards.

use std::fmt::Write as _;
use std::io::Read as _;
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};

use crate::{packages, process};

const PREFIX: &str = "safeguarding-postgres-";
const READY_WITHIN: Duration = Duration::from_secs(30);

/// What the cluster may lose if the machine stops.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Everything: for tests, which are quicker so.
    None,
    /// Nothing: for measuring what a person would get.
    Full,
}

/// A running server. It stops, and its folder goes, when this is dropped; if this program is killed, it stops too.
pub struct Cluster {
    server: Child,
    folder: PathBuf,
    /// Where to reach it, as its administrator.
    pub url: String,
}

impl Cluster {
    /// Makes and starts a server, installing PostgreSQL first if it is missing.
    pub fn start(durability: Durability) -> Result<Self> {
        packages_present()?;
        let programs = programs()?;
        let account = Account::choose()?;
        remove_left_behind();

        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let folder = std::env::temp_dir().join(format!("{PREFIX}{}", std::process::id()));
        let password = random_name()?;
        process::step("Starting a PostgreSQL server of our own", || {
            std::fs::create_dir(&folder)
                .with_context(|| format!("could not make {}", folder.display()))?;
            std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o700))?;
            process::write(&folder.join("password"), &password)?;
            account.own(&folder)?;
            account.own(&folder.join("password"))?;
            initialise(&programs, &account, &folder)?;
            let server = account
                .lasting_no_longer_than_us(&programs.join("postgres"))
                .args(settings(&folder, port, durability))
                .current_dir(&folder)
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(std::fs::File::create(folder.join("log"))?)
                .spawn()
                .context("could not start the PostgreSQL server")?;
            let mut cluster = Self {
                server,
                folder,
                url: format!("postgres://postgres:{password}@127.0.0.1:{port}/postgres"),
            };
            cluster.wait(&programs, port)?;
            Ok(cluster)
        })
    }

    fn wait(&mut self, programs: &Path, port: u16) -> Result<()> {
        let start = process::clock();
        let port = port.to_string();
        while start.elapsed() < READY_WITHIN {
            if process::succeeds(Command::new(programs.join("pg_isready")).args([
                "-h",
                "127.0.0.1",
                "-p",
                &port,
            ])) {
                return Ok(());
            }
            if self.server.try_wait()?.is_some() {
                break;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        let log = std::fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        bail!("the PostgreSQL server did not become ready:\n{log}")
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // SIGINT is PostgreSQL's fast shutdown: it ends every connection and leaves no shared memory behind.
        process::succeeds(Command::new("kill").args(["-INT", &self.server.id().to_string()]));
        if let Err(error) = self.server.wait() {
            eprintln!("  the PostgreSQL server could not be waited for: {error}");
        }
        if let Err(error) = std::fs::remove_dir_all(&self.folder) {
            eprintln!("  {} could not be removed: {error}", self.folder.display());
        }
    }
}

fn packages_present() -> Result<()> {
    if programs().is_ok() {
        Ok(())
    } else {
        packages::debian(&["postgresql"], "testing on PostgreSQL")
    }
}

/// The folder with `initdb` and the rest: Debian keeps one for each version, outside `PATH`.
fn programs() -> Result<PathBuf> {
    let debian = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("bin"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut found: Vec<PathBuf> = debian.collect();
    // The newest version first, by number: 9 comes before 15.
    found.sort_by_key(|folder| std::cmp::Reverse(version(folder)));
    found
        .into_iter()
        .chain(std::env::split_paths(&path))
        .find(|folder| {
            ["initdb", "postgres", "pg_isready"]
                .iter()
                .all(|program| folder.join(program).is_file())
        })
        .ok_or_else(|| anyhow!("PostgreSQL is not installed"))
}

fn version(folder: &Path) -> Option<u32> {
    folder.parent()?.file_name()?.to_str()?.parse().ok()
}

fn initialise(programs: &Path, account: &Account, folder: &Path) -> Result<()> {
    process::run(
        account
            .command(&programs.join("initdb"))
            .args([
                "--username=postgres",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--auth=scram-sha-256",
                "--no-sync",
            ])
            .arg("--pwfile")
            .arg(folder.join("password"))
            .arg("--pgdata")
            .arg(folder.join("data"))
            .current_dir(folder)
            .stdout(Stdio::null()),
    )
}

fn settings(folder: &Path, port: u16, durability: Durability) -> Vec<String> {
    let mut settings = vec![
        format!("port={port}"),
        "listen_addresses=127.0.0.1".to_owned(),
        "unix_socket_directories=".to_owned(),
        // Each test has a database and a pool of its own.
        "max_connections=400".to_owned(),
        "shared_buffers=256MB".to_owned(),
    ];
    if durability == Durability::None {
        settings.extend(
            [
                "fsync=off",
                "synchronous_commit=off",
                "full_page_writes=off",
            ]
            .map(str::to_owned),
        );
    }
    let data = ["-D".to_owned(), folder.join("data").display().to_string()];
    data.into_iter()
        .chain(
            settings
                .into_iter()
                .flat_map(|setting| ["-c".to_owned(), setting]),
        )
        .collect()
}

/// The account the server runs as. PostgreSQL refuses to run as root.
enum Account {
    Ourselves,
    Postgres { user: u32, group: u32 },
}

impl Account {
    fn choose() -> Result<Self> {
        if packages::user_id() != Some(0) {
            return Ok(Self::Ourselves);
        }
        let number = |option| -> Result<u32> {
            let text = process::output(Command::new("id").args([option, "postgres"]))
                .context("PostgreSQL does not run as root, and there is no account `postgres`")?;
            Ok(text.trim().parse()?)
        };
        Ok(Self::Postgres {
            user: number("-u")?,
            group: number("-g")?,
        })
    }

    fn own(&self, path: &Path) -> Result<()> {
        match self {
            Self::Ourselves => Ok(()),
            Self::Postgres { user, group } => {
                chown(path, Some(*user), Some(*group)).with_context(|| {
                    format!(
                        "could not give {} to the account `postgres`",
                        path.display()
                    )
                })
            }
        }
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        if let Self::Postgres { user, group } = self {
            command.uid(*user).gid(*group);
        }
        command
    }

    /// A command that is told to stop when this program ends, however it ends.
    fn lasting_no_longer_than_us(&self, program: &Path) -> Command {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "INT"]);
        if let Self::Postgres { user, group } = self {
            command
                .arg(format!("--reuid={user}"))
                .arg(format!("--regid={group}"))
                .arg("--clear-groups");
        }
        command.arg(program);
        command
    }
}

/// Removes the folders of runs that were killed.
fn remove_left_behind() {
    for entry in std::fs::read_dir(std::env::temp_dir())
        .into_iter()
        .flatten()
        .flatten()
    {
        let name = entry.file_name();
        let Some(process) = name.to_str().and_then(|name| name.strip_prefix(PREFIX)) else {
            continue;
        };
        if !Path::new("/proc").join(process).exists() {
            // It may belong to another account: then it is theirs to remove.
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

fn random_name() -> Result<String> {
    let mut bytes = [0; 16];
    std::fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    let mut name = String::new();
    for byte in bytes {
        write!(name, "{byte:02x}")?;
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_numbers() {
        assert!(
            version(Path::new("/usr/lib/postgresql/15/bin"))
                > version(Path::new("/usr/lib/postgresql/9/bin"))
        );
    }

    #[test]
    fn only_tests_may_lose_data() {
        let full = settings(Path::new("/tmp/x"), 5433, Durability::Full);
        assert!(!full.iter().any(|setting| setting.contains("fsync")));
    }
}
