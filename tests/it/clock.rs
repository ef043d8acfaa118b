//! The date that a build is made as of.
//!
//! It refuses to know what depends on it.

use jiff::tz::TimeZone;
use versus::base::{Code, Date};
use versus::io::clock::{as_of, from_epoch};

#[test]
fn seconds_from_1970_are_a_date_in_utc() {
    for (seconds, date) in
        [("0", "1970-01-01"), ("86399", "1970-01-01"), ("1795392000", "2026-11-23"), ("-1", "1969-12-31")]
    {
        assert_eq!(from_epoch(seconds).map(|date| date.to_string()).as_deref(), Ok(date));
    }
}

#[test]
fn what_is_no_number_of_seconds_is_an_error() {
    for seconds in ["", "now", "1.5", "2026-11-23", "99999999999999999999", "9223372036854775807"] {
        let diagnostic = from_epoch(seconds).expect_err("no date");
        assert_eq!(diagnostic.code, Code::BadDate);
        assert!(diagnostic.help.is_some());
    }
}

#[test]
fn today_depends_on_the_time_zone() {
    let today = |zone: &str| as_of(None, &TimeZone::get(zone).expect("a zone that comes with the program"));
    // They are 26 hours apart.
    assert!(today("Pacific/Kiritimati").expect("a day") > today("Etc/GMT+12").expect("a day"));
}

#[test]
fn a_date_asked_for_is_taken() {
    let asked = Date::new(2020, 2, 29);
    assert_eq!(as_of(asked, &TimeZone::UTC).ok(), asked);
    assert!(as_of(None, &TimeZone::UTC).is_ok_and(|today| Some(today) > asked));
}
