//! The clock: the date that a build takes for “now”. Nothing else in Versus asks for the time of day.

use jiff::{Timestamp, civil, tz::TimeZone};

use super::env;
use crate::base::{Code, Date, Diagnostic};

/// The date as of which a build is made: the one asked for, else `SOURCE_DATE_EPOCH` in UTC, else today in `zone`.
///
/// # Errors
/// When `SOURCE_DATE_EPOCH` is set and is not a number of seconds.
pub fn as_of(asked: Option<Date>, zone: &TimeZone) -> Result<Date, Diagnostic> {
    match (asked, env::source_date_epoch()) {
        (Some(date), _) => Ok(date),
        (None, Some(epoch)) => from_epoch(&epoch),
        (None, None) => date(Timestamp::now().to_zoned_datetime(zone.clone()).date())
            .ok_or_else(|| bad("the clock shows no valid date")),
    }
}

/// The date in UTC, `seconds` (decimal digits) after 1970 began.
///
/// # Errors
/// When the text is not such a number.
pub fn from_epoch(seconds: &str) -> Result<Date, Diagnostic> {
    let instant = seconds.trim().parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    instant
        .and_then(|instant| date(instant.to_zoned_datetime(TimeZone::UTC).date()))
        .ok_or_else(|| bad(format!("SOURCE_DATE_EPOCH is `{seconds}`, which is not a number of seconds since 1970")))
}

fn date(day: civil::Date) -> Option<Date> {
    Date::new(day.year(), day.month(), day.day())
}

fn bad(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::BadDate, message).help("unset it, or pass `--as-of 2026-11-23`")
}
