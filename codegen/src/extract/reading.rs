//! What the extraction of one page carries along.

use crate::coverage::{Coverage, Skipped, Unit, Verdict};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::dialect::{json, links, metadata, prose};
use crate::facts::UnreadInclude;
use crate::markdown::Page;
use crate::markdown::page::{Block, BlockKind};
use crate::source::{SourceMap, Span, Target};
use crate::text;

/// One page being read, with the places that findings and verdicts go to.
pub(super) struct Reading<'a, 's> {
    /// The page.
    pub(super) page: &'a Page<'s>,
    /// All files, for includes.
    pub(super) sources: &'a SourceMap,
    /// Findings.
    pub(super) diags: &'a mut Diagnostics,
    /// Verdicts.
    pub(super) coverage: &'a mut Coverage,
    /// Includes that are not read.
    pub(super) unread_includes: Vec<UnreadInclude>,
}

impl Reading<'_, '_> {
    /// Counts one unit that is not in the schema for a reason.
    pub(super) fn skip(&mut self, unit: Unit, why: Skipped, at: Span) {
        self.coverage.met(unit, 1);
        self.coverage.judge(unit, Verdict::Skipped(why), at);
    }

    /// Notes an include that is not read, once for each page.
    pub(super) fn absent(&mut self, written: &str, span: Span) {
        let outside = match self.sources.resolve(self.page.file, written) {
            Target::Outside => true,
            Target::Missing | Target::Found(_) => false,
        };
        let target = if outside {
            written.to_owned()
        } else {
            links::resolve_link(self.page.name, written)
        };
        if !self.unread_includes.iter().any(|known| known.target == target) {
            let unread = UnreadInclude {
                target,
                outside,
                span,
            };
            self.unread_includes.push(unread);
        }
    }

    /// Counts a table and its verdict.
    pub(super) fn table(&mut self, verdict: Verdict, at: Span) {
        self.coverage.met(Unit::Table, 1);
        self.coverage.judge(Unit::Table, verdict, at);
    }

    /// Tells a finding.
    pub(super) fn tell(&mut self, code: Code, span: Span, message: impl Into<String>, help: &str) {
        self.diags.push(Diagnostic::new(code, span, message).help(help));
    }

    /// What a comment block says. Told where it is not quite JSON.
    pub(super) fn metadata(&mut self, block: &Block<'_>) -> Option<metadata::Metadata> {
        let BlockKind::Comment { body, .. } = block.kind else {
            return None;
        };
        let metadata = metadata::read(self.page.source(body))?;
        if let Some((repair, offset)) = metadata.repaired {
            let at = body.start as usize + offset;
            let span = Span::new(self.page.file, at.min(body.end as usize), body.end as usize);
            self.tell(
                Code::MalformedMetadata,
                span,
                format!("{}; read all the same", repair.title()),
                "write strict JSON: names and texts in quotes, no comma before a closing bracket",
            );
        }
        Some(metadata)
    }

    /// The page's words in the blocks before its first section: paragraphs and items, one a line, without quoted
    /// notes and without the line of the namespace.
    pub(super) fn description(&self) -> Option<String> {
        let mut lines: Vec<String> = Vec::new();
        for block in self.intro() {
            match &block.kind {
                BlockKind::Paragraph {
                    inlines,
                    quoted: false,
                } => {
                    let text = prose::plain(self.page.inlines(inlines));
                    // The line of the namespace, with or without the words in one paragraph.
                    let text = match text.split_once('\n') {
                        Some((first, rest)) if is_namespace(first) => rest,
                        _ => text.as_str(),
                    };
                    let text = prose::without_alert(text);
                    if !text.is_empty() && !is_namespace(text) {
                        lines.push(text.replace('\n', " "));
                    }
                }
                BlockKind::Item { inlines, .. } => {
                    let text = prose::plain(self.page.inlines(inlines));
                    lines.push(format!("- {}", text.replace('\n', " ")));
                }
                _ => {}
            }
        }
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    /// The blocks under the page's title, before its first section.
    pub(super) fn intro(&self) -> impl Iterator<Item = &Block<'_>> {
        let title = self.title_section();
        self.page.own_blocks(title)
    }

