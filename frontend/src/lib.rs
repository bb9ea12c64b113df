//! The client of Safeguarding Reviews: Leptos, compiled to WebAssembly.
//!
//! `api` alone talks to the server; `pages` are the screens, built from `components`,
//! which know nothing of the domain. Nothing of a case is ever kept in the browser's
//! storage or put into an address.
#![forbid(unsafe_code)]
// A component owns its properties, used up or not.
#![allow(clippy::needless_pass_by_value)]
// Handles of signals are copied wherever they are used, as Leptos means them to be.
#![allow(clippy::large_types_passed_by_value)]

pub mod acting;
pub mod api;
pub mod app;
pub mod components;
pub mod dom;
pub mod failure;
pub mod format;
pub mod forms;
pub mod pages;
pub mod parts;
pub mod query;
pub mod remote;
pub mod routes;
pub mod saving;
pub mod session;
pub mod sheet;
pub mod typed;
mod watch;

/// Starts the client. The boot script calls it once the code is loaded.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen(start)]
pub fn start() {
    dom::stay_closed_after_leaving();
    dom::own_up_to_panics();
    leptos::mount::mount_to_body(app::App);
}
