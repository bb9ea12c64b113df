//! Reading incidents: every list says what the policy says of each incident, and walks an index to say it.

mod chasing;
mod external;
mod management;
mod plans;
mod saving;
mod scope;
mod search;
mod text;
mod work;
mod world;
