//! Reviews. So far: who may write our management review of an incident (§11).

pub mod independence;
#[cfg(test)]
mod tests;
