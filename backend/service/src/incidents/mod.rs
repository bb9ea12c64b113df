//! Use cases of incidents.
