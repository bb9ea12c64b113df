//! API clients and their secrets.

mod clients;
mod secrets;

pub use clients::{client, client_names, clients, insert_client, update_client};
pub use secrets::{
    client_of_secret, confirm_secret, insert_secret, revoke_secret, secret_hashes, secrets_of,
    touch_secret,
};
