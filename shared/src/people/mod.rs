//! The organisation: areas, teams, local authorities, staff, lines, grants, deputies.

pub mod api;
pub mod codes;
pub mod model;
pub mod organisation;

pub use codes::*;
pub use model::*;
