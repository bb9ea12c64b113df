#![allow(clippy::unwrap_used, reason = "a test")]
//! Each trick that RFC 8725 warns of, and each claim that could be missing or another's.

use super::*;
use crate::SystemEntropy;
use jsonwebtoken::EncodingKey;
use serde_json::{Value, json};

fn now() -> DateTime<Utc> {
    "2026-03-04T10:00:00Z".parse().unwrap()
}
fn ring() -> KeyRing {
    KeyRing::new(&SystemEntropy, now()).unwrap()
}
fn bearer() -> Bearer {
    Bearer {
        client: ApiClientId(Uuid::from_u128(1)),
        secret: ApiSecretId(Uuid::from_u128(2)),
        scopes: vec![ApiScope::Report, ApiScope::ReadSummaries],
    }
}
fn signed(keys: &KeyRing) -> String {
    sign(keys, &bearer(), Uuid::from_u128(3), now()).unwrap()
}
fn claims() -> Value {
    json!({
        "iss": ISSUER, "aud": AUDIENCE, "sub": bearer().client, "client_id": bearer().client,
        "secret_id": bearer().secret, "scope": "incidents.report", "iat": now().timestamp(),
        "nbf": now().timestamp(), "exp": (now() + LIFETIME).timestamp(), "jti": Uuid::from_u128(3),
    })
}
fn part(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}
/// A token with this head and these claims, signed with the ring's key whatever the head says.
fn with(keys: &KeyRing, head: &Value, claims: &Value) -> String {
    let said = format!("{}.{}", part(head), part(claims));
    let key = keys.signing().unwrap().1;
    let signature = jsonwebtoken::crypto::sign(said.as_bytes(), key, Algorithm::EdDSA).unwrap();
    format!("{said}.{signature}")
}
fn head(keys: &KeyRing) -> Value {
    json!({ "alg": "EdDSA", "typ": TYPE, "kid": keys.signing().unwrap().0 })
}
fn is_good(keys: &KeyRing, token: &str) -> bool {
    read(keys, token, now()).is_ok()
}

#[test]
fn a_token_names_its_client_its_secret_and_its_scopes() {
    let keys = ring();
    assert_eq!(read(&keys, &signed(&keys), now()).unwrap(), bearer());
    assert!(is_good(&keys, &with(&keys, &head(&keys), &claims())));
}

#[test]
fn it_is_good_for_ten_minutes_and_the_leeway_on_both_sides() {
    let keys = ring();
    let token = signed(&keys);
    let at = |moment| read(&keys, &token, moment).is_ok();
    let second = Duration::seconds(1);
    let end = now() + LIFETIME + LEEWAY;
    assert!(at(end - second) && !at(end));
    let begin = now() - LEEWAY;
    assert!(at(begin) && !at(begin - second));
}

#[test]
fn no_other_algorithm_is_taken_not_even_none() {
    let keys = ring();
    for alg in [
        "none", "None", "HS256", "HS512", "ES256", "RS256", "eddsa", "",
    ] {
        let mut head = head(&keys);
        head["alg"] = json!(alg);
        let token = with(&keys, &head, &claims());
        assert!(!is_good(&keys, &token), "{alg}");
        let unsigned = token.rsplit_once('.').unwrap().0;
        assert!(!is_good(&keys, &format!("{unsigned}.")), "{alg}");
    }
}

#[test]
fn our_public_key_is_no_shared_secret() {
    let keys = ring();
    let text = keys.to_text().unwrap();
    let kept: Value = serde_json::from_str(&text).unwrap();
    let mut header = Header::new(Algorithm::HS256);
    header.typ = Some(TYPE.to_owned());
    header.kid = kept["keys"][0]["kid"].as_str().map(str::to_owned);
    for secret in [text.as_bytes(), keys.signing().unwrap().1.as_bytes()] {
        let token =
            jsonwebtoken::encode(&header, &claims(), &EncodingKey::from_secret(secret)).unwrap();
        assert!(!is_good(&keys, &token));
    }
}

