//! The client as the server hands it out: `target/served/`, with a name that changes with the contents for every file but
//! `index.html`, and compressed twins beside each.

mod files;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use wasm_bindgen_cli_support::Bindgen;

use self::files::Files;
use crate::packages::fingerprint;
use crate::split::{self, Cut};
use crate::styles::{self, Styles};
use crate::{process, wasm};

/// Change it when this file makes something else out of the same inputs.
const RECIPE: &[u8] = b"2";

/// What a person's browser may have to fetch before the first page, compressed with brotli.
const LARGEST_DOWNLOAD: usize = 600_000;

/// The finished client.
pub struct Client {
    /// The folder to serve.
    pub folder: PathBuf,
    /// What travels before the first page (WebAssembly, JavaScript, CSS), in bytes. The parts that are fetched when a
    /// page of theirs is opened are not in it.
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
        let bound = bind(&module)?;
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
        "  {} to download before the first page (brotli), of at most {}",
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

/// What wasm-bindgen makes of the main part, and the others.
struct Bound {
    /// The JavaScript that calls the WebAssembly.
    script: String,
    /// The WebAssembly that expects it.
    wasm: Vec<u8>,
    /// JavaScript that dependencies bring along: the path the script imports it by, and its text.
    snippets: Vec<(String, String)>,
    /// The JavaScript that fetches the other parts.
    loader: String,
    /// The other parts: the path the loader fetches each by, and its WebAssembly.
    parts: Vec<(String, Vec<u8>)>,
}

fn bind(module: &[u8]) -> Result<Bound> {
    let Cut {
        main,
        loader,
        parts,
    } = split::cut(module)?;
    let mut bound = Bindgen::new()
        .input_bytes("client", main)
        // The other parts call the main one by names that only the linker knows.
        .keep_lld_exports(true)
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
        loader,
        parts,
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
    let client = add_scripts(&mut files, &script, &parts.bound);
    let names = [
        ("icon.svg", files.add("icon.svg", parts.icon.clone())),
        ("main.css", files.add("main.css", css.into_bytes())),
        ("client.js", client),
        (
            "client.wasm",
            files.add("client.wasm", parts.bound.wasm.clone()),
        ),
    ];
    let boot = fill(&parts.boot, &names)?;
    let boot = ("boot.js", files.add("boot.js", boot.into_bytes()));
    let page = fill(&parts.page, &[names.as_slice(), &[boot]].concat())?;
    files.put("index.html".to_owned(), page.into_bytes());

    let new = folder.with_extension("new");
    remove(&new)?;
    std::fs::create_dir_all(&new).with_context(|| format!("could not make {}", new.display()))?;
    let download = files.write(&new, compressed)?;
    remove(&folder)?;
    std::fs::rename(&new, &folder)
        .with_context(|| format!("could not make {}", folder.display()))?;
    Ok(Client { folder, download })
}

/// Takes in the main part's script, the loader and the other parts, and returns the main script's name.
///
/// The main script and the loader import each other, so neither can be named after its own contents: both have the hash
/// of both together.
fn add_scripts(files: &mut Files, script: &str, bound: &Bound) -> String {
    let mut loader = bound.loader.clone();
    for (path, part) in &bound.parts {
        let hashed = files.add_later("part.wasm", part.clone());
        loader = loader.replace(path.as_str(), &format!("./{hashed}"));
    }
    let hash = fingerprint([script.as_bytes(), loader.as_bytes()]);
    let (client, parts) = (format!("client-{hash}.js"), format!("parts-{hash}.js"));
    let script = imports_from(script, split::LOADER, &parts);
    let loader = imports_from(&loader, split::MAIN, &client);
    files.put(client.clone(), script.into_bytes());
    files.put(parts, loader.into_bytes());
    client
}

/// Gives the file that a script imports its final name. Where the script says the name otherwise, it is the WebAssembly's
/// own, which stays.
fn imports_from(script: &str, path: &str, name: &str) -> String {
    script.replace(&format!(" from \"{path}\""), &format!(" from \"./{name}\""))
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
    fn a_template_is_filled_whole_or_not_at_all() {
        let names = [("a.js", "a-1.js".to_owned())];
        assert_eq!(fill("<{{a.js}}>", &names).unwrap(), "<a-1.js>");
        assert!(fill("<{{b.js}}>", &names).is_err());
    }

    #[test]
    fn scripts_that_import_each_other_are_named_together() {
        let bound = Bound {
            script: String::new(),
            wasm: Vec::new(),
            snippets: Vec::new(),
            loader: format!(
                "import {{ initSync }} from \"{}\"; \"./a.wasm\"",
                split::MAIN
            ),
            parts: vec![("./a.wasm".to_owned(), b"a".to_vec())],
        };
        let script = format!(
            "import * as p from \"{0}\"; of({{ \"{0}\": p }})",
            split::LOADER
        );
        let mut files = Files::default();
        let client = add_scripts(&mut files, &script, &bound);
        let text = |starts: &str| {
            let mut found = files
                .first
                .iter()
                .filter(|(name, _)| name.starts_with(starts));
            let (name, contents) = found.next().unwrap();
            (name.clone(), String::from_utf8(contents.clone()).unwrap())
        };
        let ((_, script), (parts, loader)) = (text("client-"), text("parts-"));
        let part = &files.later[0].0;
        assert_eq!(
            script,
            format!(
                "import * as p from \"./{parts}\"; of({{ \"{}\": p }})",
                split::LOADER
            )
        );
        assert_eq!(
            loader,
            format!("import {{ initSync }} from \"./{client}\"; \"./{part}\"")
        );
    }
}
