//! Conversations with the emulator over HTTP, each a file in `cases`. See `cases/README.md` for
//! the form.

use std::path::{Path, PathBuf};

use crate::conversation;

#[tokio::test]
async fn conversations() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/emulator/cases");
    let mut cases: Vec<PathBuf> = std::fs::read_dir(&folder)
        .expect("the folder of cases")
        .map(|it| it.expect("an entry of the folder").path())
        .filter(|it| it.extension().is_some_and(|it| it == "txt"))
        .collect();
    cases.sort();
    assert!(!cases.is_empty(), "no cases in {}", folder.display());
    let mut failures = Vec::new();
    for case in cases {
        let text = std::fs::read_to_string(&case).expect("a case");
        if let Err(failure) = conversation::run(&text).await {
            let name = case
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            failures.push(format!("{name}:{failure}"));
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n\n"));
}
