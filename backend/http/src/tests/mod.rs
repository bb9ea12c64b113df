//! The whole application over a real database, without a network.

mod description;
mod network;
mod pages;
mod refusals;
mod session;
mod support;
