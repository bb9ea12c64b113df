//! The writing room of a management review: its text, saved as one types, and its versions.

mod chronology;
mod glance;
mod manuscript;
mod saving;
