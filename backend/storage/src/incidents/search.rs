//! Finding incidents by words: one index in each database, kept in step by [`index`].

use std::collections::{HashMap, HashSet};
use std::marker::PhantomData;

use chrono::{Datelike, NaiveDate};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use shared::ids::CaseId;
use shared::incidents::Incident;
use shared::incidents::api::IncidentSort;
use shared::page::COUNTED;

use super::condition::{Condition, Statement};
use super::list::{self, COLUMNS, Columns, Place, Row, Rows, Wanted};
use super::scope::{Reach, Readable, are_few, classes};
use crate::dialect::words::{self, Column, Holds, POSITION};
use crate::dialect::{Fork, on_each, one_of};
use crate::schema::{cases, incident_search_rows};
use crate::{Conn, StorageError};

/// The longest token that is told apart from another.
const LONGEST_TOKEN: usize = 60;
/// The most tokens of one incident that are kept: more than any narrative with its additions has.
const MOST_TOKENS: usize = 50_000;
/// The most words one search may have.
pub const MOST_WORDS: usize = 10;

/// The words of a search, each a run of tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    runs: Vec<Vec<String>>,
    /// The whole as it begins a reference.
    reference: String,
}

impl Words {
    /// The words in a text; none where there is not a letter or figure in it, or where there are too many.
    pub fn read(text: &str) -> Option<Self> {
        let runs: Vec<Vec<_>> = text
            .split_whitespace()
            .map(|word| tokens(word).collect::<Vec<_>>())
            .filter(|run| !run.is_empty())
            .collect();
        let few = (1..=MOST_WORDS).contains(&runs.len());
        let reference = text.trim().to_uppercase();
        few.then_some(Self { runs, reference })
    }

    fn may_be_a_reference(&self) -> bool {
        const BEGINNING: &str = "SI-";
        BEGINNING.starts_with(&self.reference) || self.reference.starts_with(BEGINNING)
    }
}

/// The letters and figures of a text, run by run, in small letters without accents: the same for what is kept and what
/// is looked for, on both databases.
fn tokens(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|token| !token.is_empty())
        .map(|token| {
            let folded = token.chars().flat_map(char::to_lowercase).flat_map(plain);
            folded.take(LONGEST_TOKEN).collect()
        })
}

/// A letter without its accent, for the letters of European names.
fn plain(c: char) -> impl Iterator<Item = char> {
    let plain = match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ǐ' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ǒ' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ǔ' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        // A combining accent: the letter before it stays.
        '\u{300}'..='\u{36f}' => return None.into_iter().chain("".chars()),
        other => return Some(other).into_iter().chain("".chars()),
    };
    None.into_iter().chain(plain.chars())
}

/// The order of the search: by the day of notification, then by the reference, which counts up within its year.
fn position(notified_on: NaiveDate, reference: &str) -> Option<i64> {
    let mut parts = reference.split('-').skip(1);
    let year: i64 = parts.next()?.parse().ok()?;
    let number: i64 = parts.next()?.parse().ok()?;
    let fits = (1900..2156).contains(&year) && (0..1 << 32).contains(&number);
    fits.then(|| day(notified_on) | ((year - 1900) << 32) | number)
}

/// The part of a position that says the day.
fn day(date: NaiveDate) -> i64 {
    i64::from(date.num_days_from_ce()) << 40
}

/// Enters the incident's words, or enters them anew. Call it in the transaction that saves the incident, after its
/// row is there: when it is new, and whenever the day of notification, a child, a case or an addendum changes.
pub fn index(conn: &mut Conn, incident: &Incident) -> Result<(), StorageError> {
    use incident_search_rows as r;
    let entered: Option<i64> = r::table
        .filter(r::incident_id.eq(incident.id))
        .select(r::position)
        .first(conn)
        .optional()?;
    if let Some(entered) = entered {
        words::remove(conn, entered)?;
        diesel::delete(r::table.find(entered)).execute(conn)?;
    }
    index_new(conn, &[incident])
}

