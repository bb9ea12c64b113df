//! The rules themselves: text in, one line for each breach out.

use super::Source;

/// The longest a source file may be.
const LONGEST: usize = 400;

/// The words of the domain, the same in every room.
const FEATURES: [&str; 14] = [
    "access",
    "audit",
    "chasing",
    "codelists",
    "incidents",
    "integrations",
    "learning",
    "people",
    "practice",
    "reporting",
    "reviews",
    "settings",
    "supervision",
    "training",
];
/// What a room needs besides features. A new word here is a decision:
/// look first whether one of [`FEATURES`] is meant.
const OTHER_ROOMS: [&str; 15] = [
    "api",
    "calendar",
    "commands",
    "components",
    "demo",
    "dialect",
    "jobs",
    "middleware",
    "pages",
    "platform",
    "policy",
    "session",
    "store",
    "support",
    "tests",
];
/// Folders whose folders are named after features.
const ROOMS: [&str; 6] = [
    "shared/src",
    "backend/storage/src",
    "backend/service/src",
    "backend/http/src",
    "frontend/src/pages",
    "tests/api",
];

/// Every breach in one file.
pub fn file(source: &Source) -> Vec<String> {
    let mut breaches = Vec::new();
    breaches.extend(length(source));
    breaches.extend(unfinished(source));
    if source.is_rust() {
        breaches.extend(lines(
            source,
            names_the_database,
            "only backend/storage names diesel (and shared, behind its feature)",
        ));
        breaches.extend(lines(
            source,
            fetches,
            "only frontend/src/api talks to the server",
        ));
        breaches.extend(lines(
            source,
            branches_on_role,
            "who may do what is decided in shared/src/policy, not by a branch on a role",
        ));
    }
    breaches
}

fn length(source: &Source) -> Option<String> {
    let long = source.text.lines().count();
    let exempt = !source.is_rust() || in_tests(&source.path) || source.path.ends_with("/schema.rs");
    (long > LONGEST && !exempt).then(|| {
        format!(
            "{}: {long} lines, of at most {LONGEST}: split it",
            source.path
        )
    })
}

fn unfinished(source: &Source) -> Vec<String> {
    // Written in two halves so that this file keeps its own rule.
    const MARKS: [&str; 3] = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X"),
    ];
    let marked = |line: &str| {
        line.split(|c: char| !c.is_ascii_alphanumeric())
            .any(|word| MARKS.contains(&word))
    };
    breaches(source, marked, "unfinished work is an issue, not a comment")
}

fn lines(source: &Source, broken: fn(&str, &str) -> bool, rule: &str) -> Vec<String> {
    breaches(source, |line| broken(&source.path, code(line)), rule)
}

fn breaches(source: &Source, broken: impl Fn(&str) -> bool, rule: &str) -> Vec<String> {
    let numbered = source.text.lines().enumerate();
    numbered
        .filter(|(_, line)| broken(line))
        .map(|(number, _)| format!("{}:{}: {rule}", source.path, number + 1))
        .collect()
}

/// The line without its comment.
fn code(line: &str) -> &str {
    let line = line.trim_start();
    if line.starts_with("//") {
        ""
    } else {
        line.split(" // ").next().unwrap_or(line)
    }
}

