//! Which pages are read.

use std::path::PathBuf;

/// A folder of pages of one version.
pub(crate) struct Corpus {
    pub(crate) name: &'static str,
    pub(crate) pages: PathBuf,
    pub(crate) overrides: Option<PathBuf>,
}

/// The shared corpora, where they are.
pub(crate) fn shared() -> Option<Vec<Corpus>> {
    let root = graphdown_test_support::corpus::pages("corpus")?;
    let corpus = |(name, below): (&'static str, &str)| Corpus {
        name,
        pages: root.join(below),
        overrides: None,
    };
    let all = [
        ("v1.0 of 2021", "2021/api-reference/v1.0"),
        ("Intune beta of 2021", "2021/api-reference/beta"),
        ("modern v1.0", "modern/api-reference/v1.0"),
        ("modern beta", "modern/api-reference/beta"),
    ];
    Some(all.into_iter().map(corpus).collect())
}
