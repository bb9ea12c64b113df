//! The chronology: rows, gaps, the child not seen, and what comes from a spreadsheet.

use super::people::day;
use crate::reviews::chronology::{
    ChildSeen, Contact, Gap, MAX_ROWS, TypedRow, gaps, import, read_date, silent, unseen,
};
use chrono::NaiveDate;

fn today() -> NaiveDate {
    day("2008-11-10")
}

pub fn row(date: &str, child_seen: &str) -> TypedRow {
    TypedRow {
        date: date.to_owned(),
        precision: String::new(),
        source: "Case file".to_owned(),
        contact: "home_visit".to_owned(),
        child_seen: child_seen.to_owned(),
        happened: "A visit".to_owned(),
        decision: String::new(),
        omission: String::new(),
    }
}

#[test]
fn dates_are_read_as_people_type_them() {
    let march = Some(day("2008-03-12"));
    for typed in [
        "12/3/2008",
        " 12/03/2008 ",
        "2008-03-12",
        "12.3.2008",
        "12-3-2008",
        "12 3 2008",
    ] {
        assert_eq!(read_date(typed), march, "{typed}");
    }
    for wrong in [
        "",
        "12/3/08",
        "31/2/2008",
        "3/2008",
        "12/3/2008/1",
        "12/March/2008",
        "1é/3/2008",
        "+1/3/2008",
    ] {
        assert_eq!(read_date(wrong), None, "{wrong}");
    }
}

#[test]
fn a_row_says_what_was_typed_or_every_fault() {
    let mut typed = row("12/3/2008", "Seen alone");
    typed.contact = "Home visit".to_owned();
    typed.precision = "Estimated".to_owned();
    let entry = typed.read("", today()).unwrap();
    assert_eq!((entry.on, entry.exact), (day("2008-03-12"), false));
    assert_eq!(
        (entry.contact, entry.child_seen),
        (Contact::HomeVisit, ChildSeen::Alone)
    );
    let pointers = |row: TypedRow| -> Vec<String> {
        let faults = row.read("/rows/4", today()).err().unwrap_or_default();
        faults.into_iter().map(|fault| fault.pointer).collect()
    };
    let all = ["date", "contact", "child_seen", "source", "happened"];
    let all = all.map(|field| format!("/rows/4/{field}"));
    assert_eq!(pointers(TypedRow::default()), all);
    assert_eq!(
        pointers(row("11/11/2008", "alone")),
        ["/rows/4/date"],
        "tomorrow"
    );
    assert_eq!(pointers(row("31/12/1899", "alone")), ["/rows/4/date"]);
    assert_eq!(
        pointers(row("10/11/2008", "perhaps")),
        ["/rows/4/child_seen"]
    );
    let mut unknown = row("10/11/2008", "alone");
    unknown.precision = "unknown".to_owned();
    assert_eq!(
        pointers(unknown),
        ["/rows/4/precision"],
        "a row stands on a day"
    );
    assert!(TypedRow::default().is_empty() && !row("", "").is_empty());
}

fn gap(from: &str, to: &str, days: i64) -> Gap {
    Gap {
        from: day(from),
        to: day(to),
        days,
    }
}

#[test]
fn stretches_without_anything_are_found_at_both_ends_and_between() {
    let (first, last) = (day("2008-03-01"), day("2008-03-31"));
    let of = |days: &[&str], at_least| gaps(days.iter().copied().map(day), first, last, at_least);
    assert_eq!(of(&[], 1), [gap("2008-03-01", "2008-03-31", 31)]);
    assert_eq!(
        of(&["2008-03-20", "2008-03-10", "2008-03-10", "2008-02-10"], 1),
        [
            gap("2008-03-01", "2008-03-09", 9),
            gap("2008-03-11", "2008-03-19", 9),
            gap("2008-03-21", "2008-03-31", 11),
        ]
    );
    assert_eq!(
        of(&["2008-03-20", "2008-03-10"], 10),
        [gap("2008-03-21", "2008-03-31", 11)]
    );
    assert_eq!(of(&["2008-03-01", "2008-03-31"], 30), []);
    let whole = [gap("2008-03-02", "2008-03-30", 29)];
    assert_eq!(of(&["2008-03-01", "2008-03-31"], 29), whole);
    assert_eq!(
        of(&["2008-03-02"], 0).len(),
        2,
        "one day is a stretch, none is not"
    );
    assert_eq!(of(&["2008-03-01"], 0).len(), 1);
    assert_eq!(
        of(&["2008-03-01", "2008-03-02"], 1).len(),
        1,
        "neighbours leave nothing between"
    );
}

