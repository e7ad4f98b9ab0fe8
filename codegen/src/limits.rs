//! How much is made of what is read.
//!
//! A page may say in one line what is written many times: each request of a page repeats its words and examples, each type
//! its base's properties. So a few hundred kilobytes could ask for gigabytes. What is beyond a limit is left out, with a
//! finding; the limits are many times what the largest known reference has (v1.0 and beta of Microsoft Graph).

use std::collections::HashMap;

use crate::coverage::{Coverage, Skipped, Unit, Verdict};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::facts::{Facts, OperationFacts, PropertyFacts};
use crate::schema::{MOST_BASES, Permissions, Schema, TypeDef};
use crate::source::Span;

/// The most that is made of pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Properties of one struct, with those of its bases. The largest known has 301.
    pub properties: usize,
    /// Properties of all structs, with those of their bases. The largest known reference has 11,917.
    pub all_properties: usize,
    /// Requests of one page. The largest known has 36.
    pub requests: usize,
    /// Characters of one description. The longest known has 1,994.
    pub words: usize,
    /// Bytes of text that requests and derived types repeat, in all.
    pub repeated: usize,
    /// Types and paths, of which each is about a file. The largest known reference has some 4,000.
    pub files: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            properties: 12_000,
            all_properties: 200_000,
            requests: 500,
            words: 20_000,
            repeated: 256 << 20,
            files: 50_000,
        }
    }
}

impl Limits {
    /// The names of the limits, as [`set`](Self::set) takes them and in the order of the fields.
    pub const NAMES: [&str; 6] = [
        "properties",
        "all-properties",
        "requests",
        "words",
        "repeated",
        "files",
    ];

    /// Sets the limit of that name. False where there is none.
    pub fn set(&mut self, name: &str, most: usize) -> bool {
        let found = Self::NAMES
            .iter()
            .zip(self.all())
            .find(|(known, _)| **known == name);
        found.map(|(_, limit)| *limit = most).is_some()
    }

    /// The limits that are not as they are by themselves.
    pub(crate) fn changed(&self) -> Vec<(&'static str, usize)> {
        let (mut these, mut usual) = (self.clone(), Self::default());
        let pairs = these.all().into_iter().zip(usual.all());
        let named = Self::NAMES.into_iter().zip(pairs);
        let changed = named.filter(|(_, (this, usual))| this != usual);
        changed.map(|(name, (this, _))| (name, *this)).collect()
    }

    /// In the order of their names.
    fn all(&mut self) -> [&mut usize; Self::NAMES.len()] {
        [
            &mut self.properties,
            &mut self.all_properties,
            &mut self.requests,
            &mut self.words,
            &mut self.repeated,
            &mut self.files,
        ]
    }
}

/// What to do about a limit, behind what may be done without raising it.
fn help(first: &str, name: &str) -> String {
    format!("{first} `--limit {name}=COUNT` raises the limit, in a build script `Builder::limits`")
}

/// Where one page has too much of something.
const MEND: &str = "mend the page; where it is meant so,";

/// Where all together have.
const FEWER: &str = "read fewer pages;";

/// Leaves out of the pages' operations what is too much, before each request gets its own copy.
pub(crate) fn cut_operations(
    facts: &mut [Facts],
    limits: &Limits,
    diags: &mut Diagnostics,
    coverage: &mut Coverage,
) {
    let mut left = limits.repeated;
    for operation in facts.iter_mut().filter_map(|it| it.operation.as_mut()) {
        let span = operation.span;
        for text in [&mut operation.description, &mut operation.deprecated] {
            cut_words(text, span, limits, diags);
        }
        let parameters = operation.parameters.iter_mut().map(|(_, it)| it);
        for row in parameters.chain(&mut operation.body.rows) {
            cut_words(&mut row.description, row.span, limits, diags);
        }

        let (count, shared) = (operation.requests.len(), shared(operation).max(1));
        let kept = count.min(limits.requests).min(1 + left / shared);
        left = left.saturating_sub(kept.saturating_sub(1) * shared);
        if kept < count {
            let message = format!(
                "this page has {count} requests, each with {shared} bytes of its words and examples: {kept} are taken"
            );
            let first = operation.requests[kept].span;
            let name = if kept == limits.requests {
                "requests"
            } else {
                "repeated"
            };
            diags.push(Diagnostic::new(Code::OverLimit, first, message).help(help(MEND, name)));
            for left_out in operation.requests.drain(kept..) {
                let verdict = Verdict::Skipped(Skipped::Unreadable);
                coverage.judge(Unit::Operation, verdict, left_out.span);
            }
        }
    }
}

