//! Short messages by SMTP (RFC 5321). It knows whom to write to and what; it knows no record.
//!
//! What a mail server says is read for its code alone: its words can repeat what it was sent, and are kept nowhere.
#![forbid(unsafe_code)]

use lettre::address::AddressError;
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use shared::chasing::SendFailure;
use std::error::Error;
use std::time::Duration;
use std::{io, iter};

/// How the connection to a mail server is made secure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// From the first byte (RFC 8314), usually on port 465.
    Tls,
    /// By `STARTTLS`, which the server must offer, usually on port 587.
    StartTls,
    /// Not at all.
    None,
}

/// Which mail server sends, and as whom.
#[derive(Debug, Clone)]
pub struct SmtpConfig {
    /// The server's name; its certificate is for this name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is made secure.
    pub security: Security,
    /// The user name and the password; none where the server asks for none.
    pub sign_in: Option<(String, String)>,
    /// The sender: `reviews@example.org`, or `Safeguarding Reviews <reviews@example.org>`.
    pub from: String,
    /// How long one e-mail may take in all.
    pub timeout: Duration,
}

/// What cannot be sent with.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The sender is no e-mail address.
    #[error("the sender is no e-mail address")]
    Sender(#[from] AddressError),
    /// The certificates of this machine, or the server's name, cannot be used.
    #[error("a secure connection cannot be prepared: {0}")]
    Security(#[from] lettre::transport::smtp::Error),
}

/// A message of plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// A word that no other message has; the same message sent again has the same, so that a mailbox can drop it.
    pub id: String,
    /// Whose e-mail address.
    pub to: String,
    /// The subject, one line.
    pub subject: String,
    /// The text.
    pub body: String,
}

/// A mail server that takes messages, each on a connection of its own: one that was given up in the middle of a message is
/// never used for the next.
#[derive(Debug, Clone)]
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    timeout: Duration,
}

impl Smtp {
    /// Prepares sending; connects to nothing yet.
    pub fn new(config: SmtpConfig) -> Result<Self, MailError> {
        let tls = match config.security {
            Security::Tls => Tls::Wrapper(TlsParameters::new(config.host.clone())?),
            Security::StartTls => Tls::Required(TlsParameters::new(config.host.clone())?),
            Security::None => Tls::None,
        };
        // `builder_dangerous` only means that the port and the security are said here.
        let mut builder =
            AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(config.host.as_str())
                .port(config.port)
                .tls(tls)
                .timeout(Some(config.timeout));
        if let Some((user, password)) = config.sign_in {
            builder = builder.credentials(Credentials::new(user, password));
        }
        Ok(Self {
            transport: builder.build(),
            from: config.from.parse()?,
            timeout: config.timeout,
        })
    }

    /// Hands a message to the mail server; it has taken it when this returns.
    pub async fn send(&self, mail: &Mail) -> Result<(), SendFailure> {
        let to: Address = mail.to.parse().map_err(|_| SendFailure::Address)?;
        let message = self.message(Mailbox::new(None, to), mail)?;
        // The transport limits each step; a server that takes its time over every one is limited here.
        let sending = tokio::time::timeout(self.timeout, self.transport.send(message));
        match sending.await {
            Err(_) => Err(SendFailure::TimedOut),
            Ok(Err(error)) => Err(failure(&error)),
            Ok(Ok(_)) => Ok(()),
        }
    }

    fn message(&self, to: Mailbox, mail: &Mail) -> Result<Message, SendFailure> {
        let id = format!("<{}@{}>", mail.id, self.from.email.domain());
        // RFC 3834: so that nobody's absence note answers it.
        let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
        Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(&mail.subject)
            .message_id(Some(id))
            .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()))
            .header(ContentType::TEXT_PLAIN)
            .body(mail.body.clone())
            .map_err(|_| SendFailure::Address)
    }
}

/// What kind of failure it is: by the reply's code (RFC 5321, RFC 4954 for signing in), else by where it failed.
fn failure(error: &lettre::transport::smtp::Error) -> SendFailure {
    if let Some(code) = error.status() {
        let code: u16 = code.into();
        return match code {
            530 | 534 | 535 | 538 => SendFailure::SignInRefused,
            500.. => SendFailure::Refused,
            _ => SendFailure::RefusedForNow,
        };
    }
    if error.is_timeout() {
        SendFailure::TimedOut
    } else if is_of_tls(error) {
        SendFailure::NotSecure
    } else if error.is_client() {
        not_offered(error)
    } else {
        SendFailure::Unreachable
    }
}

/// The handshake failed, or the other certificate is none to trust. `is_tls` of such an error is false: it is said to be of
/// the connection.
fn is_of_tls(error: &lettre::transport::smtp::Error) -> bool {
    let mut causes = iter::successors(error.source(), |&cause| cause.source());
    let of_tls = causes.find_map(|cause| {
        let inner = cause.downcast_ref::<io::Error>()?.get_ref()?;
        inner.downcast_ref::<rustls::Error>()
    });
    of_tls.is_some()
}

/// The mail server does not offer what it needs to, so that nothing was sent. Only lettre's own words say what.
fn not_offered(error: &lettre::transport::smtp::Error) -> SendFailure {
    let words = error.source().map(ToString::to_string);
    let says = |word| words.as_ref().is_some_and(|words| words.contains(word));
    if says("STARTTLS") {
        SendFailure::NotSecure
    } else if says("authentication mechanism") {
        SendFailure::SignInRefused
    } else {
        // It takes no address beyond ASCII.
        SendFailure::Address
    }
}