#[test]
fn a_visit_at_which_the_child_was_not_seen_ends_the_silence_only() {
    let rows = [
        row("1/3/2008", "alone"),
        row("16/3/2008", "not_seen"),
        row("31/3/2008", "with_others"),
    ];
    let entries: Vec<_> = rows
        .iter()
        .map(|row| row.read("", today()).unwrap())
        .collect();
    let (first, last) = (day("2008-03-01"), day("2008-03-31"));
    assert_eq!(silent(&entries, first, last, 15), []);
    assert_eq!(
        unseen(&entries, first, last, 15),
        [gap("2008-03-02", "2008-03-30", 29)]
    );
}

const HEAD: &str = "Date,Source,Contact,Child_Seen,Happened,Omission\n";

fn faults(csv: &str) -> Vec<(String, String)> {
    let faults = import::read(csv, 0, today()).err().unwrap_or_default();
    faults
        .into_iter()
        .map(|fault| (fault.pointer, fault.detail))
        .collect()
}

#[test]
fn a_good_file_is_taken_whole() {
    let csv = format!(
        "\u{feff}{HEAD}12/3/2008,Case file,Home visit,Seen alone,\"A visit, \"\"unannounced\"\"\nin the evening\",\r\n\
         ,,,,,\r\n2008-03-14,Duty log,telephone,not_called_for,A call,No call back"
    );
    let rows = import::read(&csv, 0, today()).unwrap();
    assert_eq!(rows.len(), 2, "an empty line is no row");
    assert_eq!(rows[0].happened, "A visit, \"unannounced\"\nin the evening");
    assert_eq!(rows[1].omission, "No call back");
    assert_eq!(rows[1].decision, "", "a column that is not there");
}

#[test]
fn every_bad_row_is_reported_and_none_is_taken() {
    let csv = format!(
        "{HEAD}31/2/2008,Case file,home_visit,alone,A visit,\n\
         12/3/2008,Case file,home_visit,alone,\"Two\nlines\",\n\
         13/3/2008,Case file,home_visit,alone\n\
         14/3/2008,,home_visit,perhaps,A visit,\n"
    );
    let found = faults(&csv);
    let pointers: Vec<_> = found.iter().map(|(pointer, _)| pointer.as_str()).collect();
    assert_eq!(
        pointers,
        [
            "/rows/0/date",
            "/rows/2",
            "/rows/3/child_seen",
            "/rows/3/source"
        ]
    );
    assert!(found[0].1.starts_with("Line 2: "), "{}", found[0].1);
    assert!(
        found[1].1.starts_with("Line 5: "),
        "a quoted field may hold lines: {}",
        found[1].1
    );
    assert!(import::read(&csv, 0, today()).is_err());
}

#[test]
fn a_file_that_is_no_chronology_says_why() {
    for (csv, word) in [
        ("", "nothing in the file"),
        (HEAD, "no row below"),
        ("date,source,contact,child seen,what\n1", "‘what’"),
        (
            "date,source,contact,child seen,what\n1",
            "‘happened’ is missing",
        ),
        (
            "date,date,source,contact,child seen,happened\n1",
            "two columns",
        ),
        ("date,\"source", "no end"),
    ] {
        let found = faults(csv);
        assert!(
            found
                .iter()
                .any(|(at, detail)| at == "/csv" && detail.contains(word)),
            "{csv}: {found:?}"
        );
    }
    let one = format!("{HEAD}12/3/2008,Case file,home_visit,alone,A visit,\n");
    assert!(import::read(&one, MAX_ROWS - 1, today()).is_ok());
    assert!(
        import::read(&one, MAX_ROWS, today()).is_err(),
        "the chronology is full"
    );
}