    /// The section of the page's title: the first heading of level 1, else the part before any heading.
    pub(super) fn title_section(&self) -> u32 {
        self.page
            .sections()
            .find(|(_, it)| it.level == 1)
            .map_or(0, |(index, _)| index)
    }

    /// The page's title, or its front matter's.
    pub(super) fn title(&self) -> String {
        let section = &self.page.sections.get(self.title_section() as usize);
        match section.map(|it| it.title.trim()).filter(|it| !it.is_empty()) {
            Some(title) => title.to_owned(),
            None => self.page.front("title").unwrap_or_default().to_owned(),
        }
    }

    /// Why the page's subject should not be used, where its title or its first words say so.
    pub(super) fn deprecation(&self) -> Option<String> {
        let title = self.title();
        if title.to_ascii_lowercase().contains("(deprecated)") {
            let mut words = self
                .intro()
                .map(|block| prose::plain(self.page.block_inlines(block)));
            let note = words.find_map(|text| prose::deprecation(&text));
            return Some(note.unwrap_or_default());
        }
        let alert = self.intro().find_map(|block| match &block.kind {
            BlockKind::Paragraph {
                inlines,
                quoted: true,
            } => prose::deprecation_of_all(&prose::plain(self.page.inlines(inlines))),
            _ => None,
        });
        if alert.is_some() {
            return alert;
        }
        self.intro()
            .filter(|block| matches!(block.kind, BlockKind::Paragraph { .. }))
            .find_map(|block| {
                let text = prose::plain(self.page.block_inlines(block));
                let text = text.trim_start_matches(['>', '*', ' ']);
                let opens = text
                    .get(..10)
                    .is_some_and(|head| head.eq_ignore_ascii_case("deprecated"));
                if opens { prose::deprecation(text) } else { None }
            })
    }

    /// The span of the page's title.
    pub(super) fn title_span(&self) -> Span {
        self.page
            .sections
            .get(self.title_section() as usize)
            .map_or(Span::new(self.page.file, 0, 0), |it| it.span)
    }

    /// Whether a body is JSON, strict or by repair. Counts the example, and tells what had to be repaired.
    pub(super) fn json(&mut self, content: &str, at: Span) -> bool {
        self.coverage.met(Unit::Example, 1);
        if !content.starts_with(['{', '[']) {
            self.coverage.judge(Unit::Example, Verdict::Typed, at);
            return false;
        }
        match json::check(content) {
            Ok(repairs) => {
                self.coverage.judge(Unit::Example, Verdict::Typed, at);
                if let Some(repair) = repairs.first() {
                    let start = at.start as usize + repair.offset;
                    let span = Span::new(at.file, start.min(at.end as usize), at.end as usize);
                    self.diags.push(
                        Diagnostic::new(
                            Code::RepairedExample,
                            span,
                            format!("{}; read all the same", repair.kind.title()),
                        )
                        .help("write strict JSON, so that a reader can paste it"),
                    );
                }
                true
            }
            Err(error) => {
                self.coverage.judge(Unit::Example, Verdict::Fallback, at);
                let start = at.start as usize + error.offset;
                let span = Span::new(at.file, start.min(at.end as usize), at.end as usize);
                self.tell(
                    Code::UnreadExample,
                    span,
                    error.kind.title(),
                    "write JSON; what is left out may be `...`",
                );
                false
            }
        }
    }
}

/// `Namespace: microsoft.graph`
pub(super) fn is_namespace(text: &str) -> bool {
    namespace(text).is_some()
}

/// The namespace in `Namespace: microsoft.graph`.
pub(super) fn namespace(text: &str) -> Option<&str> {
    let (label, rest) = text.split_once(':')?;
    if !text::trim(label).eq_ignore_ascii_case("namespace") {
        return None;
    }
    let name = rest.trim().trim_end_matches(['.', '`']).trim_start_matches('`');
    let is_name = !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_'));
    is_name.then_some(name)
}
