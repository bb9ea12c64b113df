//! The cases.

mod allocations;
mod case;
mod cases;
mod new_case;

pub use case::CasePage;
pub use cases::CasesPage;
pub use new_case::NewCasePage;
