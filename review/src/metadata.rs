//! The comment blocks before requests and responses, which the publisher's own tools read.

use graphdown_codegen::diag::Diagnostics;
use graphdown_codegen::dialect::http::{self, Start};
use graphdown_codegen::dialect::metadata::{self, Metadata};
use graphdown_codegen::markdown::page::BlockKind;
use graphdown_codegen::markdown::{self, Page};
use graphdown_codegen::source::{FileId, SourceFile, SourceMap};

use crate::{ExampleKind, Fault, FaultKind};

/// What is wrong with the metadata of a page's requests and responses.
pub(crate) fn judge(id: FileId, file: &SourceFile, sources: &SourceMap) -> Vec<Fault> {
    // What there is to say of the page itself, `check` says.
    let page = markdown::parse(id, file, &mut Diagnostics::default());
    let mut faults = Vec::new();
    let mut before: Option<Metadata> = None;
    for block in &page.blocks {
        match &block.kind {
            BlockKind::Comment { body, .. } => before = metadata::read(page.source(*body)).or(before),
            BlockKind::Heading(_) => before = None,
            BlockKind::Code { body, .. } => {
                let metadata = before.take();
                let text = page.source(*body);
                if let Some((shown, kind, what)) = of_block(&page, block.section, text, metadata.as_ref()) {
                    let (line, _) = sources.line_column(id, body.start);
                    faults.push(Fault {
                        page: file.name.clone(),
                        line: Some(line),
                        kind,
                        what,
                        shown,
                        block: Some(line),
                    });
                }
            }
            _ => {}
        }
    }
    faults
}

fn of_block(
    page: &Page<'_>,
    section: u32,
    text: &str,
    metadata: Option<&Metadata>,
) -> Option<(ExampleKind, FaultKind, String)> {
    let parts = http::example(text);
    let (shown, is_of) = match parts.start? {
        Start::Request(_) => (ExampleKind::Request, "request"),
        Start::Status(..) => (ExampleKind::Response, "response"),
    };
    let Some(metadata) = metadata else {
        // Request lines of a page's head stand in blocks of their own, with a comment that says so or none.
        let is_example = is_below_example(page, section);
        return is_example.then(|| (shown, FaultKind::NoMetadata, format!("a {is_of}")));
    };
    let block_type = metadata.block_type.as_str();
    if matches!(block_type, "request" | "response") && block_type != is_of {
        return Some((
            shown,
            FaultKind::BlockTypeDiffers,
            format!("a {is_of}, called a {block_type}"),
        ));
    }
    let is_json = text[parts.body].trim_start().starts_with(['{', '[']);
    let is_silent =
        shown == ExampleKind::Response && is_json && !metadata.error && metadata.odata_type.is_none();
    (is_silent && block_type == "response").then(|| {
        (
            shown,
            FaultKind::NoTypeInMetadata,
            "a response with JSON".to_owned(),
        )
    })
}

fn is_below_example(page: &Page<'_>, section: u32) -> bool {
    let mut at = Some(section);
    while let Some(section) = at.and_then(|it| page.sections.get(it as usize)) {
        if section.title.to_ascii_lowercase().contains("example") {
            return true;
        }
        at = section.parent;
    }
    false
}
