//! The client as the server hands it out: `target/served/`, with a name that changes with the contents for every file but
//! `index.html`, and compressed twins beside each.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::packages::fingerprint;
use crate::styles::{self, Styles};
use crate::{process, wasm};

/// Change it when this file makes something else out of the same inputs.
const RECIPE: &[u8] = b"1";

/// What a person's browser may have to fetch at first, compressed with brotli. It was 600 KB for the client of incidents
/// alone, which took 482; see docs/decisions.md for what has come since.
const LARGEST_DOWNLOAD: usize = 640_000;

const COMPRESS_LIMIT: Duration = Duration::from_mins(2);

/// The finished client.
pub struct Client {
    /// The folder to serve.
    pub folder: PathBuf,
    /// WebAssembly, JavaScript and CSS as they travel, in bytes.
    pub download: usize,
}

impl Client {
    /// Fails when the first download is over its limit.
    pub fn check_size(&self) -> Result<()> {
        if self.download > LARGEST_DOWNLOAD {
            bail!(
                "the client is {} to download, over its limit of {}",
                kilobytes(self.download),
                kilobytes(LARGEST_DOWNLOAD)
            );
        }
        Ok(())
    }
}

/// Where the finished client is.
pub fn folder() -> PathBuf {
    process::target().join("served")
}

/// Builds what has changed of the client.
pub fn build(route: Option<wasm::Route>) -> Result<Client> {
    made(route, wasm::Profile::Small)
}

/// Builds a client that is large and slow, quickly: to look at while working. It is not compressed.
pub fn build_quickly() -> Result<Client> {
    made(None, wasm::Profile::Quick)
}

fn made(route: Option<wasm::Route>, profile: wasm::Profile) -> Result<Client> {
    let small = profile == wasm::Profile::Small;
    let module = process::read(&wasm::build(route, profile)?)?;
    let styles = styles::build()?;
    let source = process::root().join("frontend");
    let page = process::read_text(&source.join("index.html"))?;
    let boot = process::read_text(&source.join("boot.js"))?;
    let icon = process::read(&source.join("icon.svg"))?;

    let inputs = fingerprint([
        RECIPE,
        &module,
        styles.css.as_bytes(),
        page.as_bytes(),
        boot.as_bytes(),
        &icon,
    ]);
    let folder = if small {
        folder()
    } else {
        process::target().join("served-quick")
    };
    let manifest = process::memory()?.join(if small {
        "client-manifest"
    } else {
        "client-quick-manifest"
    });
    if let Some(client) = unchanged(&manifest, &inputs, &folder) {
        return Ok(client);
    }
    let client = process::step("Binding, naming and compressing the client", || {
        let bound = bind(module)?;
        let parts = Parts {
            page,
            boot,
            icon,
            styles,
            bound,
        };
        assemble(&parts, folder, small)
    })?;
    if !small {
        process::write(&manifest, format!("{inputs} 0"))?;
        return Ok(client);
    }
    eprintln!(
        "  {} to download (brotli), of at most {}",
        kilobytes(client.download),
        kilobytes(LARGEST_DOWNLOAD)
    );
    process::write(&manifest, format!("{inputs} {}", client.download))?;
    Ok(client)
}

/// The client made from the same inputs before, if it is still there.
fn unchanged(manifest: &Path, inputs: &str, folder: &Path) -> Option<Client> {
    let text = std::fs::read_to_string(manifest).ok()?;
    let (made_from, download) = text.split_once(' ')?;
    (made_from == inputs && folder.join("index.html").is_file())
        .then(|| download.parse().ok())
        .flatten()
        .map(|download| Client {
            folder: folder.to_path_buf(),
            download,
        })
}

/// What wasm-bindgen makes.
struct Bound {
    /// The JavaScript that calls the WebAssembly.
    script: String,
    /// The WebAssembly that expects it.
    wasm: Vec<u8>,
    /// JavaScript that dependencies bring along: the path the script imports it by, and its text.
    snippets: Vec<(String, String)>,
}

fn bind(module: Vec<u8>) -> Result<Bound> {
    let mut bound = Bindgen::new()
        .input_bytes("client", module)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        // `boot.js` says where the module is, by its hashed name.
        .omit_default_module_path(true)
        .generate_output()
        .context("wasm-bindgen could not bind the client")?;
    let wasm = bound.wasm_mut().emit_wasm();
    let inline = bound.snippets().iter().flat_map(|(owner, texts)| {
        let named = move |(number, text): (usize, &String)| {
            (
                format!("./snippets/{owner}/inline{number}.js"),
                text.clone(),
            )
        };
        texts.iter().enumerate().map(named)
    });
    let modules = bound
        .local_modules()
        .iter()
        .map(|(path, text)| (format!("./snippets/{path}"), text.clone()));
    Ok(Bound {
        script: bound.js().to_owned(),
        wasm,
        snippets: inline.chain(modules).collect(),
    })
}

