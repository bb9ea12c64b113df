//! The documented REST API: actix-web and utoipa, one file per resource.
//!
//! A handler reads the request strictly, calls one use case, and answers. Who may do what is not decided here: there is
//! no branch on a role in this room, and no SQL.
#![forbid(unsafe_code)]

mod accounts;
mod app;
mod areas;
mod assets;
mod audit;
mod break_glass;
mod cases;
mod chasing;
mod codelists;
mod confirmations;
mod deputies;
mod docs;
mod failure;
mod fallback;
mod grants;
mod health;
mod incidents;
mod installation;
mod integrations;
mod local_authorities;
mod middleware;
mod openapi;
mod own_sign_in;
mod reviews;
mod session;
mod settings;
mod staff;
mod state;
mod support;
mod teams;
#[cfg(test)]
mod tests;

pub use app::{app, configure, serve};
pub use failure::{Failure, PROBLEM_JSON};
pub use openapi::openapi;
pub use state::{AppState, HttpConfig};
