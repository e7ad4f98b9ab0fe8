//! `Edm.TimeOfDay`.

use std::{
    cmp::Ordering,
    hash::{Hash, Hasher},
};

use super::{LiteralForm, cursor::Cursor, value};

/// A time of day without a time zone: `16:00:00.0000000`. Keeps its text; compared by the time.
#[derive(Clone)]
pub struct TimeOfDay {
    text: Box<str>,
    time: time::Time,
}

impl TimeOfDay {
    /// The text in JSON.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The time, to the nanosecond.
    pub fn to_time(&self) -> time::Time {
        self.time
    }

    fn read(text: &str) -> Option<Self> {
        let mut cursor = Cursor(text.as_bytes());
        let time = cursor.time()?;
        cursor.end(Self {
            text: text.into(),
            time,
        })
    }
}

value!(TimeOfDay, "TimeOfDay", LiteralForm::Bare);

impl From<time::Time> for TimeOfDay {
    fn from(time: time::Time) -> Self {
        let (hour, minute, second, nanosecond) = time.as_hms_nano();
        let mut text = format!("{hour:02}:{minute:02}:{second:02}");
        if nanosecond > 0 {
            text.push_str(format!(".{nanosecond:09}").trim_end_matches('0'));
        }
        Self {
            text: text.into(),
            time,
        }
    }
}

impl From<TimeOfDay> for time::Time {
    fn from(value: TimeOfDay) -> Self {
        value.time
    }
}

impl PartialEq for TimeOfDay {
    fn eq(&self, other: &Self) -> bool {
        self.time == other.time
    }
}

impl Eq for TimeOfDay {}

impl Hash for TimeOfDay {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.time.hash(state);
    }
}

impl PartialOrd for TimeOfDay {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for TimeOfDay {
    fn cmp(&self, other: &Self) -> Ordering {
        self.time.cmp(&other.time)
    }
}
