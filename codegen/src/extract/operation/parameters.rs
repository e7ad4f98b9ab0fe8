//! The tables of an operation page: properties of the body, parameters of an action, of a function, of the query,
//! and headers.

use std::collections::{BTreeMap, BTreeSet};

use super::permissions;
use super::section_role::SectionRole;
use crate::coverage::{Skipped, Unit, Verdict};
use crate::dialect::columns::Columns;
use crate::dialect::media_type::{is_json, media_types};
use crate::dialect::prose;
use crate::extract::reading::Reading;
use crate::extract::rows;
use crate::facts::{PropertyFacts, RequestFacts};
use crate::markdown::Page;
use crate::markdown::page::Table;
use crate::schema::Place;
use crate::text;

/// What is known of a call before its tables are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct CallShape {
    /// It sends a body.
    pub(super) writes: bool,
    /// It is a POST of a named action.
    pub(super) is_action: bool,
    /// It is a GET of a named function.
    pub(super) is_function: bool,
}

/// Rows of the page's tables, sorted by what they are.
#[derive(Default)]
pub(super) struct Tables {
    /// Rows of the body's table.
    pub(super) body: Vec<PropertyFacts>,
    /// They are parameters of an action.
    pub(super) rows_are_parameters: bool,
    /// Rows of other tables, and where their arguments are written.
    pub(super) parameters: Vec<(Place, PropertyFacts)>,
    /// The media type that `Content-Type` has to name, where it is one of several parts.
    pub(super) media: Option<String>,
    /// The content types that the header's row names for a body that is no JSON.
    pub(super) content_types: Vec<String>,
    /// What has been read, so that nothing is read twice.
    names: BTreeSet<(Place, String)>,
    /// Sections of the body that are for some calls alone (`For users`), with the names that their tables list.
    variants: BTreeMap<u32, BTreeSet<String>>,
}

/// Reads every table of an operation page but those of permissions.
pub(super) fn read(
    reading: &mut Reading<'_, '_>,
    roles: &[SectionRole],
    call: CallShape,
    requests: &[RequestFacts],
) -> Tables {
    let mut tables = Tables::default();
    tables.read(reading, roles, call, requests);
    tables.settle_variants();
    tables
}

impl Tables {
    /// Judges rows that no operation will carry.
    pub(super) fn abandon(self, reading: &mut Reading<'_, '_>, why: Skipped) {
        let rows = self.body.iter().chain(self.parameters.iter().map(|it| &it.1));
        for row in rows {
            let verdict = Verdict::Skipped(why);
            reading.coverage.judge(Unit::Parameter, verdict, row.span);
        }
    }

    fn read(
        &mut self,
        reading: &mut Reading<'_, '_>,
        roles: &[SectionRole],
        call: CallShape,
        requests: &[RequestFacts],
    ) {
        let page = reading.page;
        for block in &page.blocks {
            let Some(table) = page.table(block) else { continue };
            let role = roles
                .get(block.section as usize)
                .copied()
                .unwrap_or(SectionRole::Intro);
            if role == SectionRole::Permissions || permissions::is_table(page, table) {
                continue;
            }
            let columns = Columns::read(page.columns(table));
            match role {
                SectionRole::Body => self.body_table(reading, table, columns, call, block.section),
                SectionRole::Parameters if call.writes => {
                    self.body_table(reading, table, columns, call, block.section);
                }
                SectionRole::FunctionParameters | SectionRole::Parameters => {
                    self.place(reading, table, columns, Place::Function, block.section);
                }
                SectionRole::QueryParameters => {
                    self.place(reading, table, columns, Place::Query, block.section);
                }
                // `Prefer header values`: what a header may say, which is no header.
                SectionRole::Headers if is_about_values(page, block.section) => {
                    skip_rows(reading, table, Skipped::NotData);
                }
                SectionRole::Headers => self.headers(reading, table, columns),
                SectionRole::PathParameters if call.is_function => {
                    self.of_path(reading, table, columns, requests);
                }
                SectionRole::PathParameters => {
                    skip_rows(reading, table, Skipped::NotData);
                }
                _ => reading.table(Verdict::Skipped(Skipped::NotData), table.span),
            }
        }
    }

