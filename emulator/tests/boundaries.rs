//! What each room of the emulator may know of the others, from what knows nothing to what knows all.

#[path = "../../tests/support/rooms.rs"]
mod rooms;

use std::path::Path;

const ROOMS: &[rooms::Row] = &[
    ("call", &[]),
    ("catalog", &[]),
    ("error", &[]),
    ("log", &[]),
    ("settings", &[]),
    ("token", &[]),
    ("admission", &["error"]),
    ("auth", &["error", "token"]),
    ("query", &["catalog", "error"]),
    ("store", &["error"]),
    ("validate", &["catalog", "error"]),
    ("payload", &["error", "store"]),
    ("reply", &["error", "store"]),
    ("routing", &["catalog", "store"]),
    ("examples", &["call", "query", "routing"]),
    ("api", &["catalog", "examples", "routing"]),
    (
        "page_choice",
        &[
            "auth", "call", "catalog", "examples", "payload", "routing", "token",
        ],
    ),
    (
        "answer",
        &[
            "api", "catalog", "error", "examples", "payload", "query", "reply", "routing", "settings",
            "store", "validate",
        ],
    ),
    (
        "service",
        &[
            "answer",
            "api",
            "auth",
            "call",
            "error",
            "examples",
            "log",
            "page_choice",
            "payload",
            "query",
            "reply",
            "routing",
            "settings",
            "store",
        ],
    ),
    ("served", &["examples", "routing", "service"]),
    (
        "server",
        &["admission", "call", "error", "log", "reply", "service"],
    ),
    (
        "emulator",
        &[
            "answer", "api", "error", "examples", "log", "routing", "served", "server", "service",
            "settings", "store",
        ],
    ),
];

#[test]
fn rooms_know_only_what_stands_above_them() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    rooms::hold(&src, ROOMS, &["lib"]);
}