struct Parts {
    page: String,
    boot: String,
    icon: Vec<u8>,
    styles: Styles,
    bound: Bound,
}

/// Writes everything to a new folder, which then takes the place of the last one.
fn assemble(parts: &Parts, folder: PathBuf, compressed: bool) -> Result<Client> {
    let mut files = Files::default();

    let mut css = parts.styles.css.clone();
    for (name, picture) in &parts.styles.pictures {
        let hashed = files.add(name, picture.clone());
        css = css.replace(
            &format!("{}{name}", styles::PICTURES_AT),
            &format!("/{hashed}"),
        );
    }
    let mut script = parts.bound.script.clone();
    for (path, snippet) in &parts.bound.snippets {
        let hashed = files.add("snippet.js", snippet.clone().into_bytes());
        script = script.replace(path.as_str(), &format!("./{hashed}"));
    }
    if script.contains("./snippets/") {
        bail!("the client's JavaScript imports a file that wasm-bindgen did not make");
    }
    let names = [
        ("icon.svg", files.add("icon.svg", parts.icon.clone())),
        ("main.css", files.add("main.css", css.into_bytes())),
        ("client.js", files.add("client.js", script.into_bytes())),
        (
            "client.wasm",
            files.add("client.wasm", parts.bound.wasm.clone()),
        ),
    ];
    let boot = fill(&parts.boot, &names)?;
    let boot = ("boot.js", files.add("boot.js", boot.into_bytes()));
    let page = fill(&parts.page, &[names.as_slice(), &[boot]].concat())?;
    files.0.push(("index.html".to_owned(), page.into_bytes()));

    let new = folder.with_extension("new");
    remove(&new)?;
    std::fs::create_dir_all(&new).with_context(|| format!("could not make {}", new.display()))?;
    let download = files.write(&new, compressed)?;
    remove(&folder)?;
    std::fs::rename(&new, &folder)
        .with_context(|| format!("could not make {}", folder.display()))?;
    Ok(Client { folder, download })
}

/// Replaces each `{{name}}` by the file's hashed name, and fails if one is left.
fn fill(template: &str, names: &[(&str, String)]) -> Result<String> {
    let filled = names
        .iter()
        .fold(template.to_owned(), |text, (name, hashed)| {
            text.replace(&format!("{{{{{name}}}}}"), hashed)
        });
    match filled.split_once("{{") {
        None => Ok(filled),
        Some((_, rest)) => Err(anyhow!(
            "a template names {{{{{}, which is not a file of the client",
            rest.lines().next().unwrap_or_default()
        )),
    }
}

/// Names and contents, before they are written.
#[derive(Default)]
struct Files(Vec<(String, Vec<u8>)>);

impl Files {
    /// Takes a file in and returns its name with the hash of its contents.
    fn add(&mut self, name: &str, contents: Vec<u8>) -> String {
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "bin"));
        let hashed = format!("{stem}-{}.{ending}", fingerprint([contents.as_slice()]));
        self.0.push((hashed.clone(), contents));
        hashed
    }

    /// Writes each file and its compressed twins, and returns what a browser must fetch.
    fn write(&self, folder: &Path, compressed: bool) -> Result<usize> {
        for (name, contents) in &self.0 {
            process::write(&folder.join(name), contents)?;
        }
        if !compressed {
            return Ok(self.0.iter().map(|(_, contents)| contents.len()).sum());
        }
        let program = process::root().join("xtask/src/compress.mjs");
        process::run(
            process::bounded(COMPRESS_LIMIT, "node")
                .arg(program)
                .arg(folder),
        )?;
        let twins = self
            .0
            .iter()
            .map(|(name, _)| process::read(&folder.join(format!("{name}.br"))));
        twins.map(|twin| Ok(twin?.len())).sum()
    }
}

fn remove(folder: &Path) -> Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("could not remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}

fn kilobytes(bytes: usize) -> String {
    format!("{} KB", bytes.div_ceil(1000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_change_with_the_contents() {
        let mut files = Files::default();
        let first = files.add("main.css", b"a{}".to_vec());
        let second = files.add("main.css", b"b{}".to_vec());
        assert_ne!(first, second);
        let hash = first
            .strip_prefix("main-")
            .and_then(|rest| rest.strip_suffix(".css"));
        assert_eq!(hash.map(str::len), Some(16), "{first}");
    }

    #[test]
    fn a_template_is_filled_whole_or_not_at_all() {
        let names = [("a.js", "a-1.js".to_owned())];
        assert_eq!(fill("<{{a.js}}>", &names).unwrap(), "<a-1.js>");
        assert!(fill("<{{b.js}}>", &names).is_err());
    }

    #[test]
    fn every_file_has_its_twins() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files(vec![("a.css".to_owned(), b"a{color:red}".repeat(50))]);
        let download = files.write(folder.path(), true).unwrap();
        for name in ["a.css", "a.css.br", "a.css.gz"] {
            assert!(folder.path().join(name).is_file(), "{name}");
        }
        assert!(download < 200, "{download}");
    }
}