    fn body_table(
        &mut self,
        reading: &mut Reading<'_, '_>,
        table: &Table,
        columns: Columns,
        call: CallShape,
        section: u32,
    ) {
        if columns.name.is_none() {
            reading.table(Verdict::Skipped(Skipped::NotData), table.span);
            return;
        }
        if !call.writes {
            // Functions list their arguments under the body that they do not have.
            let place = if call.is_function {
                Place::Function
            } else {
                Place::Query
            };
            self.place(reading, table, columns, place, section);
            return;
        }
        let mut header = reading.page.columns(table);
        let is_parameters = header.any(|it| text::after(it.trim(), "parameter").is_some());
        if self.body.is_empty() {
            self.rows_are_parameters = call.is_action || is_parameters;
        }
        reading.table(Verdict::Typed, table.span);
        let found = rows::read(reading, table, columns, Unit::Parameter);
        if is_variant(reading.page, section) {
            let names = self.variants.entry(section).or_default();
            names.extend(found.iter().map(|it| it.name.clone()));
        }
        for row in found {
            if self.names.insert((Place::Body, row.name.clone())) {
                self.body.push(row);
            } else {
                let verdict = Verdict::Skipped(Skipped::Duplicate);
                reading.coverage.judge(Unit::Parameter, verdict, row.span);
            }
        }
    }

    /// What is sent in some variants of a body only can be left out of a body.
    fn settle_variants(&mut self) {
        if self.variants.len() < 2 {
            return;
        }
        for row in &mut self.body {
            let is_in_some = self.variants.values().any(|it| it.contains(&row.name));
            let is_in_all = self.variants.values().all(|it| it.contains(&row.name));
            row.optional |= is_in_some && !is_in_all;
        }
    }

    fn place(
        &mut self,
        reading: &mut Reading<'_, '_>,
        table: &Table,
        columns: Columns,
        place: Place,
        section: u32,
    ) {
        let mut header = reading.page.columns(table);
        let tells_operators = header.any(|it| it.to_ascii_lowercase().contains("operators"));
        if columns.name.is_none() || tells_operators {
            // What `$filter` may compare, and how, is a matter of the properties.
            skip_rows(reading, table, Skipped::NotData);
            return;
        }
        reading.table(Verdict::Typed, table.span);
        let all_optional = are_optional(reading.page, section);
        for mut row in rows::read(reading, table, columns, Unit::Parameter) {
            let words = row.description.as_deref().unwrap_or_default();
            // What a row says of itself comes before what is said of all.
            row.optional |= !prose::is_required(words) && (all_optional || prose::has_default(words));
            // `$filter` and the like are every list's business.
            let is_standard = place == Place::Query && row.name.starts_with('$');
            self.keep(reading, place, row, is_standard);
        }
    }

    /// Of a function, what is provided in the path and stands in no place of it is provided in parentheses.
    fn of_path(
        &mut self,
        reading: &mut Reading<'_, '_>,
        table: &Table,
        columns: Columns,
        requests: &[RequestFacts],
    ) {
        if columns.name.is_none() || columns.ty.is_none() {
            skip_rows(reading, table, Skipped::NotData);
            return;
        }
        let paths: Vec<String> = requests.iter().map(|it| it.path.to_lowercase()).collect();
        let has_place = |name: &str| {
            let name = name.to_lowercase();
            paths
                .iter()
                .any(|path| path.split(['{', '}', '<', '>', '|']).any(|it| it.trim() == name))
        };
        reading.table(Verdict::Typed, table.span);
        for row in rows::read(reading, table, columns, Unit::Parameter) {
            let is_key = has_place(&row.name);
            self.keep(reading, Place::Function, row, is_key);
        }
    }

