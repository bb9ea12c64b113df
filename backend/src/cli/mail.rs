//! The flags of the mail server.

use clap::Args;

#[derive(Args)]
#[allow(clippy::struct_field_names, reason = "each is the name of its flag")]
pub(super) struct MailFlags {
    /// The mail server; without one there are notices in the service only
    #[arg(long, value_name = "NAME")]
    smtp_host: Option<String>,
    /// Its port [default: 587, 465 or 25, by the security]
    #[arg(long, value_name = "PORT")]
    smtp_port: Option<String>,
    /// How the connection is made secure: starttls, tls, none or none-anywhere [default: starttls]
    #[arg(long, value_name = "HOW")]
    smtp_security: Option<String>,
    /// The user name at the mail server
    #[arg(long, value_name = "NAME")]
    smtp_user: Option<String>,
    /// The file of the password at the mail server
    #[arg(long, value_name = "FILE")]
    smtp_password_file: Option<String>,
    /// The sender: `Safeguarding Reviews <reviews@example.org>`
    #[arg(long, value_name = "ADDRESS")]
    smtp_from: Option<String>,
    /// Seconds that one e-mail may take, 1 to 120 [default: 30]
    #[arg(long, value_name = "SECONDS")]
    smtp_timeout: Option<String>,
}

impl MailFlags {
    /// Each flag by the name of its setting.
    pub(super) fn settings(&self) -> [(&'static str, &Option<String>); 7] {
        [
            ("smtp-host", &self.smtp_host),
            ("smtp-port", &self.smtp_port),
            ("smtp-security", &self.smtp_security),
            ("smtp-user", &self.smtp_user),
            ("smtp-password-file", &self.smtp_password_file),
            ("smtp-from", &self.smtp_from),
            ("smtp-timeout", &self.smtp_timeout),
        ]
    }
}
