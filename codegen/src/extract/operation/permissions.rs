//! Who may call: the table, the include that holds it, or the list of the oldest pages.

use std::collections::HashSet;

use super::line_permissions::OfLines;
use super::section_role::SectionRole;
use crate::coverage::{Unit, Verdict};
use crate::diag::Code;
use crate::dialect::permissions::{Column, Support, Whose};
use crate::dialect::{permissions as reader, prose};
use crate::extract::reading::Reading;
use crate::facts::Era;
use crate::markdown::page::{Block, BlockKind, InlineKind, Row, Table};
use crate::markdown::{self, Page};
use crate::schema::Permissions;
use crate::text::{self, trim};

/// What the permission sections of a page tell.
pub(super) struct Read {
    /// Of the call, whatever its address; `None` where they tell nothing.
    pub(super) permissions: Option<Permissions>,
    /// Of single request lines.
    pub(super) of_lines: OfLines,
    /// The form in which they tell it.
    pub(super) era: Era,
}

/// Reads the permission sections of a page.
pub(super) fn read(reading: &mut Reading<'_, '_>, roles: &[SectionRole]) -> Read {
    let page = reading.page;
    let mut found = Found::default();
    let mut of_lines = OfLines::default();
    let mut era = Era::Untold;
    let together = Together::of(page, roles);
    for block in &page.blocks {
        let role = roles.get(block.section as usize);
        if role == Some(&SectionRole::Permissions) {
            of_lines.look(page, block);
        }
        if let Some(table) = page.table(block)
            && (role == Some(&SectionRole::Permissions) || is_table(page, table))
        {
            let mut own = Found::default();
            self::table(reading, page, table, together, &mut own);
            found.unite(&own);
            of_lines.take(own.permissions());
            // What is included stands in the text, and is from another file.
            let is_included = table.header.span.file != page.file;
            era = era.min(if is_included {
                Era::PermissionInclude
            } else {
                Era::PermissionTable
            });
        } else if let Some(table) = page.table(block)
            && role == Some(&SectionRole::Headers)
        {
            strayed(reading, table, &mut found);
        }
        if role != Some(&SectionRole::Permissions) {
            continue;
        }
        match &block.kind {
            BlockKind::Include(_) => era = Era::PermissionInclude,
            BlockKind::Paragraph { .. } | BlockKind::Item { .. } => unsplit(reading, block, &mut found),
            _ => {}
        }
    }
    if era == Era::Untold && !found.any && found.unsplit.is_empty() {
        listed(reading, roles, &mut found);
    }
    let is_old = page
        .sections
        .iter()
        .any(|it| text::after(&it.title, "prerequisite").is_some());
    if is_old && era != Era::PermissionInclude {
        era = Era::Prerequisites;
    }
    of_lines.resources(std::mem::take(&mut found.subjects));
    Read {
        permissions: found.permissions(),
        of_lines,
        era,
    }
}

/// Whether a table is one of permissions, wherever it stands.
pub(super) fn is_table(page: &Page<'_>, table: &Table) -> bool {
    let mut columns = page.columns(table).map(|title| reader::column(&title));
    matches!(columns.next(), Some(Some(Column::Label))) && columns.any(|it| it.is_some())
}

/// What the words beside the tables say of scopes that are needed together.
#[derive(Clone, Copy, Debug, Default)]
struct Together {
    /// A footnote: `* You need all of these permissions`.
    all: bool,
    /// `You also need Sites.Read.All`: the least privileged scopes are no alternatives.
    also: bool,
}

impl Together {
    fn of(page: &Page<'_>, roles: &[SectionRole]) -> Self {
        let mut together = Self::default();
        let in_section = |block: &&Block<'_>| {
            roles.get(block.section as usize) == Some(&SectionRole::Permissions)
                && matches!(block.kind, BlockKind::Paragraph { .. } | BlockKind::Item { .. })
        };
        for block in page.blocks.iter().filter(in_section) {
            let text = markdown::plain(page.block_inlines(block)).to_ascii_lowercase();
            together.all |= text.contains("all of these") || text.contains("all of the following permission");
            together.also |= text.contains("you also need") || text.contains("are all required");
        }
        together
    }
}