/// Bytes of what each request of a page repeats.
fn shared(it: &OperationFacts) -> usize {
    let text = |it: &Option<String>| it.as_ref().map_or(0, String::len);
    let names = |it: &Permissions| {
        let lists = [&it.delegated, &it.delegated_personal, &it.application];
        lists.into_iter().flatten().map(String::len).sum::<usize>()
    };
    let row = |it: &PropertyFacts| it.name.len() + text(&it.description);
    let rows = it.parameters.iter().map(|(_, it)| it).chain(&it.body.rows);
    let examples = it
        .examples
        .iter()
        .map(|it| it.start.len() + it.body.len() + it.headers.iter().map(String::len).sum::<usize>());
    it.title.len()
        + text(&it.description)
        + text(&it.deprecated)
        + it.permissions.as_ref().map_or(0, names)
        + rows.map(row).sum::<usize>()
        + examples.sum::<usize>()
}

/// Leaves out of the types what is too much, and refuses what is too much in all.
pub(crate) fn cut_types(schema: &mut Schema, limits: &Limits, diags: &mut Diagnostics) {
    for ty in &mut schema.types {
        let span = ty.span;
        let of_members = ty.member_facts.values_mut();
        let of_members = of_members.flat_map(|it| [&mut it.description, &mut it.deprecated]);
        for text in [&mut ty.description, &mut ty.deprecated]
            .into_iter()
            .chain(of_members)
        {
            cut_words(text, span, limits, diags);
        }
        for it in &mut ty.properties {
            for text in [&mut it.description, &mut it.deprecated] {
                cut_words(text, it.span, limits, diags);
            }
        }
    }

    let lineages = lineages(&schema.types);
    let own: Vec<usize> = schema.types.iter().map(|it| it.properties.len()).collect();
    let (mut all, mut repeated) = (0, 0);
    let text: Vec<usize> = schema.types.iter().map(text_of_properties).collect();
    for (at, lineage) in lineages.iter().enumerate() {
        // A base has been cut to the limit itself, so that it alone may fill it.
        let inherited: usize = lineage.iter().map(|it| own[*it]).sum();
        let room = limits.properties.saturating_sub(inherited);
        let ty = &mut schema.types[at];
        if let Some(first) = ty.properties.get(room) {
            let message = format!(
                "`{}` has {} properties with those of its bases, of which {} are taken",
                ty.name,
                inherited + ty.properties.len(),
                limits.properties
            );
            diags.push(Diagnostic::new(Code::OverLimit, first.span, message).help(help(MEND, "properties")));
            ty.properties.truncate(room);
        }
        all += (inherited + ty.properties.len()).min(limits.properties);
        repeated += lineage.iter().map(|it| text[*it]).sum::<usize>();
    }
    let what = "properties of all types, with those of their bases";
    let raise = help(FEWER, "all-properties");
    refuse(what, all, limits.all_properties, &raise, diags);
    let what = "bytes of text that derived types repeat";
    refuse(what, repeated, limits.repeated, &help(FEWER, "repeated"), diags);
}

/// The types that each type inherits from, nearest first: by their numbers.
fn lineages(types: &[TypeDef]) -> Vec<Vec<usize>> {
    let by_name: HashMap<(&str, &str), usize> = types
        .iter()
        .enumerate()
        .map(|(at, it)| ((it.namespace.as_str(), it.name.as_str()), at))
        .collect();
    let base = |at: usize| {
        let name = types[at].base.as_deref()?;
        let full = name.rsplit_once('.').and_then(|name| by_name.get(&name));
        full.or_else(|| by_name.get(&(types[at].namespace.as_str(), name)))
            .copied()
    };
    let bases: Vec<Option<usize>> = (0..types.len()).map(base).collect();
    let lineage = |at: usize| {
        // A circle of bases is told by another stage.
        let next = |it: &usize| bases[*it].filter(|base| *base != at);
        std::iter::successors(next(&at), next).take(MOST_BASES).collect()
    };
    (0..types.len()).map(lineage).collect()
}

fn text_of_properties(ty: &TypeDef) -> usize {
    let text = |it: &Option<String>| it.as_ref().map_or(0, String::len);
    let of = ty
        .properties
        .iter()
        .map(|it| it.name.len() + text(&it.description) + text(&it.deprecated));
    of.sum()
}

