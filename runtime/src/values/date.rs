//! `Edm.Date`.

use std::{cmp::Ordering, hash::Hash};

use super::{LiteralForm, cursor::Cursor, value};

/// A day without a time zone: `2016-12-31`. Ordered by the calendar.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Date {
    /// A day has one spelling only, so that the text is all there is to keep.
    text: [u8; 10],
}

impl Date {
    /// The text in JSON.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.text).unwrap_or_default()
    }

    /// The day.
    pub fn to_date(self) -> time::Date {
        Cursor(&self.text).date().unwrap_or(time::Date::MIN)
    }

    /// The day of this year, month and day of the month, each from 1; `None` where there is no such day, or the year has not four digits.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let month = time::Month::try_from(month).ok()?;
        let date = time::Date::from_calendar_date(year.into(), month, day).ok()?;
        (year <= 9999).then(|| date.into())
    }

    /// Today, in UTC.
    pub fn today() -> Self {
        time::OffsetDateTime::now_utc().date().into()
    }

    fn read(text: &str) -> Option<Self> {
        let mut cursor = Cursor(text.as_bytes());
        cursor.date()?;
        cursor.end(Self {
            text: text.as_bytes().try_into().ok()?,
        })
    }
}

value!(Date, "Date", LiteralForm::Bare);

/// Years outside 0 to 9999 have no documented form; they are held to that range.
impl From<time::Date> for Date {
    fn from(date: time::Date) -> Self {
        let text = format!(
            "{:04}-{:02}-{:02}",
            date.year().clamp(0, 9999),
            u8::from(date.month()),
            date.day()
        );
        Self {
            text: text.as_bytes().try_into().unwrap_or(*b"0000-01-01"),
        }
    }
}

impl From<Date> for time::Date {
    fn from(value: Date) -> Self {
        value.to_date()
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Date {
    fn cmp(&self, other: &Self) -> Ordering {
        // Four, two and two digits: the text sorts as the calendar does.
        self.text.cmp(&other.text)
    }
}
