//! Reads fixed forms: dates, times and offsets.

/// What is left to read of a text.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a>(pub(super) &'a [u8]);

impl Cursor<'_> {
    /// A number of exactly `count` digits.
    pub(super) fn digits(&mut self, count: usize) -> Option<u32> {
        let (digits, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        digits.iter().try_fold(0, |number, byte| {
            Some(number * 10 + char::from(*byte).to_digit(10)?)
        })
    }

    /// Takes one of `bytes`, if it is next.
    pub(super) fn take(&mut self, bytes: &[u8]) -> bool {
        match self.0 {
            [first, rest @ ..] if bytes.contains(first) => {
                self.0 = rest;
                true
            }
            _ => false,
        }
    }

    /// Takes one of `bytes`, which must be next.
    pub(super) fn expect(&mut self, bytes: &[u8]) -> Option<()> {
        self.take(bytes).then_some(())
    }

    /// The digits of a fraction of a second, as nanoseconds. Digits beyond the ninth are read and not counted.
    pub(super) fn nanoseconds(&mut self) -> Option<u32> {
        let mut nanoseconds = 0;
        let mut unit = 100_000_000;
        let mut any = false;
        while let [digit @ b'0'..=b'9', rest @ ..] = self.0 {
            nanoseconds += u32::from(digit - b'0') * unit;
            unit /= 10;
            any = true;
            self.0 = rest;
        }
        any.then_some(nanoseconds)
    }

    /// `YYYY-MM-DD`.
    pub(super) fn date(&mut self) -> Option<time::Date> {
        let year = self.digits(4)?;
        self.expect(b"-")?;
        let month = self.digits(2)?;
        self.expect(b"-")?;
        let day = self.digits(2)?;
        let month = time::Month::try_from(u8::try_from(month).ok()?).ok()?;
        time::Date::from_calendar_date(year.cast_signed(), month, u8::try_from(day).ok()?).ok()
    }

    /// `hh:mm`, `hh:mm:ss` or `hh:mm:ss.f…`.
    pub(super) fn time(&mut self) -> Option<time::Time> {
        let hour = self.digits(2)?;
        self.expect(b":")?;
        let minute = self.digits(2)?;
        let second = if self.take(b":") { self.digits(2)? } else { 0 };
        let nanoseconds = if self.take(b".") { self.nanoseconds()? } else { 0 };
        let [hour, minute, second] = [hour, minute, second].map(|part| u8::try_from(part).unwrap_or(u8::MAX));
        time::Time::from_hms_nano(hour, minute, second, nanoseconds).ok()
    }

    /// `Z`, `±hh:mm`, or nothing, which is taken for UTC.
    pub(super) fn offset(&mut self) -> Option<time::UtcOffset> {
        if self.0.is_empty() || self.take(b"Zz") {
            return Some(time::UtcOffset::UTC);
        }
        let negative = self.take(b"-");
        if !negative {
            self.expect(b"+")?;
        }
        let hours = i8::try_from(self.digits(2)?).ok()?;
        self.expect(b":")?;
        let minutes = i8::try_from(self.digits(2)?).ok()?;
        let sign = if negative { -1 } else { 1 };
        time::UtcOffset::from_hms(sign * hours, sign * minutes, 0).ok()
    }

    /// Gives `value` if nothing is left.
    pub(super) fn end<T>(self, value: T) -> Option<T> {
        self.0.is_empty().then_some(value)
    }
}