/// What has been found so far. Scopes that are needed together stand in one entry.
#[derive(Debug, Default)]
struct Found {
    delegated: Vec<String>,
    delegated_personal: Vec<String>,
    application: Vec<String>,
    /// Something told whose permissions they are.
    any: bool,
    /// Scopes of the form that does not tell whose they are.
    unsplit: Vec<String>,
    /// What single resources need.
    subjects: Vec<(String, Permissions)>,
    /// What the lists hold.
    known: HashSet<(Whose, String)>,
}

impl Found {
    fn add(&mut self, whose: Whose, names: Vec<String>) {
        self.any = true;
        let list = match whose {
            Whose::Delegated => &mut self.delegated,
            Whose::DelegatedPersonal => &mut self.delegated_personal,
            Whose::Application => &mut self.application,
        };
        for name in names {
            if self.known.insert((whose, name.clone())) {
                list.push(name);
            }
        }
    }

    /// Adds what another table tells.
    fn unite(&mut self, other: &Self) {
        self.add_unsplit(other.unsplit.clone());
        self.subjects.extend(other.subjects.iter().cloned());
        if !other.any {
            return;
        }
        self.add(Whose::Delegated, other.delegated.clone());
        self.add(Whose::DelegatedPersonal, other.delegated_personal.clone());
        self.add(Whose::Application, other.application.clone());
    }

    fn add_unsplit(&mut self, names: Vec<String>) {
        for name in names {
            if !self.unsplit.contains(&name) {
                self.unsplit.push(name);
            }
        }
    }

    fn permissions(self) -> Option<Permissions> {
        if self.any {
            Some(Permissions::of_ways(
                &ways(&self.delegated),
                &ways(&self.delegated_personal),
                &ways(&self.application),
            ))
        } else if self.unsplit.is_empty() {
            None
        } else {
            Some(Permissions {
                unsplit: true,
                ..Permissions::of_ways(&ways(&self.unsplit), &[], &[])
            })
        }
    }
}

/// The scopes of each entry.
fn ways(entries: &[String]) -> Vec<Vec<String>> {
    let scopes = |entry: &String| entry.split(reader::AND).map(str::to_owned).collect();
    entries.iter().map(scopes).collect()
}

/// A table of permissions.
fn table(
    reading: &mut Reading<'_, '_>,
    page: &Page<'_>,
    table: &Table,
    together: Together,
    found: &mut Found,
) {
    let mut subjects = Subjects::default();
    let columns: Vec<Option<Column>> = page.columns(table).map(|title| reader::column(&title)).collect();
    let holds_scopes = columns.iter().skip(1).any(Option::is_some);
    if !holds_scopes {
        reading.table(Verdict::Skipped(crate::coverage::Skipped::NotData), table.span);
        return;
    }
    reading.table(Verdict::Typed, table.span);
    let mut label = None;
    for row in page.rows(table) {
        // Rows below a labelled one that bear no label of their own are parts of it.
        let first = markdown::plain(page.cell(row, 0));
        label = reader::whose(&first).or(label);
        for (index, column) in columns.iter().enumerate().skip(1) {
            let Some(cell) = page.cells(row).get(index) else {
                continue;
            };
            let text = prose::plain(page.cell(row, index));
            let scopes = reader::scopes(&text);
            let (whose, most_first) = match column {
                Some(Column::Of(whose)) => (Some(*whose), false),
                Some(Column::Scopes { most_first }) => (label, *most_first),
                Some(Column::Least | Column::Higher) => (label, false),
                _ => continue,
            };
            if scopes.support == Support::Empty {
                continue;
            }
            reading.coverage.met(Unit::Permission, 1);
            let is_read = scopes.support != Support::Unread && whose.is_some();
            let verdict = if is_read {
                Verdict::Typed
            } else {
                Verdict::Fallback
            };
            reading.coverage.judge(Unit::Permission, verdict, cell.span);
            let mut names = scopes.names;
            let is_marked = together.all && markdown::plain(page.cell(row, index)).contains('*');
            if names.len() > 1 && (is_marked || together.also && *column == Some(Column::Least)) {
                names = vec![names.join(reader::AND)];
            }
            if most_first {
                names.reverse();
            }
            match whose {
                Some(whose) if is_read => {
                    if matches!(column, Some(Column::Of(_))) && !trim(&first).is_empty() {
                        subjects.of(&first).add(whose, names.clone());
                    } else {
                        subjects.sections(&text, whose, most_first);
                    }
                    found.add(whose, names);
                }
                _ => reading.tell(
                    Code::UnreadPermissions,
                    cell.span,
                    "no scope, and nothing that says that there is none",
                    "list scopes with commas, or write `Not supported.`",
                ),
            }
        }
    }
    found.subjects.extend(subjects.told());
}

