//! Every kind of finding, in one table: its name, its severity by nature, and its title.
//!
//! A name is stable: users write it behind `--deny` and `--allow`, and `docs/diagnostics/` of this crate has a page for each.

use super::Severity::{self, Error, Note, Warning};
use crate::nearest::nearest;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $severity:expr, $title:literal;)*) => {
        /// A kind of finding.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[$doc])* $variant,)* }

        impl Code {
            /// Every code, in the order of the pipeline.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// What users call it: `unknown-type`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// How bad it is by nature, before a user's own levels.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => $severity),* }
            }

            /// The first line of a rendered finding.
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title),* }
            }

            /// Its page: what it means, a bad and a good example, what to do. Markdown.
            pub fn explanation(self) -> &'static str {
                match self {
                    $(Self::$variant => include_str!(concat!("../../docs/diagnostics/", $name, ".md"))),*
                }
            }

            /// Where its page is on the web.
            pub fn page(self) -> String {
                format!("{}/blob/main/codegen/docs/diagnostics/{}.md", env!("CARGO_PKG_REPOSITORY"), self.name())
            }

            /// True for what no page is to blame for, and without which a run has no sense: it cannot be silenced.
            pub fn is_fatal(self) -> bool {
                matches!(
                    self,
                    Self::NoPages | Self::UnreadableFolder | Self::BadYaml | Self::UnusedOverride
                )
            }

            /// The code of a name.
            pub fn parse(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.name() == name)
            }

            /// The code that a name which is none may mean.
            pub fn nearest(name: &str) -> Option<Self> {
                nearest(name, Self::ALL.iter().map(|code| code.name())).and_then(Self::parse)
            }
        }
    };
}

