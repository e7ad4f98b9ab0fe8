//! Permissions that a page tells for single request lines: a comment block names the lines (`requestUrls`), or they
//! stand in a code block right before the table.

use super::requests::nameless;
use super::resource_of_path as resource;
use crate::dialect::{http, metadata};
use crate::facts::RequestFacts;
use crate::markdown::Page;
use crate::markdown::page::{Block, BlockKind};
use crate::schema::Permissions;

/// What single request lines need.
#[derive(Debug, Default)]
pub(super) struct OfLines {
    /// The lines that the next table is for.
    lines: Vec<Line>,
    /// Lines, each with what it needs.
    told: Vec<(Line, Permissions)>,
    /// Resources, each with what it needs.
    resources: Vec<(String, Permissions)>,
}

/// A method and a path whose placeholders have no names.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line(&'static str, String);

impl OfLines {
    /// Looks at a block of the section for the lines that the next table is for.
    pub(super) fn look(&mut self, page: &Page<'_>, block: &Block<'_>) {
        let lines: Vec<Line> = match block.kind {
            BlockKind::Comment { body, .. } => {
                let metadata = metadata::read(page.source(body));
                let metadata = metadata.filter(|it| it.block_type == "permissions");
                let urls = metadata.map_or_else(Vec::new, |it| it.request_urls);
                urls.iter().filter_map(|line| read(line)).collect()
            }
            BlockKind::Code { body, .. } => page.source(body).lines().filter_map(read).collect(),
            BlockKind::Heading(_) => {
                self.lines.clear();
                return;
            }
            _ => return,
        };
        if !lines.is_empty() {
            self.lines = lines;
        }
    }

    /// Keeps what a table tells, where it is for single lines.
    pub(super) fn take(&mut self, permissions: Option<Permissions>) {
        let lines = std::mem::take(&mut self.lines);
        if let Some(permissions) = permissions {
            let told = lines.into_iter().map(|line| (line, permissions.clone()));
            self.told.extend(told);
        }
    }

    /// Keeps what single resources need.
    pub(super) fn resources(&mut self, told: Vec<(String, Permissions)>) {
        self.resources = told;
    }

    /// Gives each request line what it alone needs.
    pub(super) fn settle(&self, requests: &mut [RequestFacts]) {
        if self.told.is_empty() && self.resources.is_empty() {
            return;
        }
        for request in requests {
            let path = nameless(&request.path);
            let mut told = self.told.iter();
            let found = told.find(|(line, _)| line.0 == request.method && line.1 == path);
            let found = found
                .map(|(_, permissions)| permissions)
                .or_else(|| resource::of_path(&self.resources, &request.path));
            request.permissions = found.cloned();
        }
    }
}

fn read(line: &str) -> Option<Line> {
    let read = http::read(line)?;
    Some(Line(read.method, nameless(&read.path)))
}
