//! What each room of the review may know of the others, from what knows nothing to what knows all.

#[path = "../../tests/support/rooms.rs"]
mod rooms;

use std::path::Path;

const ROOMS: &[rooms::Row] = &[
    ("fault", &[]),
    ("kind", &[]),
    ("lines", &[]),
    ("metadata", &[]),
    ("scalar", &[]),
    ("tested", &["fault"]),
    ("types", &["fault"]),
    ("values", &["fault", "lines", "scalar", "types"]),
    ("request", &["fault", "scalar", "values"]),
    ("response", &["fault", "values"]),
    ("summary", &["values"]),
    (
        "walk",
        &[
            "fault", "lines", "metadata", "request", "response", "summary", "types", "values",
        ],
    ),
    ("write", &["summary"]),
];

#[test]
fn rooms_know_only_what_stands_above_them() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    rooms::hold(&src, ROOMS, &["lib"]);
}
