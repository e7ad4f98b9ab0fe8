//! What each room of the command line may know of the others, from what knows nothing to what knows all.

#[path = "../../../tests/support/rooms.rs"]
mod rooms;

use std::path::Path;

const ROOMS: &[rooms::Row] = &[
    ("args", &[]),
    ("exit", &[]),
    ("output", &[]),
    ("progress", &["args", "output"]),
    ("stale", &["output"]),
    ("input", &["args", "exit", "progress"]),
    ("findings", &["args", "input", "output"]),
    (
        "commands",
        &["args", "exit", "findings", "input", "output", "stale"],
    ),
    ("cli", &["args", "commands"]),
];

#[test]
fn rooms_know_only_what_stands_above_them() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    rooms::hold(&src, ROOMS, &["main"]);
}
