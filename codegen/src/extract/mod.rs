//! **Stage 3: extract.** *In* comes a [`Page`]; *out* go the [`Facts`] that it states, each with its place.
//!
//! Here stands *where* on a page something is told: which section, which table, which column. *What* a cell or a sentence
//! means is told by the [`dialect`](crate::dialect). Other pages are not known here, nor Rust.

mod declarations;
mod operation;
mod page_kind;
mod reading;
mod rows;

use page_kind::PageKind;
use reading::Reading;

use crate::coverage::{Coverage, Skipped, Unit, Verdict};
use crate::diag::{Code, Diagnostics};
use crate::dialect::http;
use crate::facts::{Era, Facts, PageFacts};
use crate::markdown::Page;
use crate::markdown::page::{BlockKind, InlineKind};
use crate::schema::DEFAULT_NAMESPACE;
use crate::service::VERSIONS;
use crate::source::{FileId, SourceMap, Span};
use crate::text;

/// Everything that one page says. Pages are independent of each other; `sources` is only asked for whether a linked page
/// or an included file is there.
///
/// Units of which the verdict hangs on other pages (types, rows, members, operations, parameters) are counted as met
/// here and judged by the merge; all others are judged here.
pub fn extract(
    page: &Page<'_>,
    sources: &SourceMap,
    diags: &mut Diagnostics,
    coverage: &mut Coverage,
) -> Facts {
    let mut reading = Reading {
        page,
        sources,
        diags,
        coverage,
        unread_includes: Vec::new(),
    };
    let mut facts = Facts {
        page: page_facts(page, sources),
        ..Facts::default()
    };
    reading.coverage.met(Unit::Page, 1);
    let verdict = match page_kind::of(page) {
        PageKind::Operation => {
            let read = operation::read(&mut reading);
            facts.page.era = read.era;
            facts.page.addressed = read.version;
            match read.facts {
                Ok(operation) => {
                    facts.operation = Some(Box::new(operation));
                    Verdict::Typed
                }
                Err(why) => Verdict::Skipped(why),
            }
        }
        PageKind::Declarations => {
            let declared = declarations::read(&mut reading, &facts.page.namespace);
            facts.types = declared.types;
            facts.enums = declared.enums;
            facts.methods = declared.methods;
            if facts.types.is_empty() && facts.enums.is_empty() {
                neither(&mut reading, declared.unowned)
            } else {
                Verdict::Typed
            }
        }
    };
    let title = reading.title_span();
    reading.coverage.judge(Unit::Page, verdict, title);
    other_includes(&mut reading);
    facts.unread_includes = reading.unread_includes;
    facts
}

/// What a page says of itself in its front matter, its place and its `Namespace:` line.
fn page_facts(page: &Page<'_>, sources: &SourceMap) -> PageFacts {
    let namespace = stated_namespace(page);
    let namespace = namespace.as_deref().unwrap_or(DEFAULT_NAMESPACE);
    PageFacts {
        file: page.file,
        name: page.name.into(),
        namespace: namespace.into(),
        date: page.front("ms.date").and_then(date),
        version: folder_version(page.name, page.file, sources),
        several: several(page),
        era: Era::default(),
        addressed: None,
    }
}

/// A block of one version, on a page with blocks of more than one, where nothing chose.
fn several(page: &Page<'_>) -> Option<Span> {
    let versions = &page.versions;
    let is_open = versions.wanted.is_none() && versions.preview;
    versions.first.filter(|_| is_open)
}

/// The `Namespace:` line, which stands before the first section.
fn stated_namespace(page: &Page<'_>) -> Option<String> {
    for block in &page.blocks {
        match &block.kind {
            BlockKind::Paragraph { inlines, .. } => {
                let mut runs = page.inlines(inlines).iter();
                // Few paragraphs begin with the word; the others need not be put together.
                let begins = runs.find(|it| !it.text.is_empty() && it.kind != InlineKind::LinkStart);
                if begins.is_some_and(|it| text::after(it.text.trim_start(), "namespace").is_some()) {
                    let text = page.plain(inlines);
                    let line = text.lines().next().unwrap_or_default();
                    if let Some(namespace) = reading::namespace(line) {
                        return Some(namespace.to_owned());
                    }
                }
            }
            BlockKind::Heading(_)
                if page
                    .sections
                    .get(block.section as usize)
                    .is_some_and(|it| it.level > 1) =>
            {
                return None;
            }
            _ => {}
        }
    }
    None
}

