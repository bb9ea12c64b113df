//! Where a request comes from, and how: what the connection says, and what proxies that are trusted say of it.

use crate::state::HttpConfig;
use actix_web::dev::ServiceRequest;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use ipnet::IpNet;
use std::net::IpAddr;

const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// Where a request comes from, and whether it came over TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) address: Option<IpAddr>,
    /// As far as a trusted proxy says so.
    pub(super) tls: bool,
}

impl Source {
    pub(super) fn of(request: &ServiceRequest, config: &HttpConfig) -> Self {
        let peer = request.peer_addr().map(|peer| peer.ip().to_canonical());
        Self::told(peer, request.headers(), &config.trusted_proxies)
    }

    /// What anyone but a trusted proxy forwards is not looked at.
    fn told(peer: Option<IpAddr>, headers: &HeaderMap, trusted: &[IpNet]) -> Self {
        match peer {
            Some(proxy) if is_trusted(proxy, trusted) => Self {
                address: Some(forwarded_for(headers, trusted).unwrap_or(proxy)),
                tls: last(headers, &FORWARDED_PROTO).is_some_and(|proto| proto == "https"),
            },
            address => Self {
                address,
                tls: false,
            },
        }
    }
}

fn is_trusted(address: IpAddr, trusted: &[IpNet]) -> bool {
    trusted.iter().any(|network| network.contains(&address))
}

/// The nearest address that is no proxy of ours: every proxy adds to the end, and what stands before the first address
/// that is not ours may be invented. Nothing where it cannot be read.
fn forwarded_for(headers: &HeaderMap, trusted: &[IpNet]) -> Option<IpAddr> {
    let lines: Vec<&str> = headers
        .get_all(header::X_FORWARDED_FOR)
        .map(HeaderValue::to_str)
        .collect::<Result<_, _>>()
        .ok()?;
    let mut nearest = None;
    for text in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
        let address = text.trim().parse::<IpAddr>().ok()?.to_canonical();
        nearest = Some(address);
        if !is_trusted(address, trusted) {
            break;
        }
    }
    nearest
}

fn last<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let line = headers.get_all(name).last()?.to_str().ok()?;
    line.rsplit(',').next().map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    const PROXY: &str = "10.0.0.1";

    fn told(peer: &str, pairs: &[(&'static str, &'static str)]) -> (String, bool) {
        let mut request = TestRequest::get();
        for pair in pairs {
            request = request.append_header(*pair);
        }
        let trusted = ["10.0.0.0/24".parse().unwrap()];
        let request = request.to_http_request();
        let source = Source::told(peer.parse().ok(), request.headers(), &trusted);
        (source.address.unwrap().to_string(), source.tls)
    }

    #[test]
    fn a_trusted_proxy_says_where_a_request_comes_from() {
        let pairs = [
            ("x-forwarded-for", "192.0.2.7"),
            ("x-forwarded-proto", "https"),
        ];
        assert_eq!(told(PROXY, &pairs), ("192.0.2.7".to_owned(), true));
        assert_eq!(told(PROXY, &[]), (PROXY.to_owned(), false));
    }

    #[test]
    fn what_anyone_else_forwards_is_ignored() {
        let pairs = [
            ("x-forwarded-for", "192.0.2.7"),
            ("x-forwarded-proto", "https"),
        ];
        assert_eq!(
            told("198.51.100.4", &pairs),
            ("198.51.100.4".to_owned(), false)
        );
    }

    #[test]
    fn what_a_client_invents_stands_before_what_the_proxy_adds() {
        for invented in [
            &[("x-forwarded-for", "203.0.113.9, 192.0.2.7")][..],
            &[
                ("x-forwarded-for", "203.0.113.9"),
                ("x-forwarded-for", "192.0.2.7"),
            ][..],
            &[("x-forwarded-for", "203.0.113.9, 192.0.2.7, 10.0.0.2")][..],
        ] {
            assert_eq!(told(PROXY, invented).0, "192.0.2.7");
        }
    }

    #[test]
    fn what_cannot_be_read_is_the_proxys_own() {
        for nonsense in ["", "unknown", "192.0.2.7:80", "a, b", "192.0.2.7,"] {
            assert_eq!(
                told(PROXY, &[("x-forwarded-for", nonsense)]).0,
                PROXY,
                "{nonsense}"
            );
        }
    }
}