    fn headers(&mut self, reading: &mut Reading<'_, '_>, table: &Table, mut columns: Columns) {
        if columns.name.is_none() {
            columns.name = Some(0);
        }
        reading.table(Verdict::Typed, table.span);
        if columns.description.is_none() {
            columns.description = columns.value;
        }
        let page = reading.page;
        for row in page.rows(table) {
            if permissions::strayed_label(page, row).is_some() {
                reading.skip(Unit::Parameter, Skipped::NotData, row.span);
                continue;
            }
            let Some(mut row) = rows::one(reading, row, columns, Unit::Parameter) else {
                continue;
            };
            if row.name.eq_ignore_ascii_case("content-type") && self.media.is_none() {
                self.media = parts_media(row.description.as_deref().unwrap_or_default());
            }
            // What a header's type column says is the type of its text.
            row.ty = None;
            if row.name.eq_ignore_ascii_case("content-type") {
                let words = row.description.as_deref().unwrap_or_default();
                self.content_types = media_types(words).into_iter().filter(|it| !is_json(it)).collect();
            }
            let is_standard = [
                "authorization",
                "content-type",
                "accept",
                "content-length",
                "host",
            ]
            .iter()
            .any(|it| row.name.eq_ignore_ascii_case(it));
            self.keep(reading, Place::Header, row, is_standard);
        }
    }

    fn keep(&mut self, reading: &mut Reading<'_, '_>, place: Place, row: PropertyFacts, is_standard: bool) {
        let at = row.span;
        let why = if is_standard {
            Skipped::NotData
        } else if !self.names.insert((place, row.name.clone())) {
            Skipped::Duplicate
        } else {
            self.parameters.push((place, row));
            return;
        };
        reading.coverage.judge(Unit::Parameter, Verdict::Skipped(why), at);
    }
}

/// True for a section that says for which calls it is: `For users`, `When the file is large`.
fn is_variant(page: &Page<'_>, section: u32) -> bool {
    let title = page
        .sections
        .get(section as usize)
        .map_or("", |it| it.title.trim());
    let first = title.split_whitespace().next().unwrap_or_default();
    ["for", "if", "when", "option", "variant"]
        .iter()
        .any(|word| first.eq_ignore_ascii_case(word))
}

/// `multipart/form-data` of `multipart/form-data; boundary={boundary}. Required.`, where JSON is no choice.
fn parts_media(words: &str) -> Option<String> {
    let lower = words.to_ascii_lowercase();
    if lower.contains("json") {
        return None;
    }
    let is_of_type = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '+');
    let mut words = lower.split(|c: char| !is_of_type(c));
    words.find(|it| it.starts_with("multipart/")).map(str::to_owned)
}

/// True for a section whose title or sentence says that its parameters are optional.
fn are_optional(page: &Page<'_>, section: u32) -> bool {
    let says = |title: &str| {
        let title = title.to_ascii_lowercase();
        title.contains("optional") && title.contains("parameter")
    };
    let is_titled = page.ancestors(section).any(|(_, it)| says(&it.title));
    is_titled
        || page.own_blocks(section).any(|block| {
            let text = crate::markdown::plain(page.block_inlines(block)).to_ascii_lowercase();
            [
                "parameters are optional",
                "parameters are all optional",
                "all parameters are optional",
                "parameter is optional",
            ]
            .iter()
            .any(|phrase| text.contains(phrase))
        })
}

fn is_about_values(page: &Page<'_>, section: u32) -> bool {
    let title = page.sections.get(section as usize).map(|it| it.title.trim());
    title.is_some_and(|title| title.to_ascii_lowercase().ends_with("header values"))
}

fn skip_rows(reading: &mut Reading<'_, '_>, table: &Table, why: Skipped) {
    reading.table(Verdict::Skipped(why), table.span);
    for row in reading.page.rows(table) {
        reading.skip(Unit::Parameter, why, row.span);
    }
}
