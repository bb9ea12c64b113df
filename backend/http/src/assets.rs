//! The client's files, read once when the server starts: a few, small, and the same until the next start.

use actix_web::http::header::{self, ContentEncoding, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::io;
use std::path::Path;

/// The page that every address of the client shows.
const PAGE: &str = "index.html";
const FOR_EVER: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "no-cache";
const UNBUILT: &str = "The client is not built. Run `cargo xtask start`, or `cargo xtask build` and then \
     `safeguarding serve --assets target/client`. The API is at /api/docs/.\n";

/// A file in each form it can travel in.
struct Asset {
    media_type: &'static str,
    cache: &'static str,
    etag: String,
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

/// The client's files by name.
#[derive(Default)]
pub(crate) struct Assets(HashMap<String, Asset>);

impl Assets {
    /// Reads the files of a folder that a browser has a use for; without a folder there is nothing to hand out.
    pub(crate) fn read(folder: Option<&Path>) -> io::Result<Self> {
        let Some(folder) = folder else {
            return Ok(Self::default());
        };
        let mut assets = HashMap::new();
        for entry in std::fs::read_dir(folder).map_err(|error| named(folder, &error))? {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str());
            if let Some(name) = name
                && let Some(media_type) = media_type(name)
                && path.is_file()
            {
                let asset =
                    Asset::read(&path, name, media_type).map_err(|error| named(&path, &error))?;
                assets.insert(name.to_owned(), asset);
            }
        }
        Ok(Self(assets))
    }

    /// Answers a request outside the API: the file, the page of the client, or nothing.
    pub(crate) fn answer(&self, request: &HttpRequest) -> Option<HttpResponse> {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return None;
        }
        let path = request.path().trim_start_matches('/');
        let file = self.0.get(path).filter(|_| path != PAGE);
        if let Some(asset) = file {
            return Some(asset.answer(request));
        }
        let is_file = path
            .rsplit('/')
            .next()
            .is_some_and(|name| name.contains('.'));
        if is_file {
            return None;
        }
        Some(match self.0.get(PAGE) {
            Some(page) => page.answer(request),
            None => HttpResponse::Ok()
                .content_type("text/plain; charset=utf-8")
                .body(UNBUILT),
        })
    }
}

impl Asset {
    fn read(path: &Path, name: &str, media_type: &'static str) -> io::Result<Self> {
        let plain = std::fs::read(path)?;
        let twin =
            |ending: &str| match std::fs::read(path.with_file_name(format!("{name}.{ending}"))) {
                Ok(bytes) => Ok(Some(Bytes::from(bytes))),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                Err(error) => Err(error),
            };
        Ok(Self {
            media_type,
            cache: if is_hashed(name) { FOR_EVER } else { ASK_AGAIN },
            etag: etag(&plain),
            brotli: twin("br")?,
            gzip: twin("gz")?,
            plain: plain.into(),
        })
    }

    fn answer(&self, request: &HttpRequest) -> HttpResponse {
        let headers = [
            (header::CACHE_CONTROL, HeaderValue::from_static(self.cache)),
            (header::VARY, HeaderValue::from_static("Accept-Encoding")),
        ];
        let (encoding, bytes) = self.form(request);
        // Each form has a tag of its own.
        let etag = format!("\"{}-{}\"", self.etag, encoding.as_str());
        let known = has(request, &header::IF_NONE_MATCH, |tag| {
            tag.trim_start_matches("W/") == etag
        });
        let mut response = HttpResponse::build(if known {
            StatusCode::NOT_MODIFIED
        } else {
            StatusCode::OK
        });
        for pair in headers {
            response.insert_header(pair);
        }
        response.insert_header((header::ETAG, etag));
        if known {
            return response.finish();
        }
        response.content_type(self.media_type);
        if encoding != ContentEncoding::Identity {
            response.insert_header((header::CONTENT_ENCODING, encoding.as_str()));
        }
        response.body(bytes)
    }

    fn form(&self, request: &HttpRequest) -> (ContentEncoding, Bytes) {
        let takes = |name: &str| {
            has(request, &header::ACCEPT_ENCODING, |offer| {
                accepts(offer, name)
            })
        };
        match (&self.brotli, &self.gzip) {
            (Some(bytes), _) if takes("br") => (ContentEncoding::Brotli, bytes.clone()),
            (_, Some(bytes)) if takes("gzip") => (ContentEncoding::Gzip, bytes.clone()),
            _ => (ContentEncoding::Identity, self.plain.clone()),
        }
    }
}

/// Whether one of a header's comma-separated values passes.
fn has(request: &HttpRequest, name: &header::HeaderName, passes: impl Fn(&str) -> bool) -> bool {
    let mut lines = request
        .headers()
        .get_all(name)
        .filter_map(|line| line.to_str().ok());
    lines.any(|line| line.split(',').any(|value| passes(value.trim())))
}

