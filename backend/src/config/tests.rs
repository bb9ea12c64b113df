//! Settings from every source.

use super::*;
use ::mail::Security;

fn sources(flags: &[(&str, &str)], environment: &[(&str, &str)]) -> Sources {
    let pairs = |pairs: &[(&str, &str)]| {
        pairs
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect()
    };
    Sources::new(pairs(flags), pairs(environment), Path::new("/nowhere"))
}

#[test]
fn without_a_word_it_listens_on_this_machine_only() {
    let config = Config::read(&sources(&[], &[])).unwrap();
    assert_eq!(
        (
            config.host.to_string().as_str(),
            config.port,
            config.workers
        ),
        ("127.0.0.1", 8080, 2)
    );
    assert_eq!(
        config.database,
        Database::Sqlite(PathBuf::from("./data/safeguarding.sqlite3"))
    );
    assert_eq!(config.secret_file, PathBuf::from("./data/secret.key"));
}

#[test]
fn a_flag_is_stronger_than_the_environment() {
    let both = sources(
        &[("port", "1")],
        &[("SAFEGUARDING_PORT", "2"), ("SAFEGUARDING_WORKERS", "3")],
    );
    let config = Config::read(&both).unwrap();
    assert_eq!((config.port, config.workers), (1, 3));
}

#[test]
fn a_wrong_setting_is_named_with_its_origin_and_not_repeated() {
    for (variable, value) in [
        ("SAFEGUARDING_PORT", "s3cret"),
        ("SAFEGUARDING_HOST", "s3cret"),
        ("SAFEGUARDING_DATABASE_URL", "mysql://s3cret"),
        ("SAFEGUARDING_ORIGIN", "s3cret.example.org"),
        ("SAFEGUARDING_ORIGIN", "https://example.org/s3cret"),
        ("SAFEGUARDING_LOG_FORMAT", "s3cret"),
        ("SAFEGUARDING_TRUSTED_PROXIES", "10.0.0.1,s3cret"),
        ("SAFEGUARDING_SESSION_IDLE", "s3cret"),
        ("SAFEGUARDING_DATABASE_URL_FILE", "/nowhere/s3cret"),
    ] {
        let error = Config::read(&sources(&[], &[(variable, value)])).unwrap_err();
        assert!(error.contains(variable), "{error}");
        assert!(!error.contains("s3cret"), "{error}");
    }
}

#[test]
fn proxies_are_addresses_and_networks() {
    let config = |text: &str| {
        let said = sources(&[], &[("SAFEGUARDING_TRUSTED_PROXIES", text)]);
        Config::read(&said).map(|config| config.trusted_proxies.len())
    };
    assert_eq!(config(""), Ok(0));
    assert_eq!(config("10.0.0.1, 10.1.0.0/16,2001:db8::/32"), Ok(3));
    assert!(config("10.0.0.1/40").is_err());
}

#[test]
fn sessions_can_be_shorter_than_designed_and_not_longer() {
    let idle = |text: &str| {
        let said = sources(&[], &[("SAFEGUARDING_SESSION_IDLE", text)]);
        Config::read(&said).is_ok()
    };
    assert!(idle("60") && idle("900"));
    assert!(!idle("59") && !idle("901"));
}

#[test]
fn the_address_of_the_database_can_stand_in_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("url");
    std::fs::write(&file, "postgres://anna:s3cret@db.example.org/reviews\n").unwrap();
    let said = sources(
        &[],
        &[("SAFEGUARDING_DATABASE_URL_FILE", file.to_str().unwrap())],
    );
    let url = "postgres://anna:s3cret@db.example.org/reviews".to_owned();
    assert_eq!(
        Config::read(&said).unwrap().database,
        Database::Postgres(url)
    );
    assert!(!listing(&said).contains("s3cret"));
}

#[test]
fn the_listing_hides_secrets_and_says_where_each_setting_came_from() {
    let text = listing(&sources(
        &[("port", "9000")],
        &[(
            "SAFEGUARDING_DATABASE_URL",
            "postgres://anna:s3cret@db.example.org/reviews?password=s3cret",
        )],
    ));
    assert!(!text.contains("s3cret") && !text.contains("anna"), "{text}");
    assert!(
        text.contains("postgres://(hidden)@db.example.org/reviews  SAFEGUARDING_DATABASE_URL"),
        "{text}"
    );
    assert!(
        text.lines()
            .any(|line| line.starts_with("port") && line.ends_with("--port")),
        "{text}"
    );
    assert!(
        text.lines()
            .any(|line| line.starts_with("host") && line.ends_with("default")),
        "{text}"
    );
}

/// A mail server, with what is said besides.
fn mail(more: &[(&str, &str)]) -> Result<Option<MailConfig>, String> {
    let mut said = vec![
        ("smtp-host", "mail.example.org"),
        ("smtp-from", "reviews@example.org"),
        ("origin", "https://reviews.example.org/"),
    ];
    said.retain(|(name, _)| more.iter().all(|(other, _)| name != other));
    said.extend(more);
    Config::read(&sources(&said, &[])).map(|config| config.mail)
}

#[test]
fn e_mails_are_sent_where_a_mail_server_is_named() {
    let config = Config::read(&sources(&[], &[])).unwrap();
    assert!(config.mail.is_none());
    let config = mail(&[]).unwrap().unwrap();
    assert_eq!(
        (config.smtp.port, config.smtp.security),
        (587, Security::StartTls)
    );
    assert_eq!(config.address, "https://reviews.example.org");
    let config = mail(&[("smtp-security", "tls"), ("smtp-port", "2465")]);
    assert_eq!(config.unwrap().unwrap().smtp.port, 2465);
}

#[test]
fn a_mail_server_elsewhere_is_not_spoken_to_without_security() {
    let none = ("smtp-security", "none");
    assert!(mail(&[none]).unwrap_err().contains("smtp-security"));
    for here in ["localhost", "127.0.0.1", "::1"] {
        let config = mail(&[none, ("smtp-host", here)]).unwrap().unwrap();
        assert_eq!(config.smtp.security, Security::None, "{here}");
    }
    assert!(mail(&[("smtp-security", "none-anywhere")]).is_ok());
}

#[test]
fn what_sending_needs_is_asked_for() {
    for (name, value) in [
        ("origin", ""),
        ("smtp-from", ""),
        ("smtp-user", "reviews"),
        ("smtp-password-file", "/nowhere"),
        ("smtp-security", "s3cret"),
        ("smtp-port", "s3cret"),
        ("smtp-timeout", "0"),
    ] {
        let error = mail(&[(name, value)]).unwrap_err();
        assert!(error.contains(name) && !error.contains("s3cret"), "{error}");
    }
}
