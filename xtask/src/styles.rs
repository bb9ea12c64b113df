//! The style sheet: Sass in, one compressed CSS file and the few pictures it names out.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::{packages, process};

const SASS_LIMIT: Duration = Duration::from_mins(2);

/// Where the design systems' styles say their pictures are.
pub const PICTURES_AT: &str = "/assets/images/";

/// The compiled style sheet and the pictures it needs.
pub struct Styles {
    /// CSS, which names pictures under [`PICTURES_AT`].
    pub css: String,
    /// File name and contents of each picture.
    pub pictures: Vec<(String, Vec<u8>)>,
}

/// Compiles the styles, or takes the last result when nothing they are made of has changed.
pub fn build() -> Result<Styles> {
    let folder = process::root().join("frontend");
    let sources = [
        process::read(&folder.join("package-lock.json"))?,
        process::read(&folder.join("styles/main.scss"))?,
        process::read(&folder.join("styles/_app.scss"))?,
        process::read(&folder.join("styles/_bars.scss"))?,
        process::read(&folder.join("styles/_writing.scss"))?,
    ];
    let inputs = packages::fingerprint(sources.iter().map(Vec::as_slice));
    let compiled = process::memory()?.join(format!("styles-{inputs}.css"));
    packages::npm(&folder, "compiling the style sheet")?;
    if !compiled.is_file() {
        process::step("Compiling the styles", || compile(&folder, &compiled))?;
    }
    let css = process::read_text(&compiled)?;
    let pictures = pictures(&folder, &css)?;
    Ok(Styles { css, pictures })
}

fn compile(folder: &Path, compiled: &Path) -> Result<()> {
    // Written under another name first: a compilation cut short must not pass for a result.
    let unfinished = compiled.with_extension("unfinished");
    process::run(
        process::bounded(SASS_LIMIT, folder.join("node_modules/.bin/sass"))
            .args([
                "--quiet-deps",
                "--no-source-map",
                "--style=compressed",
                "--load-path=.",
                "styles/main.scss",
            ])
            .arg(&unfinished)
            .current_dir(folder),
    )?;
    std::fs::rename(&unfinished, compiled)
        .with_context(|| format!("could not write {}", compiled.display()))
}

/// The pictures a style sheet names, from the Ministry of Justice package. The crest, which belongs to services on
/// gov.uk, is not among them.
fn pictures(folder: &Path, css: &str) -> Result<Vec<(String, Vec<u8>)>> {
    let source = folder.join("node_modules/@ministryofjustice/frontend/moj/assets/images");
    let mut found = Vec::new();
    for name in named_pictures(css) {
        let path = source.join(&name);
        if name.starts_with("icon-") {
            found.push((name, process::read(&path)?));
        }
    }
    Ok(found)
}

/// The names after each [`PICTURES_AT`], each once.
fn named_pictures(css: &str) -> Vec<String> {
    let ends = |c: char| matches!(c, ')' | '"' | '\'');
    let mut names: Vec<_> = css
        .split(PICTURES_AT)
        .skip(1)
        .filter_map(|rest| rest.split(ends).next())
        .map(str::to_owned)
        .collect();
    names.sort();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_pictures_quoted_or_not() {
        let css = r#"a{b:url(/assets/images/icon-b.svg)}c{d:url("/assets/images/a.png")}e{f:url(/assets/images/icon-b.svg)}"#;
        assert_eq!(named_pictures(css), ["a.png", "icon-b.svg"]);
        assert!(named_pictures("a{color:red}").is_empty());
    }
}
