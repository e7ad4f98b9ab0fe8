//! The reference corpus: a folder of original pages beside the repository, or where `GRAPHDOWN_SHARED` says.

use std::path::{Path, PathBuf};

use crate::{repository, skipped};

/// Names another folder than `../shared`, absolute or relative to the root of the repository.
const PLACE: &str = "GRAPHDOWN_SHARED";

/// With `1`, a test whose pages are not there fails.
const REQUIRED: &str = "GRAPHDOWN_REQUIRE_SHARED";

/// The pages of one version, read by themselves.
pub struct Version {
    /// The folder below the corpus.
    pub folder: &'static str,
    /// Which pages of the folder, where it holds more than one version.
    pub api_version: Option<&'static str>,
}

/// Every folder of pages, each version by itself. The two modern ones also link into each other, as their publisher keeps them.
pub const VERSIONS: [Version; 4] = [
    version("corpus/2021/api-reference/v1.0", None),
    version("corpus/2021/api-reference/beta", None),
    version("corpus/modern/api-reference", Some("v1.0")),
    version("corpus/modern/api-reference", Some("beta")),
];

const fn version(folder: &'static str, api_version: Option<&'static str>) -> Version {
    Version { folder, api_version }
}

/// A folder of pages, by its path below the shared folder. Where it is absent, the test is told as skipped and gets `None`.
///
/// # Panics
///
/// If the folder is absent and `GRAPHDOWN_REQUIRE_SHARED` is `1`.
pub fn pages(below: &str) -> Option<PathBuf> {
    let place = std::env::var_os(PLACE).unwrap_or_else(|| "../shared".into());
    let folder = repository().join(place).join(below);
    if folder.is_dir() {
        return Some(folder);
    }
    absent(&folder, std::env::var(REQUIRED).is_ok_and(|it| it == "1"));
    None
}

fn absent(folder: &Path, is_required: bool) {
    let reason = format!("no pages at {}", folder.display());
    assert!(!is_required, "{reason}, and {REQUIRED} is set");
    skipped(&reason);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_absent_is_told() {
        absent(Path::new("nowhere"), false);
    }

    #[test]
    #[should_panic(expected = "no pages at nowhere, and GRAPHDOWN_REQUIRE_SHARED is set")]
    fn what_is_required_fails() {
        absent(Path::new("nowhere"), true);
    }
}
