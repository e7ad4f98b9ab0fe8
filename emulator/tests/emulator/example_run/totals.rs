//! What a run gave, as numbers and as the list of what is wrong with the pages.

use std::collections::BTreeMap;
use std::fmt;

use super::Verdict;

/// How many pages the list of the worst names.
const WORST: usize = 10;
/// How many requests stand for a group.
const SHOWN: usize = 3;

/// A documented request, and where it stands.
pub(crate) struct Place<'a> {
    pub(crate) page: &'a str,
    pub(crate) line: usize,
    pub(crate) request: &'a str,
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.page, self.line, self.request)
    }
}

/// The verdicts of a corpus.
pub(crate) struct Totals {
    name: &'static str,
    passed: usize,
    elsewhere: usize,
    /// Answered with the documented status, page faults included.
    answered: usize,
    faults: BTreeMap<&'static str, Vec<String>>,
    limits: BTreeMap<&'static str, Vec<String>>,
    missed: Vec<String>,
    faults_by_page: BTreeMap<String, usize>,
}

impl Totals {
    pub(crate) fn new(name: &'static str) -> Self {
        Self {
            name,
            passed: 0,
            elsewhere: 0,
            answered: 0,
            faults: BTreeMap::new(),
            limits: BTreeMap::new(),
            missed: Vec::new(),
            faults_by_page: BTreeMap::new(),
        }
    }

    pub(crate) fn add(&mut self, place: &Place<'_>, answered: bool, verdict: Verdict) {
        let told = |why: String| {
            if why.is_empty() {
                place.to_string()
            } else {
                format!("{place}\n      {why}")
            }
        };
        self.answered += usize::from(answered);
        match verdict {
            Verdict::Passed => self.passed += 1,
            Verdict::Elsewhere => self.elsewhere += 1,
            Verdict::PageFault(what, why) => {
                self.faults.entry(what).or_default().push(told(why));
                *self.faults_by_page.entry(place.page.to_owned()).or_default() += 1;
            }
            Verdict::Limit(what, why) => self.limits.entry(what).or_default().push(told(why)),
            Verdict::Missed(why) => self.missed.push(told(why)),
        }
    }

    /// All requests to the API that the pages show.
    pub(crate) fn requests(&self) -> usize {
        self.without_fault() + self.faulty()
    }

    fn without_fault(&self) -> usize {
        self.passed + self.missed.len() + self.limited()
    }

    fn limited(&self) -> usize {
        self.limits.values().map(Vec::len).sum()
    }

    fn faulty(&self) -> usize {
        self.faults.values().map(Vec::len).sum()
    }

    /// How many of the requests without a page's fault were answered as documented.
    pub(crate) fn share(&self) -> f64 {
        ratio(self.passed, self.without_fault())
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "thousands, not 2^52")]
    let ratio = part as f64 / whole.max(1) as f64;
    ratio
}

/// The totals, the reasons with some requests for each, and the worst pages; with `#`, all requests.
impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {} documented requests", self.name, self.requests())?;
        let mut line = |count: usize, what: &str| writeln!(f, "  {count:>6} {what}");
        line(self.passed, "answered as documented")?;
        line(self.missed.len(), "not answered as documented: ours")?;
        line(self.limited(), "answered only as a documented example: limits")?;
        line(self.faulty(), "page faults, never counted as answered")?;
        line(self.elsewhere, "more are no requests to this API")?;
        writeln!(
            f,
            "  {:.2} % of those without a page's fault; with them, {:.2} % got the documented status",
            self.share() * 100.0,
            ratio(self.answered, self.requests()) * 100.0
        )?;
        for (kind, groups) in [("page fault", &self.faults), ("limit", &self.limits)] {
            for (what, requests) in groups {
                writeln!(f, "  {kind}: {what}: {}", requests.len())?;
                for request in requests
                    .iter()
                    .take(if f.alternate() { usize::MAX } else { SHOWN })
                {
                    writeln!(f, "    {request}")?;
                }
            }
        }
        let mut worst: Vec<_> = self.faults_by_page.iter().collect();
        worst.sort_by_key(|(page, count)| (std::cmp::Reverse(**count), *page));
        writeln!(f, "  pages with the most faults:")?;
        for (page, count) in worst.into_iter().take(WORST) {
            writeln!(f, "    {count:>3} {page}")?;
        }
        for missed in &self.missed {
            writeln!(f, "  missed: {missed}")?;
        }
        Ok(())
    }
}
