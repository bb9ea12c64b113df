//! The capacity to write management reviews: as figures, and as a file (domain §3, Board report).

use shared::ids::{AreaId, StaffId};
use shared::people::api::StaffRef;
use shared::policy::reviews::{CapacityScope, ManagementScope, authorise_capacity};
use shared::reviews::api::{AreaCapacity, CapacityView, ManagementReviewRow};
use shared::reviews::authors::RegisteredAuthor;
use shared::reviews::capacity::{Author, capacity, is_available};
use shared::reviews::independence::AuthorKind;
use std::collections::{HashMap, HashSet};
use storage::people::StaffFacts;
use storage::reviews::management::{self, Training, Writes};
use storage::{Conn, people};

use super::change::KIND;
use super::list::{area_ref, row};
use crate::audit::outcome;
use crate::incidents::csv_file;
use crate::settings::author_load;
use crate::{Context, Result, Service};

const HEADINGS: [&str; 9] = [
    "Area",
    "Available authors",
    "Writing nothing",
    "Open reviews they write",
    "Open reviews for each author",
    "Overloaded",
    "Open reviews of its incidents",
    "Suspended",
    "Waiting for an author",
];

impl Service {
    /// How many reviews are open for each available author, who is overloaded, and what is due.
    pub async fn review_capacity(&self, ctx: &Context) -> Result<CapacityView> {
        let found = self.figures(ctx).await?;
        self.note_list(ctx, "management_review.capacity", KIND)
            .await?;
        Ok(found)
    }

    /// The figures of the areas, and of all together, as comma-separated values. The audit entry is durable when this
    /// returns.
    pub async fn export_review_capacity(&self, ctx: &Context) -> Result<Vec<u8>> {
        let found = self.figures(ctx).await;
        let (action, outcome) = ("management_review.export_capacity", outcome(&found));
        self.note_read(ctx, action, KIND, None, outcome).await?;
        let found = found?;
        let areas = found.areas.into_iter().map(|area| {
            let name = area.area.as_ref().map_or("No area", |area| &area.name);
            cells(name.to_owned(), &area)
        });
        let all = cells("All".to_owned(), &found.all);
        csv_file(&HEADINGS, areas.chain([all]))
    }

    async fn figures(&self, ctx: &Context) -> Result<CapacityView> {
        let scope = authorise_capacity(ctx.actor())?;
        let ctx = ctx.clone();
        self.store
            .read(move |conn| figures(conn, &ctx, &scope))
            .await
    }
}

fn cells(name: String, area: &AreaCapacity) -> [String; 9] {
    [
        name,
        area.authors.to_string(),
        area.free.to_string(),
        area.writing.to_string(),
        area.per_author.clone().unwrap_or_default(),
        area.overloaded.to_string(),
        area.open.to_string(),
        area.suspended.to_string(),
        area.waiting.to_string(),
    ]
}

/// Always the same number of queries, however many people and reviews there are.
fn figures(conn: &mut Conn, ctx: &Context, scope: &CapacityScope) -> Result<CapacityView> {
    let (today, names) = (ctx.today(), people::area_names(conn)?);
    let mut areas: Vec<_> = names
        .keys()
        .filter(|area| scope.holds(Some(**area)))
        .map(|area| area_ref(&names, *area))
        .collect();
    areas.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    let authors = authors(conn, ctx, scope, &names)?;
    let reviews = reviews(conn, ctx, scope, &names)?;
    let load = author_load(conn, today)?;
    Ok(capacity(today, load, areas, authors, reviews))
}

/// Who is available or writes, in the areas of the scope.
fn authors(
    conn: &mut Conn,
    ctx: &Context,
    scope: &CapacityScope,
    names: &HashMap<AreaId, String>,
) -> Result<Vec<Author>> {
    let today = ctx.today();
    let writes = management::writes(conn)?;
    let busy: Vec<StaffId> = writes.keys().copied().collect();
    let people = management::possible_authors(conn, &busy)?;
    let ids: Vec<StaffId> = people.iter().map(|person| person.id).collect();
    let training = management::training(conn)?;
    let managers = people::managers(conn, today)?.into_iter();
    let managers: HashSet<StaffId> = managers.map(|(_, manager, _)| manager).collect();
    let teams = people::teams(conn)?.into_iter();
    let teams: HashMap<_, _> = teams.map(|team| (team.id, team.area)).collect();
    let places = people::memberships_on(conn, &ids, today)?;
    // Of several teams, the newest membership counts: it comes first, and the first is kept.
    let mut area_of: HashMap<StaffId, AreaId> = HashMap::new();
    for place in places {
        if let Some(area) = teams.get(&place.team) {
            area_of.entry(place.staff).or_insert(*area);
        }
    }
    let all = people.into_iter().map(|person| {
        let writes = writes.get(&person.id).copied().unwrap_or_default();
        let training = training.get(&person.id).copied().unwrap_or_default();
        let manager = managers.contains(&person.id);
        let area = area_of.get(&person.id).copied();
        let known = registered(&person, training, manager, writes);
        (
            area,
            Author {
                available: is_available(&known, today),
                staff: StaffRef {
                    id: person.id,
                    name: person.name,
                },
                area: area.map(|area| area_ref(names, area)),
                open: writes.open,
                suspended: writes.suspended,
            },
        )
    });
    let here = all.filter(|(area, author)| {
        let counts = author.available || author.open > 0 || author.suspended > 0;
        counts && scope.holds(*area)
    });
    Ok(here.map(|(_, author)| author).collect())
}

fn registered(
    person: &StaffFacts,
    training: Training,
    manager: bool,
    writes: Writes,
) -> RegisteredAuthor {
    RegisteredAuthor {
        staff: person.id,
        name: person.name.clone(),
        active: person.active,
        kind: AuthorKind {
            manager,
            specialist: person.specialist,
            employment: person.employment,
        },
        e_learning_on: training.e_learning_on,
        course_on: training.course_on,
        writing: writes.open,
    }
}

/// The unfinished reviews of incidents in the areas of the scope, as far as the reader may see them.
fn reviews(
    conn: &mut Conn,
    ctx: &Context,
    scope: &CapacityScope,
    areas: &HashMap<AreaId, String>,
) -> Result<Vec<ManagementReviewRow>> {
    let (today, nobody) = (ctx.today(), HashMap::new());
    let seen = ManagementScope::of(ctx.actor());
    let listed = management::unfinished(conn, &seen)?.into_iter();
    let here = listed.filter(|listed| scope.holds(listed.area));
    Ok(here
        .map(|listed| row(listed, today, &nobody, areas))
        .collect())
}
