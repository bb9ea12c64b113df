//! Known dates, and laws over dates drawn from 1990 to 2060.
#![allow(clippy::expect_used, reason = "a test may stop loudly")]

use super::*;
use proptest::prelude::*;

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

#[test]
fn every_line_of_the_bank_holidays_is_read_and_in_order() {
    assert_eq!(HOLIDAYS.len(), HOLIDAY_LINES.lines().count() - 1);
    assert!(HOLIDAYS.is_sorted_by(|a, b| a < b));
}

#[test]
fn bank_holidays_are_weekdays_and_no_year_is_thin() {
    assert!(
        HOLIDAYS
            .iter()
            .all(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun))
    );
    for year in 2005..=2030 {
        let count = HOLIDAYS.iter().filter(|day| day.year() == year).count();
        assert!((8..=10).contains(&count), "{year} has {count}");
    }
}

#[test]
fn known_days_off() {
    for day in [
        "2008-03-21", // Good Friday
        "2008-03-24", // Easter Monday
        "2011-04-29", // royal wedding
        "2012-06-05", // Diamond Jubilee
        "2020-05-08", // the early May holiday, moved to VE Day
        "2022-06-02", // the spring holiday, moved for the Platinum Jubilee
        "2022-06-03", // Platinum Jubilee
        "2022-09-19", // State Funeral
        "2023-05-08", // Coronation
        "2026-12-25", // Christmas Day
        "2026-12-28", // for Boxing Day, a Saturday
        "2027-12-27", // for Christmas Day, a Saturday
        "2027-12-28", // for Boxing Day, a Sunday
        "2026-11-21", // a Saturday
        "2026-11-22", // a Sunday
    ] {
        assert!(!is_working_day(date(day)), "{day}");
    }
}

#[test]
fn known_working_days() {
    for day in [
        "2008-03-20", // Maundy Thursday
        "2008-03-25", // Tuesday after Easter
        "2020-05-04", // the moved early May holiday's usual day
        "2022-05-30", // the moved spring holiday's usual day
        "2026-06-15", // a bank holiday in Scotland only
        "2026-11-23", // an ordinary Monday
        "2026-11-30", // St Andrew's Day, in Scotland only
        "2026-12-24",
        "2026-12-29",
    ] {
        assert!(is_working_day(date(day)), "{day}");
    }
}

#[test]
fn outside_the_known_years_weekdays_count() {
    assert!(
        is_working_day(date("2004-12-27")),
        "a bank holiday that the list does not reach"
    );
    assert!(is_working_day(date("2031-12-25")), "a Thursday");
    assert!(!is_working_day(date("2031-12-27")), "a Saturday");
}

#[test]
fn working_days_pass_over_easter_and_christmas() {
    assert_eq!(next_working_day(date("2008-03-20")), date("2008-03-25"));
    assert_eq!(next_working_day(date("2026-12-24")), date("2026-12-29"));
    assert_eq!(add_working_days(date("2008-03-19"), 2), date("2008-03-25"));
    assert_eq!(add_working_days(date("2026-12-24"), 3), date("2026-12-31"));
    assert_eq!(add_working_days(date("2022-06-01"), 1), date("2022-06-06"));
    assert_eq!(add_working_days(date("2023-05-05"), 1), date("2023-05-09"));
    assert_eq!(
        subtract_working_days(date("2008-03-25"), 1),
        date("2008-03-20")
    );
    assert_eq!(
        subtract_working_days(date("2026-12-31"), 5),
        date("2026-12-22")
    );
}

#[test]
fn a_clock_started_on_a_weekend_counts_monday_first() {
    assert_eq!(add_working_days(date("2026-11-21"), 1), date("2026-11-23"));
    assert_eq!(add_working_days(date("2026-11-22"), 1), date("2026-11-23"));
    assert_eq!(add_working_days(date("2026-11-20"), 1), date("2026-11-23"));
}

#[test]
fn forty_working_days_over_christmas() {
    // A management review commissioned on Monday 10 November 2008: 14 working
    // days are left in November, December has 21, January's fifth is the 8th.
    assert_eq!(add_working_days(date("2008-11-10"), 40), date("2009-01-08"));
    assert_eq!(
        working_days_between(date("2008-11-10"), date("2009-01-08")),
        40
    );
}

