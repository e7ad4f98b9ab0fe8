//! `service.yaml`: what is set of a service, once for all commands and build scripts. Flags and the `Builder` come before it, what
//! the pages say comes after it. Its form is `docs/service.schema.json`.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::schema::yaml::{read_yaml, span_of_line};
use crate::service::{Settings, Wrong};
use crate::source::{FileId, SourceFile, Span};

/// What the file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceFile {
    /// Of the service.
    pub service: Settings,
    /// The API version to read.
    pub version: Option<String>,
    /// Files of corrections. A relative path is relative to the file.
    pub overrides: Vec<PathBuf>,
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    #[serde(default)]
    namespace: Option<String>,
    #[serde(default)]
    base_url: Option<String>,
    #[serde(default)]
    version: Option<String>,
    #[serde(default)]
    prefixes: Vec<String>,
    #[serde(default)]
    client: Option<String>,
    #[serde(default)]
    overrides: Vec<PathBuf>,
}

/// Reads the file. Where something in it is wrong, that is told with its place, and nothing of it counts.
pub fn read(source: &SourceFile, file: FileId, path: &Path, diagnostics: &mut Diagnostics) -> ServiceFile {
    let text = match read_yaml::<Option<Text>>(&source.text, &source.name) {
        Ok(text) => text,
        Err(error) => {
            let told = error.diagnostic(file, &source.text);
            diagnostics.push(told.help("docs/service.md lists the keys that it may have"));
            None
        }
    };
    let Some(text) = text else {
        return ServiceFile::default();
    };
    let service = Settings {
        namespace: text.namespace,
        base_url: text.base_url,
        prefixes: text.prefixes,
        client: text.client,
    };
    if let Some(Wrong { key, why }) = service.wrong() {
        let span = key_span(file, &source.text, key);
        diagnostics.push(
            Diagnostic::new(Code::BadYaml, span, why)
                .help("docs/service.md lists the keys and what they hold"),
        );
        return ServiceFile::default();
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    ServiceFile {
        service,
        version: text.version,
        overrides: text.overrides.iter().map(|it| folder.join(it)).collect(),
    }
}

/// The line of a key.
fn key_span(file: FileId, text: &str, key: &str) -> Span {
    let is_its = |line: &str| {
        line.trim_start()
            .strip_prefix(key)
            .is_some_and(|it| it.trim_start().starts_with(':'))
    };
    let number = text.lines().position(is_its).unwrap_or(0);
    span_of_line(file, text, number + 1, 1)
}
