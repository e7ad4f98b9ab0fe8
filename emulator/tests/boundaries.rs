//! What each room of the emulator may know of the others, from what knows nothing to what knows all.

#[path = "../../tests/support/rooms.rs"]
mod rooms;

use std::path::Path;

const ROOMS: &[rooms::Row] = &[
    ("call", &[]),
    ("catalog", &[]),
    ("error", &[]),
    ("log", &[]),
    ("token", &[]),
    ("admission", &["error"]),
    ("auth", &["error", "token"]),
    ("query", &["catalog", "error"]),
    ("store", &["error"]),
    ("validate", &["catalog", "error"]),
    ("payload", &["error", "store"]),
    ("reply", &["error", "store"]),
    ("routing", &["catalog", "store"]),
    ("batch", &["error", "reply"]),
    ("examples", &["call", "query", "routing"]),
    ("fault", &["routing"]),
    ("upload", &["call", "error", "reply", "store"]),
    ("api", &["catalog", "examples", "routing"]),
    ("settings", &["fault"]),
    (
        "answer",
        &[
            "api", "catalog", "error", "examples", "payload", "query", "reply", "routing", "settings",
            "store", "upload", "validate",
        ],
    ),
    (
        "service",
        &[
            "answer", "api", "auth", "batch", "call", "error", "examples", "log", "payload", "query",
            "reply", "routing", "settings", "store", "upload",
        ],
    ),
    ("served", &["examples", "routing", "service"]),
    (
        "server",
        &[
            "admission",
            "call",
            "error",
            "fault",
            "log",
            "reply",
            "service",
            "upload",
        ],
    ),
    (
        "emulator",
        &[
            "answer", "api", "error", "examples", "fault", "log", "routing", "served", "server", "service",
            "settings", "store",
        ],
    ),
];

#[test]
fn rooms_know_only_what_stands_above_them() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    rooms::hold(&src, ROOMS, &["lib"]);
}