codes! {
    // source
    /// A root that is not there, or holds no page.
    NoPages = "no-pages", Error, "no pages found";
    /// The operating system refused to list a folder: nobody knows what it holds.
    UnreadableFolder = "unreadable-folder", Error, "folder cannot be read";
    /// The operating system refused to give a page.
    UnreadableFile = "unreadable-file", Warning, "page cannot be read";
    /// A file is not UTF-8.
    InvalidUtf8 = "invalid-utf8", Warning, "page is not UTF-8";
    /// A file is larger than a page can be.
    TooLarge = "too-large", Warning, "page is too large";
    /// A link on the disk was not followed: it leads out of the root, or back into itself.
    LinkNotFollowed = "link-not-followed", Warning, "symbolic link was not followed";
    // markdown
    /// `---` opens the front matter and nothing closes it.
    UnclosedFrontMatter = "unclosed-front-matter", Warning, "front matter never ends";
    /// `<!--` without `-->`.
    UnclosedComment = "unclosed-comment", Warning, "comment never ends";
    /// A metadata comment that its own `-->` does not end.
    RunawayComment = "runaway-comment", Warning, "comment runs into the next block";
    /// Quotes and lists inside of each other, deeper than anyone writes.
    TooDeep = "too-deep", Warning, "page is nested too deeply";
    /// A code fence that nothing closes before the page ends or the next heading.
    UnclosedCode = "unclosed-code", Warning, "code block never ends";
    /// A `|` in a cell split it.
    UnescapedPipe = "unescaped-pipe", Warning, "unescaped `|` inside a table cell";
    /// A row runs over several lines.
    BrokenRow = "broken-row", Warning, "table row is broken over lines";
    /// The delimiter row does not fit the header.
    BrokenDelimiter = "broken-delimiter", Warning, "table's delimiter row does not fit its header";
    // extract
    /// Neither a type nor an operation, and no page about concepts either.
    UnknownPage = "unknown-page", Warning, "page is neither a type nor an operation";
    /// A request line on a page that is of no operation and declares no type.
    StrayRequest = "stray-request", Note, "request on a page of no operation";
    /// `[!INCLUDE]` of a file that is not there.
    MissingInclude = "missing-include", Warning, "included file is missing";
    /// `[!INCLUDE]` of a file outside of the root.
    OutsideInclude = "outside-include", Warning, "included file is outside of the pages' folder";
    /// A property table without a column for the names.
    NoNameColumn = "no-name-column", Warning, "table has no column for names";
    /// Rows that look like declarations and that nothing reads.
    UnreadTable = "unread-table", Warning, "table was not read";
    /// A key of a type's JSON representation that no table lists.
    UndocumentedProperty = "undocumented-property", Note, "JSON shows a property that no table lists";
    /// An address of another version than the one that is read.
    OtherVersion = "other-version", Warning, "part of a page is of another API version";
    /// A comment block that is not quite JSON.
    MalformedMetadata = "malformed-metadata", Warning, "comment block is not valid JSON";
    /// A property row whose type is not understood.
    UnknownType = "unknown-type", Warning, "unknown type";
    /// A type that a page links to and that no page shows.
    ExternalType = "external-type", Warning, "type's page is missing";
    /// A name with characters that no name has.
    UnsafeName = "unsafe-name", Warning, "name cannot be used";
    /// An operation page without a readable request line.
    NoRequest = "no-request", Warning, "no HTTP request found";
    /// A line of a request block that is no request.
    UnreadRequest = "unread-request", Warning, "request line was not understood";
    /// Nothing tells what an operation takes.
    UnknownBody = "unknown-body", Warning, "type of the request body is not documented";
    /// Nothing tells what an operation gives.
    UnknownResult = "unknown-result", Warning, "type of the result is not documented";
    /// Two places of a page tell different results.
    ResultDisagrees = "result-disagrees", Warning, "page names two different results";
    /// A permission cell or section that holds no scope.
    UnreadPermissions = "unread-permissions", Warning, "permissions were not understood";
    /// An example that is not JSON even after repairs.
    UnreadExample = "unread-example", Warning, "example is not readable JSON";
    /// An example that is JSON after repairs.
    RepairedExample = "repaired-example", Note, "example is not strict JSON";
    // merge
    /// Pages of two API versions under one root.
    MixedVersions = "mixed-versions", Error, "pages of several API versions";
    /// Blocks of several API versions, and nothing that chooses.
    SeveralVersions = "several-versions", Warning, "pages describe several API versions";
    /// The version that was chosen is not what the pages tell of.
    UnknownVersion = "unknown-version", Warning, "no page tells of this API version";
    /// Two pages contradict and one had to win.
    PagesDisagree = "pages-disagree", Warning, "pages contradict each other";
    /// A name declared twice in one place.
    Duplicate = "duplicate", Warning, "declared twice";
    /// A type that only examples or request bodies show.
    InferredType = "inferred-type", Warning, "type was inferred";
    /// An example's request that no page lists and that the documented types do not lead to.
    StrayExample = "stray-example", Warning, "example's address is not documented";
    /// An operation that only a method table names, or an example shows.
    InferredOperation = "inferred-operation", Warning, "operation was inferred";
    // overrides and schema
    /// A schema or overrides file that cannot be read.
    BadYaml = "bad-yaml", Error, "file cannot be read as YAML of this form";
    /// An override that no longer applies.
    UnusedOverride = "unused-override", Error, "override no longer applies";
    // limits
    /// More of one thing than is taken: requests of a page, properties of a type, characters of a text.
    OverLimit = "over-limit", Warning, "more than is taken of one thing";
    /// More in all than is taken.
    TooMuch = "too-much", Error, "more than is taken in all";
    // resolve
    /// Two documented names give one Rust name.
    NameCollision = "name-collision", Warning, "names collide in Rust";
    /// A type that is its own base.
    BaseCycle = "base-cycle", Warning, "type inherits from itself";
    /// An operation whose method or path has no form in Rust.
    UnsupportedPath = "unsupported-path", Warning, "operation's path is not supported";
}