#[test]
fn a_head_says_nothing_that_we_do_not_write() {
    let keys = ring();
    let jwk = json!({ "kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" });
    for (name, value) in [
        ("jwk", jwk),
        ("jku", json!("https://keys.example.org/jwks.json")),
        ("x5u", json!("https://keys.example.org/cert.pem")),
        ("x5c", json!(["MIIB"])),
        ("crit", json!(["exp"])),
        ("crit", json!([])),
        ("b64", json!(false)),
        ("cty", json!("JWT")),
        ("zip", json!("DEF")),
        ("other", json!(1)),
    ] {
        let mut head = head(&keys);
        head[name] = value;
        assert!(!is_good(&keys, &with(&keys, &head, &claims())), "{name}");
    }
}

#[test]
fn only_a_name_of_our_own_keys_will_do() {
    let keys = ring();
    for kid in [
        "",
        "other",
        "../../dev/null",
        "/etc/hostname",
        "' OR 1=1 --",
        "\u{0}",
    ] {
        let mut head = head(&keys);
        head["kid"] = json!(kid);
        assert!(!is_good(&keys, &with(&keys, &head, &claims())), "{kid}");
    }
    for wrong in [json!(null), json!(1), json!([])] {
        let mut head = head(&keys);
        head["kid"] = wrong;
        assert!(!is_good(&keys, &with(&keys, &head, &claims())));
    }
    let mut nameless = head(&keys);
    nameless.as_object_mut().unwrap().remove("kid");
    assert!(!is_good(&keys, &with(&keys, &nameless, &claims())));
}

#[test]
fn a_token_of_another_type_is_refused() {
    let keys = ring();
    for typ in ["JWT", "session+jwt", "AT+JWT", "application/at+jwt", ""] {
        let mut head = head(&keys);
        head["typ"] = json!(typ);
        assert!(!is_good(&keys, &with(&keys, &head, &claims())), "{typ}");
    }
}

#[test]
fn a_token_of_another_key_or_a_changed_one_is_refused() {
    let (keys, other) = (ring(), ring());
    assert!(!is_good(&keys, &signed(&other)));
    let forged = with(&other, &head(&keys), &claims());
    assert!(!is_good(&keys, &forged), "our name, their key");
    let token = signed(&keys);
    let mut more = claims();
    more["scope"] = json!("incidents.report incidents.read_summaries");
    let parts: Vec<_> = token.split('.').collect();
    let changed = format!("{}.{}.{}", parts[0], part(&more), parts[2]);
    assert!(!is_good(&keys, &changed));
}

#[test]
fn every_claim_must_be_there_and_ours() {
    let keys = ring();
    let good = |claims: &Value| is_good(&keys, &with(&keys, &head(&keys), claims));
    for claim in [
        "iss",
        "aud",
        "sub",
        "client_id",
        "secret_id",
        "scope",
        "iat",
        "nbf",
        "exp",
        "jti",
    ] {
        let mut less = claims();
        less.as_object_mut().unwrap().remove(claim);
        assert!(!good(&less), "without {claim}");
    }
    let seconds = |by: Duration| json!((now() + by).timestamp());
    for (claim, value) in [
        ("iss", json!("another")),
        ("aud", json!("another")),
        ("aud", json!([AUDIENCE])),
        ("sub", json!(Uuid::from_u128(9))),
        ("client_id", json!("nobody")),
        ("exp", seconds(-LEEWAY)),
        ("exp", json!("never")),
        ("exp", seconds(LIFETIME + Duration::seconds(1))),
        ("exp", json!(i64::MAX)),
        ("nbf", seconds(LEEWAY + Duration::seconds(1))),
        ("iat", seconds(LEEWAY + Duration::seconds(1))),
        ("iat", json!(i64::MIN)),
        ("jti", json!("")),
        ("admin", json!(true)),
    ] {
        let mut other = claims();
        other[claim] = value.clone();
        assert!(!good(&other), "{claim} {value}");
    }
}

#[test]
fn a_scope_that_we_do_not_have_gives_nothing() {
    let keys = ring();
    let mut other = claims();
    other["scope"] = json!("admin incidents.write  incidents.report");
    let read = read(&keys, &with(&keys, &head(&keys), &other), now()).unwrap();
    assert_eq!(read.scopes, [ApiScope::Report]);
}

#[test]
fn nonsense_is_refused() {
    let keys = ring();
    let long = format!("{}.{}", part(&head(&keys)), "x".repeat(LONGEST));
    for token in ["", ".", "..", "a.b.c", "é", &long] {
        assert!(!is_good(&keys, token));
    }
}
