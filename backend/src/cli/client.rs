//! API clients on the command line, with the rights of an administrator.

#![allow(
    clippy::doc_markdown,
    reason = "these comments are the help that people read on the command line"
)]

use crate::Failure;
use crate::config::table;
use chrono::{DateTime, NaiveDate, Utc};
use clap::{Args, Subcommand};
use service::{Context, IdempotencyKey, Service};
use shared::ids::{ApiClientId, ApiSecretId};
use shared::integrations::ApiScope;
use shared::integrations::api::{
    ApiArea, ApiClientTerms, ApiClientView, ApiSecretMade, NewApiSecret,
};

/// Who gives the command, and which.
#[derive(Args)]
pub struct Client {
    /// The e-mail address of the administrator who does this; the audit log names them
    #[arg(long = "as", global = true, value_name = "EMAIL")]
    operator: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// List the API clients
    List,
    /// Show one, with its secrets but not what they say
    Show {
        /// Its client_id
        id: ApiClientId,
    },
    /// Make one, with its first secret, which is shown this once
    Make {
        #[command(flatten)]
        terms: Terms,
    },
    /// Change what one may do, from its next request on
    Change {
        /// Its client_id
        id: ApiClientId,
        #[command(flatten)]
        terms: Terms,
    },
    /// Confirm what another administrator asked for
    Confirm {
        /// Its client_id
        id: ApiClientId,
    },
    /// Make a new secret, which is shown this once; a client can have two
    Secret {
        /// Its client_id
        id: ApiClientId,
        /// Its last day [default: the client's]
        #[arg(long, value_name = "DATE")]
        expires: Option<NaiveDate>,
    },
    /// Take a secret back
    Revoke {
        /// The client_id
        id: ApiClientId,
        /// The secret's id, as `show` lists it
        secret: ApiSecretId,
    },
    /// End one for ever
    End {
        /// Its client_id
        id: ApiClientId,
    },
}

#[derive(Args)]
struct Terms {
    /// Its name
    #[arg(long)]
    name: String,
    /// Whom to call when something is wrong with it
    #[arg(long)]
    contact: String,
    /// What it may do: incidents.report, incidents.read_summaries, or both
    #[arg(long = "scope", required = true)]
    scopes: Vec<ApiScope>,
    /// Everywhere
    #[arg(long, conflicts_with = "areas", required_unless_present = "areas")]
    national: bool,
    /// In this area; once for each
    #[arg(long = "area", value_name = "NAME")]
    areas: Vec<String>,
    /// Its last day, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    expires: NaiveDate,
}

/// Does one of them.
pub async fn run(service: Service, client: Client) -> Result<(), Failure> {
    let operator = client
        .operator
        .ok_or("say who you are: --as and the e-mail address of an administrator")?;
    let ctx = service.command_line(&operator).await?;
    let desk = Desk { service, ctx };
    desk.run(client.command).await
}

struct Desk {
    service: Service,
    ctx: Context,
}

impl Desk {
    async fn run(&self, command: Command) -> Result<(), Failure> {
        let (service, ctx) = (&self.service, &self.ctx);
        match command {
            Command::List => return self.list().await,
            Command::Show { id } => show(&service.api_client(ctx, id).await?),
            Command::Make { terms } => {
                let terms = self.terms(terms).await?;
                say(service.make_api_client(ctx, self.key()?, terms).await?);
            }
            Command::Change { id, terms } => {
                let terms = self.terms(terms).await?;
                let version = self.version(id).await?;
                show(&service.change_api_client(ctx, id, version, terms).await?);
            }
            Command::Confirm { id } => {
                let version = self.version(id).await?;
                show(&service.confirm_api_client(ctx, id, version).await?);
            }
            Command::Secret { id, expires } => {
                let client = service.api_client(ctx, id).await?;
                let expires_on = expires.unwrap_or(client.expires_on);
                let new = NewApiSecret { expires_on };
                say(service.make_api_secret(ctx, self.key()?, id, new).await?);
            }
            Command::Revoke { id, secret } => {
                let version = self.version(id).await?;
                let client = service.revoke_api_secret(ctx, id, version, secret);
                show(&client.await?);
            }
            Command::End { id } => {
                let version = self.version(id).await?;
                show(&service.end_api_client(ctx, id, version).await?);
            }
        }
        Ok(())
    }

    async fn list(&self) -> Result<(), Failure> {
        let heads = ["CLIENT_ID", "NAME", "SCOPES", "AREAS", "EXPIRES", "STATUS"];
        let mut rows = vec![heads.map(str::to_owned)];
        for client in self.service.list_api_clients(&self.ctx).await? {
            rows.push([
                client.id.to_string(),
                client.name,
                scopes(&client.scopes),
                areas(client.national, &client.areas),
                client.expires_on.to_string(),
                client.status.label().to_owned(),
            ]);
        }
        print!("{}", table(&rows));
        Ok(())
    }

    async fn terms(&self, terms: Terms) -> Result<ApiClientTerms, Failure> {
        let known = self.service.list_areas(&self.ctx).await?;
        let area = |name: &String| {
            let found = known
                .iter()
                .find(|area| area.name.eq_ignore_ascii_case(name.trim()));
            found
                .map(|area| area.id)
                .ok_or_else(|| format!("there is no area called {name}"))
        };
        Ok(ApiClientTerms {
            areas: terms.areas.iter().map(area).collect::<Result<_, _>>()?,
            name: terms.name,
            contact: terms.contact,
            scopes: terms.scopes,
            national: terms.national,
            expires_on: terms.expires,
        })
    }

    async fn version(&self, id: ApiClientId) -> Result<i64, Failure> {
        Ok(self.service.api_client(&self.ctx, id).await?.version)
    }

    /// Every command is a new intention.
    fn key(&self) -> Result<IdempotencyKey, Failure> {
        Ok(self.service.entropy.secret().parse()?)
    }
}

fn say(made: ApiSecretMade) {
    show(&made.client);
    if let Some(secret) = made.secret {
        println!("\nSecret, shown this once: {secret}");
    }
}

fn show(client: &ApiClientView) {
    println!("{} ({})", client.name, client.status.label());
    println!("  client_id {}", client.id);
    println!("  contact   {}", client.contact);
    println!("  scopes    {}", scopes(&client.scopes));
    println!("  areas     {}", areas(client.national, &client.areas));
    println!("  last day  {}", client.expires_on);
    for secret in &client.secrets {
        println!(
            "  secret    {} ({}), last day {}, last used {}",
            secret.id,
            secret.status.label(),
            secret.expires_on,
            moment(secret.last_used_at)
        );
    }
}

fn moment(at: Option<DateTime<Utc>>) -> String {
    at.map_or_else(
        || "never".to_owned(),
        |at| at.format("%Y-%m-%d %H:%M UTC").to_string(),
    )
}

fn scopes(scopes: &[ApiScope]) -> String {
    let words: Vec<_> = scopes.iter().map(|scope| scope.as_str()).collect();
    words.join(", ")
}

fn areas(national: bool, areas: &[ApiArea]) -> String {
    if national {
        return "everywhere".to_owned();
    }
    let names: Vec<_> = areas.iter().map(|area| area.name.as_str()).collect();
    names.join(", ")
}
