//! The organisation: areas, teams, local authorities, staff, lines, grants, deputies.

pub mod api;
pub mod codes;

pub use codes::*;
