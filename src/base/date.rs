//! Calendar dates and ages. “Now” is always an argument.

use std::fmt;
use std::str::FromStr;

use jiff::civil;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A calendar date, written `2026-11-23`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

impl Date {
    /// Year, month from 1, day from 1; `None` when there is no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        civil::Date::new(year, month, day).ok().map(Self)
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// Days from 1970-01-01, for sorting and arithmetic.
    pub fn days(self) -> i64 {
        let epoch = civil::date(1970, 1, 1);
        i64::from(epoch.until(self.0).map_or(0, |span| span.get_days()))
    }

    /// Year, month and day.
    pub fn parts(self) -> (i16, i8, i8) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    /// `2026-11-23T00:00:00Z`, as feeds want it.
    pub fn rfc3339(self) -> String {
        format!("{self}T00:00:00Z")
    }

    /// The last day on which something dated `self` is no older than `age`.
    #[must_use]
    pub fn plus(self, age: MaxAge, times: i32) -> Self {
        let span = match age {
            MaxAge::Days(n) => jiff::Span::new().try_days(i64::from(n) * i64::from(times)),
            MaxAge::Months(n) => jiff::Span::new().try_months(i64::from(n) * i64::from(times)),
        };
        Self(span.map_or(civil::Date::MAX, |span| self.0.saturating_add(span)))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let strict = text.len() == 10
            && text.bytes().enumerate().all(|(i, b)| match i {
                4 | 7 => b == b'-',
                _ => b.is_ascii_digit(),
            });
        if !strict {
            return Err(format!("`{text}` is not a date; write it as 2026-11-23"));
        }
        text.parse()
            .map(Self)
            .map_err(|_| format!("there is no such day as {text}; write year, month and day, as 2026-11-23"))
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Takes a date, or a date with a time and perhaps a zone, of which it takes the day as written.
impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let day = text.get(..10).filter(|_| text.get(10..).is_some_and(is_time)).unwrap_or(&text);
        day.parse().map_err(serde::de::Error::custom)
    }
}

/// Whether text goes on after a day as a time does: `T10:00:00Z`, ` 10:00:00 +02:00`.
fn is_time(rest: &str) -> bool {
    let bytes = rest.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let is_known = |byte: &u8| byte.is_ascii_digit() || b":.+- Zz".contains(byte);
    rest.starts_with(['T', 't', ' '])
        && [1, 2, 4, 5].into_iter().all(is_digit)
        && bytes.get(3) == Some(&b':')
        && bytes[1..].iter().all(is_known)
}

impl JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "format": "date", "description": "A calendar date, as 2026-11-23"})
    }
}

/// How old a datum may grow: `90d`, `12mo`, `2y`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MaxAge {
    /// A number of days.
    Days(u16),
    /// A number of months.
    Months(u16),
}

impl fmt::Display for MaxAge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Days(n) => write!(f, "{n}d"),
            Self::Months(n) if n % 12 == 0 => write!(f, "{}y", n / 12),
            Self::Months(n) => write!(f, "{n}mo"),
        }
    }
}

impl FromStr for MaxAge {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let bad = || format!("`{text}` is not an age; write it as 90d, 12mo or 2y");
        let number: u16 = text[..digits].parse().map_err(|_| bad())?;
        match &text[digits..] {
            _ if number == 0 => Err(bad()),
            "d" => Ok(Self::Days(number)),
            "mo" => Ok(Self::Months(number)),
            "y" => number.checked_mul(12).map(Self::Months).ok_or_else(bad),
            _ => Err(bad()),
        }
    }
}

impl Serialize for MaxAge {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for MaxAge {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for MaxAge {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "MaxAge".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "pattern": "^[1-9][0-9]*(d|mo|y)$", "description": "An age, as 90d, 12mo or 2y"})
    }
}