/// Refuses what so many files would be made of.
pub(crate) fn check_files(count: usize, limits: &Limits, diags: &mut Diagnostics) {
    let what = "types and paths, of each of which a file is made";
    let raise = help("select a part (`--include`, `Builder::include`);", "files");
    refuse(what, count, limits.files, &raise, diags);
}

fn refuse(what: &str, count: usize, limit: usize, help: &str, diags: &mut Diagnostics) {
    if count > limit {
        let message = format!("there are {count} {what}; at most {limit} are taken");
        diags.push(Diagnostic::placeless(Code::TooMuch, message).help(help));
    }
}

/// Cuts a text behind a whole word.
fn cut_words(text: &mut Option<String>, span: Span, limits: &Limits, diags: &mut Diagnostics) {
    let Some(text) = text.as_mut().filter(|it| it.len() > limits.words) else {
        return;
    };
    let Some((end, _)) = text.char_indices().nth(limits.words) else {
        return;
    };
    let message = format!(
        "this text has {} characters, of which {} are taken",
        text.chars().count(),
        limits.words
    );
    diags.push(Diagnostic::new(Code::OverLimit, span, message).help(help(MEND, "words")));
    text.truncate(end);
    let whole = text.rfind(char::is_whitespace).unwrap_or(end);
    text.truncate(whole);
    text.push('…');
}

#[cfg(test)]
mod tests {
    use super::{Limits, cut_types};
    use crate::diag::{Code, Diagnostics};
    use crate::schema::{Property, Schema, TypeDef};

    fn ty(name: &str, base: Option<&str>, count: usize) -> TypeDef {
        let property = |it: usize| Property {
            name: format!("{name}{it}"),
            ty: "String".to_owned(),
            description: Some("word ".repeat(30)),
            ..Property::default()
        };
        TypeDef {
            name: name.to_owned(),
            namespace: "microsoft.graph".to_owned(),
            base: base.map(str::to_owned),
            properties: (0..count).map(property).collect(),
            ..TypeDef::default()
        }
    }

    fn cut(types: Vec<TypeDef>, limits: &Limits) -> (Vec<usize>, Vec<Code>, Schema) {
        let mut schema = Schema {
            types,
            ..Schema::default()
        };
        let mut found = Diagnostics::default();
        cut_types(&mut schema, limits, &mut found);
        let counts = schema.types.iter().map(|it| it.properties.len()).collect();
        (counts, found.iter().map(|it| it.code).collect(), schema)
    }

    #[test]
    fn properties_are_counted_with_those_of_bases() {
        let types = || {
            vec![
                ty("base", None, 10),
                ty("middle", Some("base"), 10),
                ty("end", Some("middle"), 10),
            ]
        };
        let limits = |properties| Limits {
            properties,
            ..Limits::default()
        };
        assert_eq!(cut(types(), &limits(30)).0, [10, 10, 10]);
        let (counts, codes, _) = cut(types(), &limits(15));
        assert_eq!(counts, [10, 5, 0]);
        assert_eq!(codes, [Code::OverLimit; 2]);
    }

    #[test]
    fn every_limit_has_its_name() {
        let mut limits = Limits::default();
        for (at, name) in Limits::NAMES.into_iter().enumerate() {
            assert!(limits.set(name, at));
        }
        assert!(!limits.set("none", 1));
        let set = Limits {
            properties: 0,
            all_properties: 1,
            requests: 2,
            words: 3,
            repeated: 4,
            files: 5,
        };
        assert_eq!(limits, set);
        let mut limits = Limits::default();
        assert_eq!(limits.changed(), []);
        limits.words = 7;
        assert_eq!(limits.changed(), [("words", 7)]);
    }

    #[test]
    fn what_is_too_much_in_all_is_refused() {
        let mut types = vec![ty("base", None, 100)];
        types.extend((0..50).map(|it| ty(&format!("t{it}"), Some("base"), 1)));
        let limits = Limits {
            all_properties: 5_000,
            repeated: 10_000,
            ..Limits::default()
        };
        assert_eq!(cut(types, &limits).1, [Code::TooMuch; 2]);
    }

    #[test]
    fn a_text_is_cut_behind_a_word() {
        let limits = Limits {
            words: 52,
            ..Limits::default()
        };
        let (_, codes, schema) = cut(vec![ty("a", None, 1)], &limits);
        assert_eq!(codes, [Code::OverLimit]);
        let text = schema.types[0].properties[0].description.as_deref();
        assert_eq!(text, Some(format!("{}…", "word ".repeat(10).trim_end()).as_str()));
    }
}
