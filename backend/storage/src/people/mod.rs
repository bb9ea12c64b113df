//! The organisation: areas, teams, local authorities, staff, their dated history and their grants.

mod actors;
mod changes;
mod grants;
mod graph;
mod lists;
mod names;
mod places;
mod search;

pub use actors::{actor, actors, areas_with_deputy, areas_with_director, director_of, is_active};
pub use changes::{
    bump_area, bump_staff, change_staff, end_authority_area, end_line, end_membership,
    hold_authority, insert_area, insert_line, insert_membership, insert_staff, insert_team,
    is_empty, put_authority,
};
pub use grants::{
    Deputy, Grant, deputies_held_by, deputies_of, deputy, end_deputy, end_grant, end_rights, grant,
    grants_of, insert_deputy, insert_grant, is_role_held,
};
pub use graph::{line_graph, lines_of, lines_on, memberships_of, memberships_on, organisation};
pub use lists::{
    Area, Authority, Team, areas, authorities, count_authorities, count_members, count_teams,
    managers, teams,
};
pub use names::{
    StaffFacts, active_staff, area_names, staff_by_email, staff_facts, staff_names, team_names,
};
pub use places::{
    AuthorityArea, AuthorityPlace, area_of_authority, authority_name, insert_authority_area,
    places_of_authority, places_on,
};
pub use search::{StaffPage, StaffPlace, staff_page};