/// What a table tells for single resources: `For **group** resource: …` in its cells, or a row for each of them.
#[derive(Debug, Default)]
struct Subjects(Vec<(String, Found)>);

impl Subjects {
    fn of(&mut self, subject: &str) -> &mut Found {
        let at = self
            .0
            .iter()
            .position(|(known, _)| known.eq_ignore_ascii_case(subject));
        let at = at.unwrap_or_else(|| {
            self.0.push((subject.to_owned(), Found::default()));
            self.0.len() - 1
        });
        &mut self.0[at].1
    }

    fn sections(&mut self, text: &str, whose: Whose, most_first: bool) {
        for (subject, scopes) in reader::sections(text) {
            let mut names = reader::scopes(scopes).names;
            if most_first {
                names.reverse();
            }
            self.of(subject).add(whose, names);
        }
    }

    /// What each of several resources needs. One alone is what the table is about.
    fn told(self) -> Vec<(String, Permissions)> {
        if self.0.len() < 2 {
            return Vec::new();
        }
        let told = self.0.into_iter();
        told.filter_map(|(subject, found)| Some((subject, found.permissions()?)))
            .collect()
    }
}

/// Rows of permissions that slipped into the table of headers.
fn strayed(reading: &mut Reading<'_, '_>, table: &Table, found: &mut Found) {
    let page = reading.page;
    for row in page.rows(table) {
        let Some(whose) = strayed_label(page, row) else {
            continue;
        };
        let scopes = reader::scopes(&prose::plain(page.cell(row, 1)));
        if scopes.support == Support::Empty || scopes.support == Support::Unread {
            continue;
        }
        reading.coverage.met(Unit::Permission, 1);
        reading.coverage.judge(Unit::Permission, Verdict::Typed, row.span);
        found.add(whose, scopes.names);
    }
}

/// Whose permissions a row of a table of headers tells, where it tells them: no header is called so.
pub(super) fn strayed_label(page: &Page<'_>, row: &Row) -> Option<Whose> {
    let label = markdown::plain(page.cell(row, 0));
    let label = label.trim();
    let is_label = label.starts_with("Delegated (") || label == "Application";
    is_label.then(|| reader::whose(label)).flatten()
}

/// Items that name scopes, as some pages of 2018 list them: `Mail.Read`, `In messages: Mail.Read.`,
/// `Photo of a group - Group.ReadWrite.All`, `Application: Mail.Read`.
fn listed(reading: &mut Reading<'_, '_>, roles: &[SectionRole], found: &mut Found) {
    let page = reading.page;
    for block in &page.blocks {
        let is_permission = roles.get(block.section as usize) == Some(&SectionRole::Permissions);
        if !is_permission || !matches!(block.kind, BlockKind::Item { .. }) {
            continue;
        }
        let text = prose::plain(page.block_inlines(block));
        let Some((label, names)) = reader::item(&text) else {
            continue;
        };
        reading.coverage.met(Unit::Permission, 1);
        reading
            .coverage
            .judge(Unit::Permission, Verdict::Typed, block.span);
        // `If an application …` tells when, `Application` whose.
        let tells_whose = label.starts_with("Delegated") || label.starts_with("Application");
        match reader::whose(label).filter(|_| tells_whose) {
            Some(whose) => found.add(whose, names),
            None => found.add_unsplit(names),
        }
    }
}

/// Scopes in emphasis, as the pages of 2017 list them.
fn unsplit(reading: &mut Reading<'_, '_>, block: &Block<'_>, found: &mut Found) {
    for inline in reading.page.block_inlines(block) {
        if inline.kind != InlineKind::Emphasis {
            continue;
        }
        let names = reader::scopes(&inline.text).names;
        if names.is_empty() {
            continue;
        }
        reading.coverage.met(Unit::Permission, 1);
        reading
            .coverage
            .judge(Unit::Permission, Verdict::Typed, block.span);
        found.add_unsplit(names);
    }
}
