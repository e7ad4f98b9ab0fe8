//! `Edm.DateTimeOffset`.

use std::{
    cmp::Ordering,
    hash::{Hash, Hasher},
    ops::{Add, Sub},
};

use time::{OffsetDateTime, PrimitiveDateTime, format_description::well_known::Rfc3339};

use super::{LiteralForm, cursor::Cursor, value};

/// A point in time: `2017-01-01T00:03:07.1589002-08:00`.
///
/// Keeps its text, with its offset and all its digits. Compared by the instant: `00:00:00Z` and `01:00:00+01:00` are equal. Some
/// services leave out the offset; the time is taken for UTC then.
#[derive(Clone)]
pub struct DateTime {
    text: Box<str>,
    instant: OffsetDateTime,
}

impl DateTime {
    /// The text in JSON.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The instant, with the offset that the text has. UTC where the text has none. To the nanosecond.
    pub fn to_offset_date_time(&self) -> OffsetDateTime {
        self.instant
    }

    /// This very moment, in UTC and to the millisecond, which is as fine as services take.
    pub fn now() -> Self {
        let now = OffsetDateTime::now_utc();
        now.replace_millisecond(now.millisecond()).unwrap_or(now).into()
    }

    fn read(text: &str) -> Option<Self> {
        let mut cursor = Cursor(text.as_bytes());
        let date = cursor.date()?;
        cursor.expect(b"Tt")?;
        let time = cursor.time()?;
        let offset = cursor.offset()?;
        let instant = PrimitiveDateTime::new(date, time).assume_offset(offset);
        cursor.end(Self {
            text: text.into(),
            instant,
        })
    }
}

value!(DateTime, "DateTimeOffset", LiteralForm::Bare);

/// Written as RFC 3339 does, which has no seconds in an offset and no years outside 0 to 9999: such an instant is written in UTC,
/// and held to that range.
impl From<OffsetDateTime> for DateTime {
    fn from(instant: OffsetDateTime) -> Self {
        let in_range = instant.to_offset(time::UtcOffset::UTC).clamp(
            OffsetDateTime::UNIX_EPOCH
                .replace_year(0)
                .unwrap_or(OffsetDateTime::UNIX_EPOCH),
            PrimitiveDateTime::MAX.assume_utc(),
        );
        let (instant, text) = match instant.format(&Rfc3339) {
            Ok(text) => (instant, text),
            Err(_) => (in_range, in_range.format(&Rfc3339).unwrap_or_default()),
        };
        Self {
            text: text.into(),
            instant,
        }
    }
}

/// So much later: `DateTime::now() + time::Duration::days(7)`.
impl Add<time::Duration> for DateTime {
    type Output = Self;

    fn add(self, span: time::Duration) -> Self {
        self.instant.saturating_add(span).into()
    }
}

/// So much earlier: `DateTime::now() - time::Duration::days(7)`.
impl Sub<time::Duration> for DateTime {
    type Output = Self;

    fn sub(self, span: time::Duration) -> Self {
        self.instant.saturating_sub(span).into()
    }
}

impl From<DateTime> for OffsetDateTime {
    fn from(value: DateTime) -> Self {
        value.instant
    }
}

impl PartialEq for DateTime {
    fn eq(&self, other: &Self) -> bool {
        self.instant == other.instant
    }
}

impl Eq for DateTime {}

impl Hash for DateTime {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.instant.hash(state);
    }
}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DateTime {
    fn cmp(&self, other: &Self) -> Ordering {
        self.instant.cmp(&other.instant)
    }
}
