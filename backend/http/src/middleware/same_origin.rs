//! Whether a request comes from this service's own pages, as far as the browser tells.

use crate::state::HttpConfig;
use actix_web::http::Uri;
use actix_web::http::header::{self, HeaderMap, HeaderName};
use actix_web::http::uri::Authority;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whether nothing the browser says speaks of another origin. Programs that are no browsers say nothing.
pub(super) fn is_same_origin(headers: &HeaderMap, uri: &Uri, config: &HttpConfig) -> bool {
    let site = text(headers, &SEC_FETCH_SITE);
    let origin = text(headers, &header::ORIGIN);
    site.is_none_or(|site| site == "same-origin")
        && origin.is_none_or(|origin| is_ours(origin, headers, uri, config))
}

fn is_ours(origin: &str, headers: &HeaderMap, uri: &Uri, config: &HttpConfig) -> bool {
    if let Some(ours) = &config.origin {
        return origin.eq_ignore_ascii_case(ours.trim_end_matches('/'));
    }
    let host = origin.split_once("://").map(|(_, host)| host);
    host.zip(own_host(headers, uri))
        .is_some_and(|(host, own)| host.eq_ignore_ascii_case(own))
}

/// Whether cookies may travel over TLS only: always, but for plain HTTP to this very machine.
pub(super) fn is_secure(headers: &HeaderMap, uri: &Uri, config: &HttpConfig) -> bool {
    match &config.origin {
        Some(ours) => ours.starts_with("https://"),
        None => !own_host(headers, uri).is_some_and(is_loopback),
    }
}

/// The address under which people reach the service, `https://reviews.example.org`: as configured, else as the request
/// was sent. None where the request names no host.
pub(super) fn address(headers: &HeaderMap, uri: &Uri, config: &HttpConfig) -> Option<String> {
    if let Some(ours) = &config.origin {
        return Some(ours.trim_end_matches('/').to_owned());
    }
    let host: Authority = own_host(headers, uri)?.parse().ok()?;
    let secure = is_secure(headers, uri, config);
    let scheme = if secure { "https" } else { "http" };
    Some(format!("{scheme}://{host}"))
}

/// The host that the request was sent to; in HTTP/2 the address names it.
fn own_host<'r>(headers: &'r HeaderMap, uri: &'r Uri) -> Option<&'r str> {
    text(headers, &header::HOST).or_else(|| uri.authority().map(Authority::as_str))
}

fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(rest),
        None => host.split(':').next().unwrap_or(host),
    };
    name.eq_ignore_ascii_case("localhost")
        || name
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

/// A header's text; what is no text is a text that fits nothing.
fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name).map(|value| value.to_str().unwrap_or("?"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn says(pairs: &[(&'static str, &'static str)], origin: Option<&str>) -> (bool, bool) {
        let mut request = TestRequest::post().uri("/api/v1/areas");
        for pair in pairs {
            request = request.insert_header(*pair);
        }
        let request = request.to_http_request();
        let config = HttpConfig {
            origin: origin.map(str::to_owned),
            ..HttpConfig::default()
        };
        (
            is_same_origin(request.headers(), request.uri(), &config),
            is_secure(request.headers(), request.uri(), &config),
        )
    }

    #[test]
    fn programs_that_are_no_browsers_say_nothing() {
        assert!(says(&[("host", "127.0.0.1:8080")], None).0);
    }

    #[test]
    fn another_site_is_refused() {
        let host = ("host", "127.0.0.1:8080");
        for pair in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("sec-fetch-site", "none"),
            ("origin", "https://evil.example"),
            ("origin", "http://127.0.0.1:8081"),
            ("origin", "null"),
        ] {
            assert!(!says(&[host, pair], None).0, "{pair:?}");
        }
        assert!(
            says(
                &[
                    host,
                    ("sec-fetch-site", "same-origin"),
                    ("origin", "http://127.0.0.1:8080")
                ],
                None
            )
            .0
        );
    }

    #[test]
    fn behind_a_proxy_the_configured_address_counts() {
        let host = ("host", "127.0.0.1:8080");
        let ours = Some("https://reviews.example.org/");
        assert!(says(&[host, ("origin", "https://reviews.example.org")], ours).0);
        assert!(!says(&[host, ("origin", "http://127.0.0.1:8080")], ours).0);
    }

    #[test]
    fn its_own_address_is_the_configured_one_or_the_one_it_was_asked_at() {
        let asked = |host: &'static str, origin: Option<&str>| {
            let request = TestRequest::get()
                .insert_header(("host", host))
                .to_http_request();
            let config = HttpConfig {
                origin: origin.map(str::to_owned),
                ..HttpConfig::default()
            };
            address(request.headers(), request.uri(), &config)
        };
        let ours = Some("https://reviews.example.org".to_owned());
        assert_eq!(
            asked("10.0.0.1", Some("https://reviews.example.org/")),
            ours
        );
        assert_eq!(asked("reviews.example.org", None), ours);
        let here = Some("http://127.0.0.1:8080".to_owned());
        assert_eq!(asked("127.0.0.1:8080", None), here);
        assert_eq!(asked("not a host", None), None);
    }

    #[test]
    fn cookies_are_secure_but_on_this_machine() {
        for local in [
            "127.0.0.1:8080",
            "localhost",
            "localhost:8080",
            "[::1]:8080",
        ] {
            assert!(!says(&[("host", local)], None).1, "{local}");
        }
        for other in [
            "reviews.example.org",
            "10.0.0.1:8080",
            "localhost.evil.example",
        ] {
            assert!(says(&[("host", other)], None).1, "{other}");
        }
        assert!(says(&[], None).1);
        assert!(
            says(
                &[("host", "127.0.0.1:8080")],
                Some("https://reviews.example.org")
            )
            .1
        );
    }
}