#[test]
fn between_counts_the_end_and_not_the_start() {
    assert_eq!(
        working_days_between(date("2026-11-23"), date("2026-11-23")),
        0
    );
    assert_eq!(
        working_days_between(date("2026-11-23"), date("2026-11-24")),
        1
    );
    assert_eq!(
        working_days_between(date("2026-11-20"), date("2026-11-22")),
        0
    );
    assert_eq!(
        working_days_between(date("2026-11-24"), date("2026-11-23")),
        -1
    );
    assert_eq!(
        working_days_between(date("2008-03-25"), date("2008-03-20")),
        -1
    );
}

#[test]
fn months_end_on_the_corresponding_date_or_the_last_day() {
    // One month to decide on a serious case review.
    assert_eq!(
        Length::Months(1).deadline(date("2008-09-12")),
        date("2008-10-12")
    );
    assert_eq!(
        Length::Months(1).deadline(date("2008-01-31")),
        date("2008-02-29")
    );
    assert_eq!(
        Length::Months(1).deadline(date("2009-01-30")),
        date("2009-02-28")
    );
    // Four months, later six, to complete one.
    assert_eq!(
        Length::Months(4).deadline(date("2008-10-31")),
        date("2009-02-28")
    );
    assert_eq!(
        Length::Months(6).deadline(date("2010-08-31")),
        date("2011-02-28")
    );
    // Thirty-six months between courses.
    assert_eq!(
        Length::Months(36).deadline(date("2008-02-29")),
        date("2011-02-28")
    );
    // A clamped date is not sticky: the last day of February is an ordinary 28th.
    assert_eq!(add_months(date("2009-02-28"), 1), date("2009-03-28"));
    assert_eq!(add_months(date("2008-09-12"), 0), date("2008-09-12"));
}

#[test]
fn calendar_days_count_every_day() {
    assert_eq!(
        Length::CalendarDays(30).deadline(date("2026-12-01")),
        date("2026-12-31")
    );
    assert_eq!(
        Length::CalendarDays(30).deadline(date("2026-11-06")),
        date("2026-12-06"),
        "a Sunday stays"
    );
}

#[test]
fn the_end_of_time_is_no_panic() {
    assert_eq!(next_working_day(NaiveDate::MAX), NaiveDate::MAX);
    assert_eq!(subtract_working_days(NaiveDate::MIN, 3), NaiveDate::MIN);
    assert_eq!(add_months(NaiveDate::MAX, u32::MAX), NaiveDate::MAX);
    assert_eq!(
        Length::CalendarDays(1).deadline(NaiveDate::MAX),
        NaiveDate::MAX
    );
    assert_eq!(working_days_between(NaiveDate::MAX, NaiveDate::MAX), 0);
}

#[test]
fn overdue_begins_the_next_midnight() {
    let due = date("2026-11-23");
    assert!(!is_overdue(due, date("2026-11-22")));
    assert!(!is_overdue(due, due));
    assert!(is_overdue(due, date("2026-11-24")));
}

#[test]
fn lengths_read_as_people_say_them() {
    assert_eq!(Length::WorkingDays(1).to_string(), "1 working day");
    assert_eq!(Length::WorkingDays(3).to_string(), "3 working days");
    assert_eq!(Length::CalendarDays(30).to_string(), "30 calendar days");
    assert_eq!(Length::Months(1).to_string(), "1 month");
    assert_eq!(Length::Months(36).to_string(), "36 months");
}

#[test]
fn length_codes() {
    assert_eq!("3wd".parse(), Ok(Length::WorkingDays(3)));
    assert_eq!("30d".parse(), Ok(Length::CalendarDays(30)));
    assert_eq!("6m".parse(), Ok(Length::Months(6)));
    for wrong in [
        "", "3", "wd", "03wd", "+3wd", "-3wd", "3 wd", "3WD", "3w", "3wdd", "65536d", "1.5m",
        "٣wd", " 3wd",
    ] {
        assert_eq!(wrong.parse::<Length>(), Err(InvalidLength), "{wrong:?}");
    }
}

#[test]
fn lengths_travel_as_their_code() {
    let sent = serde_json::to_string(&Length::WorkingDays(3)).expect("JSON");
    assert_eq!(sent, "\"3wd\"");
    assert_eq!(
        serde_json::from_str::<Length>(&sent).expect("a length"),
        Length::WorkingDays(3)
    );
    assert!(serde_json::from_str::<Length>("\"three\"").is_err());
    assert!(serde_json::from_str::<Length>("3").is_err());
}

