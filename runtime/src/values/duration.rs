//! `Edm.Duration`.

use std::hash::{Hash, Hasher};

use super::{LiteralForm, cursor::Cursor, value};

/// A span of time: `PT30M`, `P1DT2H3.5S`. Keeps its text; compared by the span.
///
/// Some services use years and months too, which are no fixed span: such durations are compared by months and time, and have no
/// [`to_duration`](Self::to_duration).
#[derive(Clone)]
pub struct Duration {
    text: Box<str>,
    months: i64,
    time: time::Duration,
}

impl Duration {
    /// The text in JSON.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The span, to the nanosecond; `None` where the text has years or months.
    pub fn to_duration(&self) -> Option<time::Duration> {
        (self.months == 0).then_some(self.time)
    }

    /// So many seconds.
    pub fn seconds(seconds: i64) -> Self {
        time::Duration::seconds(seconds).into()
    }

    /// So many minutes.
    pub fn minutes(minutes: i64) -> Self {
        Self::seconds(minutes.saturating_mul(60))
    }

    /// So many hours.
    pub fn hours(hours: i64) -> Self {
        Self::seconds(hours.saturating_mul(3600))
    }

    fn read(text: &str) -> Option<Self> {
        let mut cursor = Cursor(text.as_bytes());
        let negative = cursor.take(b"-");
        if !negative {
            cursor.take(b"+");
        }
        cursor.expect(b"P")?;
        let mut span = Span {
            months: 0,
            seconds: 0,
            nanoseconds: 0,
        };
        // The units of each half, in the order in which they may come, with their length in months or seconds.
        let days = span.read(
            &mut cursor,
            &[(b'Y', 12, 0), (b'M', 1, 0), (b'W', 0, 604_800), (b'D', 0, 86_400)],
        )?;
        let in_time = cursor.take(b"T");
        let times = if in_time {
            span.read(&mut cursor, &[(b'H', 0, 3600), (b'M', 0, 60), (b'S', 0, 1)])?
        } else {
            0
        };
        if in_time && times == 0 || days + times == 0 {
            return None;
        }
        let sign = if negative { -1 } else { 1 };
        let time = time::Duration::new(
            sign * span.seconds,
            i32::try_from(span.nanoseconds).ok()? * sign as i32,
        );
        cursor.end(Self {
            text: text.into(),
            months: sign * span.months,
            time,
        })
    }
}

struct Span {
    months: i64,
    seconds: i64,
    nanoseconds: u32,
}

impl Span {
    /// Reads numbers with a unit each, as long as there are digits; gives how many there were.
    fn read(&mut self, cursor: &mut Cursor<'_>, units: &[(u8, i64, i64)]) -> Option<usize> {
        let mut units = units.iter();
        let mut count = 0;
        while let [b'0'..=b'9', ..] = cursor.0 {
            let mut number = 0_i64;
            while let [b'0'..=b'9', ..] = cursor.0 {
                number = number.checked_mul(10)?.checked_add(cursor.digits(1)?.into())?;
            }
            let fraction = if cursor.take(b".") {
                Some(cursor.nanoseconds()?)
            } else {
                None
            };
            let (_, months, seconds) = units.find(|(unit, ..)| cursor.take(&[*unit]))?;
            if let Some(nanoseconds) = fraction {
                // Only seconds have a fraction.
                if *seconds != 1 {
                    return None;
                }
                self.nanoseconds = nanoseconds;
            }
            self.months = self.months.checked_add(number.checked_mul(*months)?)?;
            self.seconds = self.seconds.checked_add(number.checked_mul(*seconds)?)?;
            count += 1;
        }
        Some(count)
    }
}

value!(Duration, "Duration", LiteralForm::Prefixed("duration"));

impl From<time::Duration> for Duration {
    fn from(time: time::Duration) -> Self {
        let seconds = time.whole_seconds().unsigned_abs();
        let mut text = format!("{}PT", if time.is_negative() { "-" } else { "" });
        let mut put = |count: u64, unit: &str| {
            if count > 0 {
                text.push_str(&count.to_string());
                text.push_str(unit);
            }
        };
        put(seconds / 3600, "H");
        put(seconds / 60 % 60, "M");
        match time.subsec_nanoseconds().unsigned_abs() {
            0 if seconds == 0 => text.push_str("0S"),
            0 => put(seconds % 60, "S"),
            nanoseconds => {
                let fraction = format!("{}.{nanoseconds:09}", seconds % 60);
                text.push_str(fraction.trim_end_matches('0'));
                text.push('S');
            }
        }
        Self {
            text: text.into(),
            months: 0,
            time,
        }
    }
}

impl From<std::time::Duration> for Duration {
    fn from(span: std::time::Duration) -> Self {
        time::Duration::try_from(span)
            .unwrap_or(time::Duration::MAX)
            .into()
    }
}

impl PartialEq for Duration {
    fn eq(&self, other: &Self) -> bool {
        (self.months, self.time) == (other.months, other.time)
    }
}

impl Eq for Duration {}

impl Hash for Duration {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.months, self.time).hash(state);
    }
}
