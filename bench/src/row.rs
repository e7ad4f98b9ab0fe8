//! One line of the table: a figure and its limit.

use crate::turns::{Comparison, WIDE};

/// One figure, measured or not.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// What was measured.
    pub(crate) what: String,
    /// The absolute figures, in words.
    pub(crate) measured: String,
    /// What counts, beside its limit.
    pub(crate) figure: String,
    /// What is to be reached.
    pub(crate) limit: String,
    pub(crate) verdict: Verdict,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Holds,
    Missed,
    /// With the reason.
    Skipped(String),
}

impl Row {
    /// A ratio of times.
    pub(crate) fn ratio(what: impl Into<String>, found: &Comparison, limit: f64) -> Self {
        let mut measured = vec![format!("{} / {}", time(found.ours), time(found.theirs))];
        if !found.cores.is_nan() {
            measured.push(format!("of the cores' time {:.2}", found.cores));
        }
        if found.spread > WIDE {
            measured.push(format!("spread {:.0} %", found.spread * 100.0));
        }
        Self::at_most(what, measured.join(", "), found.ratio, "", limit)
    }

    /// A figure with a unit that must not exceed a limit.
    pub(crate) fn at_most(
        what: impl Into<String>,
        measured: impl Into<String>,
        figure: f64,
        unit: &str,
        limit: f64,
    ) -> Self {
        Self {
            what: what.into(),
            measured: measured.into(),
            figure: format!("{figure:.2}{unit}"),
            limit: format!("≤ {limit:.2}{unit}"),
            verdict: Verdict::of(figure <= limit),
        }
    }

    /// Something that is so, or not.
    pub(crate) fn claim(
        what: impl Into<String>,
        measured: impl Into<String>,
        limit: impl Into<String>,
        holds: bool,
    ) -> Self {
        Self {
            what: what.into(),
            measured: measured.into(),
            figure: String::new(),
            limit: limit.into(),
            verdict: Verdict::of(holds),
        }
    }

    /// What was not measured, and why.
    pub(crate) fn skipped(what: impl Into<String>, why: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            measured: String::new(),
            figure: String::new(),
            limit: String::new(),
            verdict: Verdict::Skipped(why.into()),
        }
    }
}

impl Verdict {
    fn of(holds: bool) -> Self {
        if holds { Self::Holds } else { Self::Missed }
    }
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Holds => formatter.pad("holds"),
            Self::Missed => formatter.pad("MISSED"),
            Self::Skipped(why) => write!(formatter, "skipped: {why}"),
        }
    }
}

/// `12.3 ms`, `4.56 s`.
pub(crate) fn time(seconds: f64) -> String {
    if seconds < 1.0 {
        format!("{:.1} ms", seconds * 1e3)
    } else {
        format!("{seconds:.2} s")
    }
}

/// `123 MB`; a megabyte has a million bytes.
#[expect(clippy::cast_precision_loss, reason = "rounded to be read")]
pub(crate) fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}
