//! What a shell is told when it asks how a documented path goes on.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::PathBuf;

use clap_complete::CompletionCandidate;
use graphdown_codegen::dialect::http::METHODS;
use graphdown_codegen::merge;
use graphdown_codegen::pipeline::{self, Input};
use graphdown_codegen::schema::Operation;

use super::find_pages;
use super::offered::offered;

/// The documented paths that begin as the word does, up to their next `/`; of the method that stands before it.
pub(crate) fn paths(word: &OsStr) -> Vec<CompletionCandidate> {
    let words: Vec<String> = std::env::args().skip_while(|it| it != "call").collect();
    let named: Vec<PathBuf> = value_of("--pages", &words)
        .into_iter()
        .map(PathBuf::from)
        .collect();
    let Ok(pages) = find_pages::find(&named) else {
        return Vec::new();
    };
    let front = pipeline::read(&Input {
        pages: pages.paths,
        overrides: pages.overrides,
        service: value_of("--service", &words).map(PathBuf::from),
        merge: merge::Options {
            api_version: value_of("--api-version", &words),
            ..merge::Options::default()
        },
        ..Input::default()
    });
    let begun = word.to_string_lossy();
    let has_method = |it: &&Operation| {
        words
            .get(1)
            .is_none_or(|method| !is_method(method) || it.method.eq_ignore_ascii_case(method))
    };
    let documented = front.schema.operations.iter().filter(has_method);
    // A shell puts these on its command line as they stand.
    let paths = documented.filter_map(|it| offered(&it.path));
    let next: BTreeSet<String> = paths.filter_map(|it| next(&it, &begun)).collect();
    next.into_iter().map(CompletionCandidate::new).collect()
}

/// A path that begins as the word does, up to the `/` after what is typed.
fn next(path: &str, begun: &str) -> Option<String> {
    let head = path.get(..begun.len())?;
    if !head.eq_ignore_ascii_case(begun) {
        return None;
    }
    let rest = &path[begun.len()..];
    // The `/` of the root is no end, nor is one that is next.
    let from = usize::from(rest.starts_with('/'));
    let end = rest[from..]
        .find('/')
        .map_or(path.len(), |at| begun.len() + from + at + 1);
    Some(path[..end].to_owned())
}

fn is_method(word: &str) -> bool {
    METHODS.iter().any(|it| it.eq_ignore_ascii_case(word))
}

/// The value of an option: `--pages DIR` or `--pages=DIR`; of the environment where it is not among the words.
fn value_of(option: &str, words: &[String]) -> Option<String> {
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if word == option {
            return words.next().cloned();
        }
        if let Some(value) = word.strip_prefix(option).and_then(|it| it.strip_prefix('=')) {
            return Some(value.to_owned());
        }
    }
    let variable = (option == "--pages").then(|| std::env::var(find_pages::VARIABLE).ok());
    variable.flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_goes_on_to_its_next_segment() {
        let path = "/deviceManagement/auditEvents/{id}";
        let cases = [
            ("", Some("/deviceManagement/")),
            ("/", Some("/deviceManagement/")),
            ("/devicem", Some("/deviceManagement/")),
            ("/deviceManagement", Some("/deviceManagement/auditEvents/")),
            ("/deviceManagement/", Some("/deviceManagement/auditEvents/")),
            ("/deviceManagement/auditEvents/", Some(path)),
            ("/users", None),
            ("/deviceManagement/auditEvents/{id}/é", None),
        ];
        for (begun, expected) in cases {
            assert_eq!(next(path, begun).as_deref(), expected, "{begun}");
        }
    }

    #[test]
    fn options_in_both_forms() {
        let words = ["call", "--pages", "a", "--api-version=beta"].map(str::to_owned);
        assert_eq!(value_of("--pages", &words).as_deref(), Some("a"));
        assert_eq!(value_of("--api-version", &words).as_deref(), Some("beta"));
    }
}
