//! The browser tests: Debian's Chromium, driven from `tests/browser`.

use std::path::Path;

use anyhow::{Context, Result};

use crate::{packages, process, python};

/// Runs the browser tests against a server they start themselves.
pub fn run(server: &Path, client: &Path, arguments: &[String]) -> Result<()> {
    let folder = process::root().join("tests/browser");
    if !process::found("chromium") {
        packages::debian(&["chromium"], "testing in a browser")?;
    }
    packages::npm(&folder, "testing in a browser")?;
    let mut playwright = std::process::Command::new(folder.join("node_modules/.bin/playwright"));
    playwright
        .arg("test")
        .args(arguments)
        .env("SAFEGUARDING_BIN", server)
        .env("SAFEGUARDING_ASSETS", client)
        .env(python::MAIL_SERVER, python::with_mail_server()?)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .current_dir(&folder);
    process::run(&mut playwright).with_context(|| {
        // What `tests/browser/support/failures.mjs` leaves; nothing if the tests did not get that far.
        process::read_text(&folder.join("results/failures.txt"))
            .unwrap_or_else(|_| "no test has ended".to_owned())
    })
}
