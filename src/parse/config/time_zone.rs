//! The name of a time zone, such as `Europe/Berlin`.

use std::fmt::Display;

use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, de};

/// The name of a time zone in the IANA database, which comes with the program.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema)]
#[serde(transparent)]
pub struct TimeZoneName(String);

impl TimeZoneName {
    /// The time zone.
    pub fn zone(&self) -> TimeZone {
        zone(&self.0).unwrap_or(TimeZone::UTC)
    }
}

impl Default for TimeZoneName {
    fn default() -> Self {
        Self("UTC".to_owned())
    }
}

impl<'de> Deserialize<'de> for TimeZoneName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        match zone(&name) {
            Some(_) => Ok(Self(name)),
            None => Err(unknown(&name)),
        }
    }
}

fn zone(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok()
}

fn unknown<E: de::Error>(name: &impl Display) -> E {
    E::custom(format!("`{name}` is not a time zone; write one such as `Europe/Berlin` or `UTC`"))
}