/// Enters the words of incidents that are not in the index, whose rows are there.
pub(super) fn index_new(conn: &mut Conn, incidents: &[&Incident]) -> Result<(), StorageError> {
    use incident_search_rows as r;
    let ids: HashSet<_> = incidents.iter().flat_map(|one| &one.cases).collect();
    let references: HashMap<CaseId, String> = cases::table
        .filter(one_of(cases::id, ids))
        .select((cases::id, cases::reference))
        .load(conn)?
        .into_iter()
        .collect();
    let entries = incidents
        .iter()
        .map(|incident| entry(incident, &references))
        .collect::<Result<Vec<_>, _>>()?;
    let rows: Vec<_> = entries
        .iter()
        .zip(incidents)
        .map(|(entry, incident)| {
            (
                r::position.eq(entry.position),
                r::incident_id.eq(incident.id),
            )
        })
        .collect();
    on_each!(&mut *conn, c => diesel::insert_into(r::table).values(rows.as_slice()).execute(c))?;
    words::enter(conn, &entries)
}

fn entry(
    incident: &Incident,
    references: &HashMap<CaseId, String>,
) -> Result<words::Entry, StorageError> {
    let position = position(incident.notification.notified_on, &incident.reference)
        .ok_or_else(|| StorageError::other(format!("no reference: {}", incident.reference)))?;
    let children = incident.children.iter().map(|child| &child.facts);
    let names = children.flat_map(|facts| [Some(&facts.name), facts.case_reference.as_ref()]);
    let mut cases: Vec<_> = incident.cases.iter().collect();
    cases.sort_unstable_by_key(|id| references.get(id));
    let known_cases = cases.into_iter().filter_map(|id| references.get(id));
    let intake = std::iter::once(&incident.reference)
        .chain(names.flatten())
        .chain(known_cases);
    let added = incident.addenda.iter().map(|addendum| &addendum.text);
    let narrative = std::iter::once(&incident.circumstances).chain(added);
    Ok(words::Entry {
        position,
        intake: all_tokens(intake),
        narrative: all_tokens(narrative),
    })
}

fn all_tokens<'a>(texts: impl Iterator<Item = &'a String>) -> Vec<String> {
    texts
        .flat_map(|text| tokens(text))
        .take(MOST_TOKENS)
        .collect()
}

/// One page of the incidents that hold the words where the person may read them.
pub(super) fn list(
    conn: &mut Conn,
    wanted: &Wanted,
    words: &Words,
    from: Option<Place>,
    limit: usize,
) -> Result<Rows, StorageError> {
    let by_due = wanted.sort() == IncidentSort::DueSoonest;
    let from_position = match from {
        Some(place) if !by_due => Some(position_of(conn, place)?),
        _ => None,
    };
    let mut rows: Vec<(i64, Row)> = Vec::new();
    let order = Some(wanted.sort());
    for search in searches(conn, wanted, words, order)? {
        let statement = page(wanted, search, from, from_position, limit);
        rows.extend(statement.load::<(i64, Row)>(conn)?);
    }
    if by_due {
        rows.sort_by_key(|(_, row)| (row.9, row.0));
    } else {
        rows.sort_by_key(|(position, _)| *position);
    }
    if list::reversed(wanted.sort(), from) {
        rows.reverse();
    }
    let rows = rows.into_iter().map(|(_, row)| row).collect();
    list::finish(conn, &wanted.scope, rows, from, limit)
}

/// One query of a page: it begins where the page does and reads no further than its end.
pub(crate) fn page(
    wanted: &Wanted,
    search: Search,
    from: Option<Place>,
    from_position: Option<i64>,
    limit: usize,
) -> Statement<(BigInt, Columns)> {
    let by_due = wanted.sort() == IncidentSort::DueSoonest;
    let down = list::reversed(wanted.sort(), from);
    let (way, than) = if down { (" DESC", " < ") } else { ("", " > ") };
    let mut condition = search.condition;
    if let Some(place) = from.filter(|_| by_due) {
        let key = Condition::new(format!("(incidents.next_due, incidents.id){than}("))
            .date(place.date)
            .sql(", ")
            .text(place.id)
            .sql(")");
        condition = condition.and(key);
    }
    if let Some(position) = from_position {
        let key = Condition::default().fork(search.position);
        condition = condition.and(key.sql(than).number(position));
    }
    Statement {
        columns: format!("incident_search_rows.position, {COLUMNS}"),
        from: search.from,
        condition,
        order: if by_due {
            Condition::new(format!("incidents.next_due{way}, incidents.id{way}"))
        } else {
            Condition::default().fork(search.position).sql(way)
        },
        limit: Some(list::fetched(limit)),
        rows: PhantomData,
    }
}

/// The queries that count the incidents which hold the words where the person may read them.
pub(super) fn counts(
    conn: &mut Conn,
    wanted: &Wanted,
    words: &Words,
) -> Result<Vec<Statement<BigInt>>, StorageError> {
    let searches = searches(conn, wanted, words, None)?.into_iter();
    let counts = searches.map(|one| Statement::count(one.from, one.condition, COUNTED));
    Ok(counts.collect())
}