fn names_the_database(path: &str, code: &str) -> bool {
    let allowed = ["backend/storage/", "xtask/"]
        .iter()
        .any(|room| path.starts_with(room))
        || path == "shared/src/sql.rs";
    !allowed
        && code.contains("diesel")
        && !(path.starts_with("shared/") && code.contains(r#"feature = "diesel""#))
}

fn fetches(path: &str, code: &str) -> bool {
    const WAYS: [&str; 5] = [
        "gloo_net",
        "fetch_with_",
        "XmlHttpRequest",
        "EventSource",
        "WebSocket",
    ];
    let elsewhere = path.starts_with("frontend/src/")
        && !path.starts_with("frontend/src/api/")
        && path != "frontend/src/api.rs";
    elsewhere && WAYS.iter().any(|way| code.contains(way))
}

fn branches_on_role(path: &str, code: &str) -> bool {
    const QUESTIONS: [&str; 3] = ["== Role::", "!= Role::", "matches!("];
    let rooms = ["backend/http/", "backend/service/", "backend/storage/"];
    let held = rooms.iter().any(|room| path.starts_with(room)) && !in_tests(path);
    // A pattern stands before the arrow of its arm, or before the `=` of its `let`; a role that is given stands after.
    let pattern = code
        .split_once("=>")
        .or_else(|| code.split_once(" = "))
        .map_or("", |(before, _)| before);
    let asked =
        QUESTIONS.iter().any(|question| code.contains(question)) || pattern.contains("Role::");
    held && code.contains("Role::") && asked
}

fn in_tests(path: &str) -> bool {
    path.split('/')
        .any(|part| part == "tests" || part == "tests.rs")
}

/// A breach if a folder of a room is called by a word the house does not know.
pub fn folder(path: &str) -> Option<String> {
    let (room, name) = path.rsplit_once('/')?;
    let known = FEATURES.contains(&name) || OTHER_ROOMS.contains(&name);
    (ROOMS.contains(&room) && !known)
        .then(|| format!("{path}: not one of the house's names for a feature"))
}

/// Crates that have not forbidden unsafe code.
pub fn crates(sources: &[Source]) -> Vec<String> {
    let by_workspace = sources.iter().any(|source| {
        source.path == "Cargo.toml" && source.text.contains(r#"unsafe_code = "forbid""#)
    });
    let manifests = sources
        .iter()
        .filter(|source| source.path.ends_with("Cargo.toml") && source.text.contains("[package]"));
    manifests
        .filter(|manifest| {
            let folder = manifest.path.trim_end_matches("Cargo.toml");
            let root = |name: &str| {
                sources
                    .iter()
                    .find(|source| source.path == format!("{folder}src/{name}"))
            };
            let forbids = |source: &Source| source.text.contains("#![forbid(unsafe_code)]");
            let itself = ["lib.rs", "main.rs"]
                .into_iter()
                .filter_map(root)
                .any(forbids);
            let shares = by_workspace && manifest.text.contains("[lints]\nworkspace = true");
            let its_own = manifest
                .text
                .contains("[lints.rust]\nunsafe_code = \"forbid\"");
            !(itself || shares || its_own)
        })
        .map(|manifest| format!("{}: the crate does not forbid unsafe code", manifest.path))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(path: &str, text: &str) -> Vec<String> {
        file(&Source {
            path: path.to_owned(),
            text: text.to_owned(),
        })
    }

    #[test]
    fn a_long_file_is_named() {
        let long = "fn f() {}\n".repeat(LONGEST + 1);
        assert_eq!(
            broken("shared/src/page.rs", &long),
            ["shared/src/page.rs: 401 lines, of at most 400: split it"]
        );
        for exempt in [
            "tests/api/incidents/report.rs",
            "backend/storage/src/schema.rs",
            "docs/security.md",
        ] {
            assert!(broken(exempt, &long).is_empty(), "{exempt}");
        }
    }

    #[test]
    fn unfinished_work_is_named_anywhere() {
        let mark = concat!("// TO", "DO: later");
        assert_eq!(broken("docs/security.md", mark).len(), 1);
        assert!(broken("docs/security.md", "todo lists and TODOS are words").is_empty());
    }

    #[test]
    fn only_storage_names_diesel() {
        assert_eq!(
            broken("backend/service/src/lib.rs", "use diesel::prelude::*;").len(),
            1
        );
        assert_eq!(
            broken("shared/src/ids.rs", "use diesel::prelude::*;").len(),
            1
        );
        assert!(
            broken(
                "shared/src/ids.rs",
                r#"#[cfg_attr(feature = "diesel", derive(diesel::AsExpression))]"#
            )
            .is_empty()
        );
        assert!(broken("backend/storage/src/conn.rs", "use diesel::prelude::*;").is_empty());
        assert!(broken("backend/service/src/lib.rs", "// unlike diesel").is_empty());
    }

    #[test]
    fn only_the_api_of_the_client_fetches() {
        let line = "use gloo_net::http::Request;";
        assert_eq!(
            broken("frontend/src/pages/incidents/list.rs", line).len(),
            1
        );
        assert!(broken("frontend/src/api/incidents.rs", line).is_empty());
    }

    #[test]
    fn a_role_may_be_given_but_not_asked_after() {
        let path = "backend/service/src/incidents.rs";
        assert_eq!(broken(path, "if role == Role::Manager {").len(), 1);
        assert_eq!(broken(path, "    Role::Manager => true,").len(), 1);
        assert_eq!(broken(path, "if let Some(Role::Manager) = role {").len(), 1);
        for given in [
            "let grant = Grant::new(Role::Manager, scope);",
            "Post::Manager => Role::Manager,",
            "if is_held(conn, Role::Admin, today)? {",
        ] {
            assert!(broken(path, given).is_empty(), "{given}");
        }
        assert!(broken("shared/src/policy/mod.rs", "Role::Manager => true,").is_empty());
    }

    #[test]
    fn a_folder_of_a_room_has_a_known_name() {
        assert!(folder("backend/http/src/incidents").is_none());
        assert!(folder("backend/http/src/incidents/anything").is_none());
        assert!(folder("backend/http/src/cases").is_some());
    }

    #[test]
    fn a_crate_forbids_unsafe_code_by_the_workspace_or_itself() {
        let source = |path: &str, text: &str| Source {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        let workspace = source(
            "Cargo.toml",
            "[workspace.lints.rust]\nunsafe_code = \"forbid\"\n",
        );
        let shares = source(
            "shared/Cargo.toml",
            "[package]\n[lints]\nworkspace = true\n",
        );
        let alone = source("alone/Cargo.toml", "[package]\n");
        let itself = source("alone/src/lib.rs", "#![forbid(unsafe_code)]\n");
        assert_eq!(crates(&[workspace, shares, alone]).len(), 1);
        assert!(crates(&[source("alone/Cargo.toml", "[package]\n"), itself]).is_empty());
    }
}
