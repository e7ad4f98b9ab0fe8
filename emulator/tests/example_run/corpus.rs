//! Which pages are read.

use std::path::{Path, PathBuf};

/// A folder of pages of one version.
pub(crate) struct Corpus {
    pub(crate) name: &'static str,
    pub(crate) pages: PathBuf,
    pub(crate) overrides: Option<PathBuf>,
}

/// The shared corpora, below `GRAPHDOWN_SHARED` or beside the repository. Where they are not, that is told; with
/// `GRAPHDOWN_REQUIRE_SHARED=1` it is a failure.
pub(crate) fn shared(repository: &Path) -> Option<Vec<Corpus>> {
    let root =
        std::env::var_os("GRAPHDOWN_SHARED").map_or_else(|| repository.join("../shared"), PathBuf::from);
    let root = root.join("corpus");
    if !root.is_dir() {
        let required = std::env::var("GRAPHDOWN_REQUIRE_SHARED").is_ok_and(|it| it == "1");
        assert!(!required, "no corpus at {}", root.display());
        println!("SKIPPED: no corpus at {}", root.display());
        return None;
    }
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