/// The version that a folder of the page's name is called by, else the folder that was asked for.
pub fn folder_version(name: &str, file: FileId, sources: &SourceMap) -> Option<&'static str> {
    let known = |name: &str| VERSIONS.into_iter().find(|version| *version == name);
    if let Some(version) = name.split('/').find_map(known) {
        return Some(version);
    }
    known(sources.root_folder(file)?)
}

/// `08/01/2024` or `2024-08-01` as 20240801.
fn date(text: &str) -> Option<u32> {
    let mut parts = text
        .trim()
        .split(['/', '-', '.'])
        .map(|part| part.parse::<u32>().ok());
    let (first, second, third) = (parts.next()??, parts.next()??, parts.next()??);
    let (year, month, day) = if first > 31 {
        (first, second, third)
    } else {
        (third, first, second)
    };
    let is_date = (1..=12).contains(&month) && (1..=31).contains(&day) && (1970..=9999).contains(&year);
    is_date.then_some(year * 10_000 + month * 100 + day)
}

/// A page that declares nothing: about concepts, unless it says itself that it is of another kind. `unowned` is a table of
/// properties that stands on it.
fn neither(reading: &mut Reading<'_, '_>, unowned: Option<Span>) -> Verdict {
    if let Some(table) = unowned {
        reading.tell(
            Code::UnknownPage,
            table,
            "this table lists properties, and nothing on the page names the type that has them",
            "name the type in the title: `user resource type`",
        );
        return Verdict::Skipped(Skipped::Unreadable);
    }
    let kind = reading.page.front("doc_type").unwrap_or_default();
    let lower = kind.to_ascii_lowercase();
    if lower.starts_with("resource")
        || lower.starts_with("enum")
        || lower.starts_with("api")
        || lower.starts_with("complex")
    {
        reading.tell(
            Code::UnknownPage,
            reading.title_span(),
            format!("its front matter says `{kind}`, and neither a type nor an operation was found"),
            "name the type in the title (`user resource type`) and list its properties in a table under `Properties`",
        );
        return Verdict::Skipped(Skipped::Unreadable);
    }
    stray_requests(reading);
    Verdict::Skipped(Skipped::Conceptual)
}

/// Tells requests on a page about concepts. Mostly they illustrate its words; of an operation page whose sections lost
/// their titles they are all that is left.
fn stray_requests(reading: &mut Reading<'_, '_>) {
    let page = reading.page;
    let mut requests = page.blocks.iter().filter_map(|block| {
        let BlockKind::Code { body, .. } = block.kind else {
            return None;
        };
        let text = page.source(body);
        let line = text.lines().find(|it| !it.trim().is_empty())?;
        http::read(line)?;
        let start = body.start as usize + text.find(line)?;
        Some(Span::new(page.file, start, start + line.trim_end().len()))
    });
    let Some(first) = requests.next() else {
        return;
    };
    let more = match requests.count() {
        0 => String::new(),
        more => format!(" (and {more} more below)"),
    };
    reading.tell(
        Code::StrayRequest,
        first,
        format!("this page is of no operation and declares no type: no call is made of this request{more}"),
        "where it documents an operation, put the request below a title `HTTP request`",
    );
}

/// What a page includes stands in its text; what is left is not there, which is told. What stands in tabs of other
/// languages than HTTP is none of our business.
fn other_includes(reading: &mut Reading<'_, '_>) {
    let page = reading.page;
    let mut in_code_tab = false;
    for block in &page.blocks {
        match &block.kind {
            BlockKind::Tab(label) => in_code_tab = !label.eq_ignore_ascii_case("http"),
            BlockKind::Heading(_) => in_code_tab = false,
            BlockKind::Include(path) if !in_code_tab => reading.absent(path, block.span),
            _ => {}
        }
    }
    for it in &page.absent {
        reading.absent(&it.path, it.span);
    }
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn dates_are_american_or_iso() {
        assert_eq!(date("08/01/2024"), Some(20_240_801));
        assert_eq!(date("2024-08-01"), Some(20_240_801));
        assert_eq!(date("soon"), None);
        assert_eq!(date("13/45/2024"), None);
    }
}