prop_compose! {
    /// A date from 1990 to 2060: before, within and after the known bank holidays.
    fn dates()(days in 0_u64..25_933) -> NaiveDate {
        date("1990-01-01") + Days::new(days)
    }
}

fn lengths() -> impl Strategy<Value = Length> {
    (0..3_u8, any::<u16>()).prop_map(|(kind, n)| match kind {
        0 => Length::WorkingDays(n),
        1 => Length::CalendarDays(n),
        _ => Length::Months(n),
    })
}

proptest! {
    #[test]
    fn counting_ends_on_a_working_day(start in dates(), n in 1_u16..300) {
        prop_assert!(is_working_day(add_working_days(start, n)));
        prop_assert!(is_working_day(subtract_working_days(start, n)));
    }

    #[test]
    fn the_start_is_day_0(start in dates(), n in 1_u16..300) {
        prop_assert_eq!(add_working_days(start, 0), start);
        prop_assert_eq!(subtract_working_days(start, 0), start);
        prop_assert!(add_working_days(start, n) > start);
        prop_assert!(subtract_working_days(start, n) < start);
        prop_assert_eq!(add_working_days(start, 1), next_working_day(start));
    }

    #[test]
    fn nothing_worked_is_passed_over(start in dates()) {
        let next = next_working_day(start);
        prop_assert!(start.iter_days().skip(1).take_while(|day| *day < next).all(|day| !is_working_day(day)));
    }

    #[test]
    fn a_later_start_never_ends_earlier(a in dates(), later in 0_u64..400, length in lengths(), n in 0_u16..300) {
        let b = a + Days::new(later);
        prop_assert!(add_working_days(a, n) <= add_working_days(b, n));
        prop_assert!(subtract_working_days(a, n) <= subtract_working_days(b, n));
        if !matches!(length, Length::WorkingDays(_)) {
            prop_assert!(length.deadline(a) <= length.deadline(b));
        }
    }

    #[test]
    fn a_longer_clock_ends_later(start in dates(), n in 0_u16..300) {
        prop_assert!(add_working_days(start, n) < add_working_days(start, n + 1));
        prop_assert!(add_months(start, n.into()) < add_months(start, u32::from(n) + 1));
        prop_assert!(Length::CalendarDays(n).deadline(start) < Length::CalendarDays(n + 1).deadline(start));
    }

    #[test]
    fn between_undoes_both_walks(start in dates(), n in 0_u16..300) {
        prop_assert_eq!(working_days_between(start, add_working_days(start, n)), i64::from(n));
        prop_assert_eq!(working_days_between(start, subtract_working_days(start, n)), -i64::from(n));
    }

    #[test]
    fn steps_add_up(start in dates(), m in 0_u16..150, n in 0_u16..150) {
        prop_assert_eq!(add_working_days(add_working_days(start, m), n), add_working_days(start, m + n));
    }

    #[test]
    fn from_a_working_day_subtraction_returns(any_day in dates(), n in 0_u16..300) {
        let start = next_working_day(any_day);
        prop_assert_eq!(subtract_working_days(add_working_days(start, n), n), start);
        prop_assert_eq!(working_days_between(add_working_days(start, n), start), -i64::from(n));
    }

    #[test]
    fn months_never_leave_their_month(start in dates(), n in 0_u32..600) {
        let end = add_months(start, n);
        let month = start.year() * 12 + start.month0().cast_signed() + n.cast_signed();
        prop_assert_eq!(end.year() * 12 + end.month0().cast_signed(), month);
        let last = end.day() == u32::from(end.num_days_in_month());
        prop_assert!(end.day() == start.day() || (end.day() < start.day() && last));
    }

    #[test]
    fn codes_read_back(length in lengths()) {
        prop_assert_eq!(length.code().parse(), Ok(length));
    }

    #[test]
    fn a_deadline_is_kept_all_its_day(start in dates(), n in 0_u16..300) {
        let due = Length::WorkingDays(n).deadline(start);
        prop_assert!(!is_overdue(due, due));
        prop_assert!(due.succ_opt().is_some_and(|next| is_overdue(due, next)));
    }
}

#[test]
fn so_long_before_a_date() {
    // Monday 15 December 2008: five working days before it is the Monday of the week before.
    let panel = date("2008-12-15");
    assert_eq!(Length::WorkingDays(5).before(panel), date("2008-12-08"));
    assert_eq!(Length::CalendarDays(10).before(panel), date("2008-12-05"));
    assert_eq!(
        Length::Months(1).before(date("2008-03-31")),
        date("2008-02-29")
    );
}
