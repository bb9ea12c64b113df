//! The settings of the mail server.

use super::{Sources, check_origin, optional, parsed, required, within, wrong};
use ::mail::{Security, SmtpConfig};
use std::net::IpAddr;
use std::time::Duration;

/// The mail server, and where the link of an e-mail leads.
#[derive(Debug, Clone)]
pub struct MailConfig {
    /// The mail server. The password is still to be read from [`Self::password_file`].
    pub smtp: SmtpConfig,
    /// The file of the password, where there is a user name.
    pub password_file: Option<std::path::PathBuf>,
    /// The address people type.
    pub address: String,
}

/// What is said of the mail server; nothing where it has no name.
pub(super) fn read(sources: &Sources) -> Result<Option<MailConfig>, String> {
    let Some(host) = optional(sources, "smtp-host") else {
        return Ok(None);
    };
    let security = security(sources, &host)?;
    let port = match optional(sources, "smtp-port") {
        Some(_) => parsed(sources, "smtp-port", "a port number, 1 to 65535")?,
        None => usual_port(security),
    };
    // A link in an e-mail has to lead somewhere, and no request says where.
    let origin = optional(sources, "origin")
        .ok_or("the setting origin must be the address people type, where e-mails are sent")?;
    let user = optional(sources, "smtp-user");
    let password_file = optional(sources, "smtp-password-file").map(Into::into);
    if user.is_some() != password_file.is_some() {
        return Err("the settings smtp-user and smtp-password-file go together".to_owned());
    }
    let seconds = within(sources, "smtp-timeout", 1..=120)?;
    Ok(Some(MailConfig {
        smtp: SmtpConfig {
            host,
            port,
            security,
            sign_in: user.map(|user| (user, String::new())),
            from: required(sources, "smtp-from")?,
            timeout: Duration::from_secs(seconds.into()),
        },
        password_file,
        address: check_origin(sources, &origin)?,
    }))
}

/// Without security only to this machine, unless somebody says that it is meant.
fn security(sources: &Sources, host: &str) -> Result<Security, String> {
    let local = host == "localhost" || host.parse().is_ok_and(|host: IpAddr| host.is_loopback());
    match required(sources, "smtp-security")?.as_str() {
        "tls" => Ok(Security::Tls),
        "starttls" => Ok(Security::StartTls),
        "none" if local => Ok(Security::None),
        "none" => Err(
            "the setting smtp-security is `none`, and the mail server is not on this machine: use `tls` or `starttls`, or `none-anywhere` if nobody can listen in between"
                .to_owned(),
        ),
        "none-anywhere" => Ok(Security::None),
        _ => Err(wrong(
            sources,
            "smtp-security",
            "`tls`, `starttls`, `none` or `none-anywhere`",
        )),
    }
}

const fn usual_port(security: Security) -> u16 {
    match security {
        Security::Tls => 465,
        Security::StartTls => 587,
        Security::None => 25,
    }
}
