//! Where settings come from.

use super::{SETTINGS, Spec};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Where a setting came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The command line.
    Flag,
    /// The environment.
    Environment,
    /// A file.
    File(PathBuf),
    /// The program.
    Default,
}

impl Origin {
    /// In words: `--port`, `SAFEGUARDING_PORT`, the file, `default`.
    pub fn name(&self, setting: &str) -> String {
        match self {
            Self::Flag => format!("--{setting}"),
            Self::Environment => format!(
                "SAFEGUARDING_{}",
                setting.replace('-', "_").to_ascii_uppercase()
            ),
            Self::File(path) => path.display().to_string(),
            Self::Default => "default".to_owned(),
        }
    }
}

type Values = BTreeMap<String, String>;

/// Everything that was said about settings, strongest first.
#[derive(Debug, Clone)]
pub struct Sources {
    flags: Values,
    environment: Values,
    files: Vec<(PathBuf, Values)>,
}

impl Sources {
    /// From flags (by setting) and the environment (by variable), and from the files `safeguarding.env` in the data
    /// folder and `.env` in the folder `here`; of the two the first is stronger.
    pub fn new(flags: Values, environment: Values, here: &Path) -> Self {
        let mut sources = Self {
            flags,
            environment,
            files: Vec::new(),
        };
        sources.take_in(here.join(".env"));
        let data = SETTINGS
            .iter()
            .find(|spec| spec.name == "data")
            .and_then(|spec| sources.find(*spec));
        if let Some((data, _)) = data {
            sources.take_in(here.join(data).join("safeguarding.env"));
            sources.files.reverse();
        }
        sources
    }

    fn take_in(&mut self, path: PathBuf) {
        if let Ok(text) = std::fs::read_to_string(&path) {
            self.files.push((path, parse(&text)));
        }
    }

    /// The strongest value of a setting, and its origin.
    pub fn find(&self, spec: Spec) -> Option<(String, Origin)> {
        let variable = spec.variable();
        let flag = self
            .flags
            .get(spec.name)
            .map(|value| (value.clone(), Origin::Flag));
        let environment = || {
            self.environment
                .get(&variable)
                .map(|value| (value.clone(), Origin::Environment))
        };
        let file = || {
            let mut said = self.files.iter();
            said.find_map(|(path, values)| {
                values
                    .get(&variable)
                    .map(|value| (value.clone(), Origin::File(path.clone())))
            })
        };
        let default = || {
            spec.default
                .map(|value| (value.to_owned(), Origin::Default))
        };
        flag.or_else(environment).or_else(file).or_else(default)
    }

    /// Lines in files that look like settings and are none: most often a slip of the finger.
    pub fn unknown(&self) -> Vec<String> {
        let known = |name: &str| SETTINGS.iter().any(|spec| spec.variable() == name);
        let ours = |name: &&String| name.starts_with("SAFEGUARDING_") && !known(name);
        let lines = self
            .files
            .iter()
            .flat_map(|(path, values)| values.keys().filter(ours).map(move |name| (path, name)));
        lines
            .map(|(path, name)| format!("{}: {name} is not a setting", path.display()))
            .collect()
    }
}

/// Lines of `NAME=value`; `#` begins a comment; quotation marks around a value go.
fn parse(text: &str) -> Values {
    let lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.starts_with('#'));
    let pairs =
        lines.filter_map(|line| line.strip_prefix("export ").unwrap_or(line).split_once('='));
    pairs
        .map(|(name, value)| (name.trim().to_owned(), unquoted(value.trim()).to_owned()))
        .collect()
}

fn unquoted(value: &str) -> &str {
    let within = |mark| {
        value
            .strip_prefix(mark)
            .and_then(|rest| rest.strip_suffix(mark))
    };
    within('"').or_else(|| within('\'')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn port() -> Spec {
        *SETTINGS.iter().find(|spec| spec.name == "port").unwrap()
    }

    #[test]
    fn the_file_beside_the_data_is_stronger_than_the_one_here() {
        let here = tempfile::tempdir().unwrap();
        let data = here.path().join("data");
        std::fs::create_dir(&data).unwrap();
        std::fs::write(
            here.path().join(".env"),
            "SAFEGUARDING_PORT=1\nSAFEGUARDING_HOST=::1\n",
        )
        .unwrap();
        std::fs::write(
            data.join("safeguarding.env"),
            "SAFEGUARDING_PORT=2\nSAFEGUARDING_PROT=3\n",
        )
        .unwrap();
        let sources = Sources::new(Values::new(), Values::new(), here.path());
        assert_eq!(sources.find(port()).unwrap().0, "2");
        let unknown = sources.unknown();
        assert!(
            unknown.len() == 1 && unknown[0].ends_with("SAFEGUARDING_PROT is not a setting"),
            "{unknown:?}"
        );

        let environment = Values::from([("SAFEGUARDING_PORT".to_owned(), "4".to_owned())]);
        let sources = Sources::new(Values::new(), environment, here.path());
        assert_eq!(
            sources.find(port()),
            Some(("4".to_owned(), Origin::Environment))
        );
    }

    #[test]
    fn files_are_read_as_shells_write_them() {
        let values = parse("# comment\n A = 1 \nexport B=\"two words\"\nC='x=y'\n\nnonsense\n");
        let expected = [("A", "1"), ("B", "two words"), ("C", "x=y")];
        assert_eq!(
            values,
            expected.map(|(k, v)| (k.to_owned(), v.to_owned())).into()
        );
    }
}