/// Whether `br;q=0.5` takes `br`: anything but a weight of nought.
fn accepts(offer: &str, name: &str) -> bool {
    let mut parts = offer.split(';').map(str::trim);
    let named = parts
        .next()
        .is_some_and(|coding| coding.eq_ignore_ascii_case(name));
    let refused = parts.any(|part| {
        let weight = part
            .strip_prefix("q=")
            .and_then(|weight| weight.parse::<f32>().ok());
        weight.is_some_and(|weight| weight <= 0.0)
    });
    named && !refused
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// A name that changes with the contents ends in `-` and the contents' hash: `client-0123456789abcdef.wasm`.
fn is_hashed(path: &str) -> bool {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let hash = stem.rsplit_once('-').map_or("", |(_, hash)| hash);
    hash.len() >= 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn etag(contents: &[u8]) -> String {
    let hash = Sha256::digest(contents);
    crate::support::hex(hash.get(..8).unwrap_or_default())
}

/// What a file is; nothing where it is not one for browsers.
fn media_type(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    Some(match ending {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "json" => "application/json",
        "txt" => "text/plain; charset=utf-8",
        "woff2" => "font/woff2",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::body::to_bytes;
    use actix_web::test::TestRequest;

    const SCRIPT: &str = "client-0123456789abcdef.js";

    fn built() -> Assets {
        let folder = tempfile::tempdir().unwrap();
        for (name, contents) in [
            ("index.html", "page"),
            (SCRIPT, "script"),
            ("client-0123456789abcdef.js.br", "brotli"),
            ("client-0123456789abcdef.js.gz", "gzip"),
            ("icon.svg", "icon"),
        ] {
            std::fs::write(folder.path().join(name), contents).unwrap();
        }
        std::fs::write(folder.path().join("libclient.rlib"), "not for browsers").unwrap();
        std::fs::create_dir(folder.path().join("deps")).unwrap();
        std::fs::write(folder.path().join("deps/a.js"), "not ours").unwrap();
        Assets::read(Some(folder.path())).unwrap()
    }

    fn ask(path: &str, header: Option<(&'static str, &str)>) -> Option<HttpResponse> {
        let request = TestRequest::get().uri(path);
        let request = match header {
            Some(pair) => request.insert_header(pair),
            None => request,
        };
        built().answer(&request.to_http_request())
    }

    fn header_of(response: &HttpResponse, name: header::HeaderName) -> &str {
        response
            .headers()
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    async fn text(response: HttpResponse) -> String {
        String::from_utf8(to_bytes(response.into_body()).await.unwrap().to_vec()).unwrap()
    }

    #[actix_web::test]
    async fn a_hashed_file_is_kept_for_ever_and_sent_in_the_best_form() {
        let path = format!("/{SCRIPT}");
        let response = ask(&path, Some(("accept-encoding", "gzip, deflate, br, zstd"))).unwrap();
        assert_eq!(header_of(&response, header::CACHE_CONTROL), FOR_EVER);
        assert_eq!(header_of(&response, header::CONTENT_ENCODING), "br");
        assert_eq!(
            header_of(&response, header::CONTENT_TYPE),
            "text/javascript; charset=utf-8"
        );
        assert_eq!(header_of(&response, header::VARY), "Accept-Encoding");
        assert_eq!(text(response).await, "brotli");

        let response = ask(&path, Some(("accept-encoding", "br;q=0, gzip;q=0.5"))).unwrap();
        assert_eq!(text(response).await, "gzip");
        let response = ask(&path, None).unwrap();
        assert_eq!(header_of(&response, header::CONTENT_ENCODING), "");
        assert_eq!(text(response).await, "script");
    }

    #[actix_web::test]
    async fn every_address_of_the_client_shows_its_page() {
        for path in ["/", "/incidents", "/incidents/0190/history", "/sign-in/"] {
            let response = ask(path, None).unwrap();
            assert_eq!(
                header_of(&response, header::CACHE_CONTROL),
                ASK_AGAIN,
                "{path}"
            );
            assert_eq!(text(response).await, "page", "{path}");
        }
    }

    #[actix_web::test]
    async fn the_page_is_not_sent_twice() {
        let first = ask("/", None).unwrap();
        let etag = header_of(&first, header::ETAG).to_owned();
        let again = ask("/", Some(("if-none-match", &etag))).unwrap();
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(text(again).await, "");
    }

    #[test]
    fn a_file_that_is_not_there_is_not_the_page() {
        for path in ["/old-0123456789abcdef.js", "/../Cargo.toml", "/favicon.ico"] {
            assert!(ask(path, None).is_none(), "{path}");
        }
    }

    #[test]
    fn only_files_for_browsers_are_handed_out() {
        let mut names: Vec<_> = built().0.into_keys().collect();
        names.sort();
        assert_eq!(names, [SCRIPT, "icon.svg", "index.html"]);
    }

    #[actix_web::test]
    async fn without_a_client_a_line_says_how_to_build_it() {
        let request = TestRequest::get().uri("/").to_http_request();
        let response = Assets::default().answer(&request).unwrap();
        assert!(text(response).await.contains("cargo xtask"));
    }

    #[test]
    fn only_reading_is_answered() {
        let request = TestRequest::post().uri("/incidents").to_http_request();
        assert!(built().answer(&request).is_none());
    }

    #[test]
    fn hashed_names_are_told_apart() {
        assert!(is_hashed(SCRIPT));
        for plain in [
            "index.html",
            "icon.svg",
            "a-b.css",
            "client-0123456789abcdeg.js",
        ] {
            assert!(!is_hashed(plain), "{plain}");
        }
    }
}
