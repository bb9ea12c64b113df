//! The two migration trees have the same steps. That they lead to the same tables is held by a test in `storage`.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::process;

/// Fails if a migration is missing from one of the trees, or has no way back.
pub fn run() -> Result<()> {
    let problems = problems(&process::root().join("migrations"))?;
    if problems.is_empty() {
        println!("Both databases have the same migrations.");
        return Ok(());
    }
    for problem in &problems {
        println!("{problem}");
    }
    bail!("the migrations of the two databases differ")
}

/// One line for each migration that is not in both trees, whole.
pub fn problems(migrations: &Path) -> Result<Vec<String>> {
    let sqlite = names(&migrations.join("sqlite"))?;
    let postgresql = names(&migrations.join("postgresql"))?;
    let mut found = Vec::new();
    for name in sqlite.difference(&postgresql) {
        found.push(format!(
            "migrations/postgresql/{name}: missing, though migrations/sqlite/{name} exists"
        ));
    }
    for name in postgresql.difference(&sqlite) {
        found.push(format!(
            "migrations/sqlite/{name}: missing, though migrations/postgresql/{name} exists"
        ));
    }
    for (tree, names) in [("sqlite", &sqlite), ("postgresql", &postgresql)] {
        for name in names {
            for file in ["up.sql", "down.sql"] {
                if !migrations.join(tree).join(name).join(file).is_file() {
                    found.push(format!("migrations/{tree}/{name}/{file}: missing"));
                }
            }
        }
    }
    Ok(found)
}

fn names(tree: &Path) -> Result<BTreeSet<String>> {
    let entries =
        std::fs::read_dir(tree).with_context(|| format!("could not read {}", tree.display()))?;
    let folders = entries.flatten().filter(|entry| entry.path().is_dir());
    Ok(folders
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_migration_of_one_database_only_is_named() {
        let folder = tempfile::tempdir().unwrap();
        for path in [
            "sqlite/0001_people",
            "postgresql/0001_people",
            "sqlite/0002_incidents",
        ] {
            std::fs::create_dir_all(folder.path().join(path)).unwrap();
            std::fs::write(folder.path().join(path).join("up.sql"), "").unwrap();
            std::fs::write(folder.path().join(path).join("down.sql"), "").unwrap();
        }
        std::fs::remove_file(folder.path().join("sqlite/0001_people/down.sql")).unwrap();
        assert_eq!(
            problems(folder.path()).unwrap(),
            [
                "migrations/postgresql/0002_incidents: missing, though migrations/sqlite/0002_incidents exists",
                "migrations/sqlite/0001_people/down.sql: missing",
            ]
        );
    }
}
