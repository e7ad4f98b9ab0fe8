//! What `facts` shows of single pages.

use crate::support::{audit, expect};

#[test]
fn a_page_gives_what_it_states_with_places() {
    let page = format!("{}/resources/audit-actor.md", audit());
    let shown = expect(0, &["facts", &page]).stdout;
    for line in [
        "name: \"auditActor\",",
        "name: \"ipAddress\",",
        "primitive: true,",
    ] {
        assert!(shown.lines().any(|it| it.trim() == line), "{line}\n{shown}");
    }
    assert!(shown.contains("span: ") && !shown.contains("Span {"), "{shown}");
    assert!(!shown.contains(": None,") && !shown.contains(": [],"), "{shown}");
}

#[test]
fn facts_are_for_those_who_know_of_them() {
    assert!(!expect(0, &["--help"]).stdout.contains("facts"));
    let ran = expect(2, &["facts", "nowhere.md"]);
    assert!(ran.stderr.contains("nowhere.md"), "{}", ran.stderr);
}
