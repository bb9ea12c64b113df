//! Chasing: the calendar feed.

mod calendar;