/// A place as the search counts places, even if its row has since changed its day.
fn position_of(conn: &mut Conn, place: Place) -> Result<i64, StorageError> {
    use incident_search_rows as r;
    let now: i64 = r::table
        .filter(r::incident_id.eq(place.id))
        .select(r::position)
        .first(conn)?;
    Ok(now & (day_after_zero() - 1) | day(place.date))
}

/// The least position of the first day there is: all below it says which incident of a day.
const fn day_after_zero() -> i64 {
    1 << 40
}

/// One query of a search: the rows that are read alike, matched in what may be read of them.
pub(crate) struct Search {
    from: Condition,
    condition: Condition,
    position: Fork,
}

/// What leads to the rows of a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Leader {
    /// The words, in the order of the search.
    Words,
    /// The filter, which few incidents meet.
    Filter,
    /// The order of the list: each row's words are looked at, and with common words the page is soon full.
    Order,
}

/// What leaves the fewest rows to be looked at, for a search in which nothing the person has a part in does.
fn leader(
    conn: &mut Conn,
    wanted: &Wanted,
    order: Option<IncidentSort>,
    holds: Condition,
) -> Result<Leader, StorageError> {
    if are_few(conn, "incident_search", holds)? {
        return Ok(Leader::Words);
    }
    let filter = list::filtered(wanted, None, false);
    if !filter.is_empty() && are_few(conn, "incidents", filter)? {
        return Ok(Leader::Filter);
    }
    Ok(match order {
        Some(IncidentSort::DueSoonest) => Leader::Order,
        _ => Leader::Words,
    })
}

/// The queries of a search, for a page in this order or for a count. Each is led by what leaves the fewest rows.
pub(crate) fn searches(
    conn: &mut Conn,
    wanted: &Wanted,
    words: &Words,
    order: Option<IncidentSort>,
) -> Result<Vec<Search>, StorageError> {
    let reach = Reach::of(conn, &wanted.scope)?;
    let in_detail = wanted.in_detail();
    let mut searches = Vec::new();
    for class in classes(&wanted.scope, reach) {
        let column = match class.readable {
            Readable::Everything => Column::Everything,
            Readable::Intake => Column::Intake,
            Readable::Reference => {
                if !in_detail && words.may_be_a_reference() {
                    let rows = class.rows.and(list::filtered(wanted, None, true));
                    searches.push(by_reference(&words.reference, rows));
                }
                continue;
            }
        };
        let holds = || Condition::holds(Holds::new(column, &words.runs));
        let leader = if class.few {
            None
        } else {
            Some(leader(conn, wanted, order, holds())?)
        };
        let filter = match leader {
            Some(Leader::Order) => list::filtered(wanted, order, false),
            Some(Leader::Filter) => list::filtered(wanted, None, false),
            Some(Leader::Words) | None => list::filtered(wanted, None, true),
        };
        let rows = class.rows.and(filter);
        searches.push(Search {
            from: tables(leader != Some(Leader::Words)),
            condition: holds().and(joined()).and(rows),
            position: POSITION,
        });
    }
    Ok(searches)
}

/// The words lead to the rows, in their order; `rows_first`: the rows to their words.
fn tables(rows_first: bool) -> Condition {
    const ROW: &str = " CROSS JOIN incident_search_rows";
    let tables = if rows_first {
        ["incidents", ROW, " CROSS JOIN incident_search"]
    } else {
        ["incident_search", ROW, " CROSS JOIN incidents"]
    };
    Condition::new(tables.concat())
}

fn joined() -> Condition {
    Condition::new("incident_search_rows.position = ")
        .fork(POSITION)
        .sql(" AND incidents.id = incident_search_rows.incident_id")
}

/// Of a summary only the reference may be read: it begins with the words.
fn by_reference(words: &str, rows: Condition) -> Search {
    let condition = Condition::new(
        "incident_search_rows.incident_id = incidents.id AND incidents.reference >= ",
    )
    .text(words)
    .sql(" AND incidents.reference < ")
    .text(format!("{words}\u{10FFFF}"));
    Search {
        from: Condition::new("incidents CROSS JOIN incident_search_rows"),
        condition: condition.and(rows),
        position: Fork {
            sqlite: "incident_search_rows.position",
            postgres: "incident_search_rows.position",
        },
    }
}
