//! From options to what the pipeline reads, and back to options.

use std::path::{Path, PathBuf};

use graphdown_codegen::diag::{Code, Levels};
use graphdown_codegen::limits::Limits;
use graphdown_codegen::merge;
use graphdown_codegen::pipeline::{Front, Input};
use graphdown_codegen::text::Inert;

use crate::args::{Global, Pages};
use crate::exit::Failure;
use crate::progress::Progress;

/// Runs the pipeline over what the options name, as far as `stage` goes, and shows on a terminal that it is at work.
pub(crate) fn read(global: &Global, pages: &Pages, stage: fn(&Input) -> Front) -> Result<Front, Failure> {
    let input = input(pages)?;
    let progress = Progress::start(global, "reading pages");
    let front = stage(&input);
    progress.finish();
    Ok(front)
}

fn input(pages: &Pages) -> Result<Input, Failure> {
    for path in pages.paths.iter().chain(&pages.overrides) {
        // Told here, so that a mistyped path is a matter of usage and not of pages.
        std::fs::metadata(path).map_err(|error| format!("`{}` cannot be read: {error}", path.display()))?;
    }
    let (schemas, folders): (Vec<_>, Vec<_>) = pages.paths.iter().cloned().partition(|it| is_schema(it));
    if schemas.len() > 1 || (!schemas.is_empty() && !folders.is_empty()) {
        return Err("give either pages or one schema file, not both".into());
    }
    Ok(Input {
        pages: folders,
        schema: schemas.into_iter().next(),
        overrides: pages.overrides.clone(),
        merge: merge::Options {
            api_version: pages.api_version.clone(),
        },
        levels: levels(pages)?,
        limits: limits(pages),
    })
}

fn limits(pages: &Pages) -> Limits {
    let mut limits = Limits::default();
    for (name, most) in &pages.limit {
        limits.set(name, *most);
    }
    limits
}

fn is_schema(path: &Path) -> bool {
    path.extension()
        .is_some_and(|it| it == "yaml" || it == "yml" || it == "json")
}

fn levels(pages: &Pages) -> Result<Levels, Failure> {
    let mut levels = Levels::default();
    for name in &pages.deny {
        if !levels.deny(name) {
            return Err(no_code(name));
        }
    }
    for name in &pages.warn {
        if !levels.warn(name) {
            return Err(no_code(name));
        }
    }
    for name in &pages.allow {
        let code = code(name)?;
        if !levels.allow(code.name()) {
            return Err(format!(
                "`{name}` makes a run meaningless and cannot be allowed: mend what is given to the command"
            )
            .into());
        }
    }
    Ok(levels)
}

/// The arguments that make `check` read the same and tell the same, as a shell takes them.
pub(crate) fn written(pages: &Pages) -> String {
    let named = |option: &'static str, values: &[String]| -> Vec<(&'static str, String)> {
        values.iter().map(|it| (option, it.clone())).collect()
    };
    let shown =
        |paths: &[PathBuf]| -> Vec<String> { paths.iter().map(|it| it.display().to_string()).collect() };
    let version: Vec<String> = pages.api_version.iter().cloned().collect();
    let limits: Vec<String> = pages
        .limit
        .iter()
        .map(|(name, most)| format!("{name}={most}"))
        .collect();
    let all = [
        named("", &shown(&pages.paths)),
        named("--overrides ", &shown(&pages.overrides)),
        named("--api-version ", &version),
        named("--deny ", &pages.deny),
        named("--warn ", &pages.warn),
        named("--allow ", &pages.allow),
        named("--limit ", &limits),
    ];
    let words = all.into_iter().flatten();
    words
        .map(|(option, value)| format!(" {option}{}", quoted(&value)))
        .collect::<Vec<_>>()
        .concat()
}

/// A word as a POSIX shell takes it, whatever it holds; what acts on a terminal is shown by its code.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/_.,:@%+=-".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    Inert(&format!("'{}'", word.replace('\'', r"'\''"))).to_string()
}

/// The code of a name that the user wrote.
pub(crate) fn code(name: &str) -> Result<Code, Failure> {
    Code::parse(name).ok_or_else(|| no_code(name))
}

fn no_code(name: &str) -> Failure {
    let meant =
        Code::nearest(name).map_or_else(String::new, |code| format!("; did you mean `{}`?", code.name()));
    format!("`{name}` is no code{meant}\n`graphdown explain` lists all codes").into()
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn words_for_a_shell() {
        assert_eq!(quoted("docs/api-reference/v1.0"), "docs/api-reference/v1.0");
        assert_eq!(quoted("my pages"), "'my pages'");
        assert_eq!(quoted("it's $(x)"), r"'it'\''s $(x)'");
        assert_eq!(quoted("a\u{1b}"), r"'a\u{1b}'");
    }
}
