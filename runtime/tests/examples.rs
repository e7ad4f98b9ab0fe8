//! What the harness makes of examples, good and bad: `examples.json` has them, by their lines.

use graphdown_runtime::examples::{self, Answer, Call, Fault, Operation, Report, Trial};

use crate::sample::{BASE_URL, Client, types::RemoteActionAudit, types::User};

const EXAMPLES: &str = include_str!("examples.json");

const OPERATIONS: &[Operation<Client>] = &[
    Operation {
        name: "create",
        query: &[],
        call: |client, call| {
            let audits = client.device_management().remote_action_audits();
            call.sent(audits.create(&call.model()?))
        },
        answer: Answer::Model(|| Box::<RemoteActionAudit>::default()),
    },
    Operation {
        name: "get",
        query: &[],
        call: |client, call| {
            let audits = client.device_management().remote_action_audits();
            call.sent(audits.id(call.text(0)?).get())
        },
        answer: Answer::Model(|| Box::<RemoteActionAudit>::default()),
    },
    Operation {
        name: "delta",
        query: &[],
        call: |client, call| call.sent(client.users().delta()),
        answer: Answer::List(examples::page::<User>),
    },
    Operation {
        name: "with-or-without",
        query: &[],
        call: |client, call| {
            let body = call.if_any(Call::model::<User>)?;
            call.sent(client.users().delta().optional_body(body.as_ref()))
        },
        answer: Answer::Nothing,
    },
    Operation {
        name: "several",
        query: &[],
        call: |client, call| {
            let users = call.list::<User>()?;
            call.sent(client.users().delta().body(&users.as_slice()))
        },
        answer: Answer::Nothing,
    },
];

fn report() -> Report {
    let client = Client::from_runtime(examples::client(BASE_URL));
    examples::try_operations(EXAMPLES, &client, BASE_URL, OPERATIONS)
}

/// `Theirs: no-json`, or `passed`.
fn told(outcome: &Trial) -> String {
    let findings: Vec<_> = outcome
        .findings
        .iter()
        .map(|it| format!("{:?}: {}", it.fault, it.kind))
        .collect();
    if findings.is_empty() {
        "passed".to_owned()
    } else {
        findings.join(", ")
    }
}

#[test]
fn each_example_is_told_for_what_it_is() {
    let expected = [
        "passed",
        "passed",
        "Theirs: address-of-another-case",
        "Ours: path-differs",
        "Theirs: request-refused",
        "Limit: body-left-out",
        "Limit: body-of-another-kind",
        "Theirs: body-not-documented",
        "Ours: operation-missing",
        "Limit: address-of-another-service",
        "passed",
        "Theirs: answer-in-an-envelope",
        "Theirs: answer-is-a-list",
        "Theirs: value-of-another-type, Theirs: value-of-another-type",
        "Theirs: name-twice",
        "Limit: answer-of-failure",
        "passed",
        "Theirs: answer-is-no-list",
        "Theirs: value-of-another-type",
        "passed",
        "Theirs: answer-is-no-json",
        "Theirs: no-json",
        "passed",
        "passed",
        "passed",
        "Limit: body-of-one",
        "Limit: body-left-out",
    ];
    let report = report();
    let found: Vec<String> = report.outcomes.iter().map(told).collect();
    for (line, (found, expected)) in found.iter().zip(expected).enumerate() {
        assert_eq!(found, expected, "line {}", line + 1);
    }
    assert_eq!(found.len(), expected.len());
}

#[test]
fn what_is_lost_nowhere_is_unchanged() {
    let report = report();
    let changed = report.outcomes.iter().filter(|it| it.unchanged == Some(false));
    let changed: Vec<_> = changed.filter_map(|it| it.line).collect();
    // Requests that the client makes otherwise, or not at all; no answer.
    assert_eq!(changed, [3, 4, 6, 8, 26, 27]);
}

#[test]
fn properties_count_where_they_are_of_their_type() {
    let report = report();
    let counted = |line: usize| {
        let it = &report.outcomes[line - 1];
        (it.met, it.typed, it.placeholders, it.undocumented)
    };
    assert_eq!(counted(11), (2, 2, 0, 1));
    assert_eq!(counted(12), (2, 2, 0, 0));
    assert_eq!(counted(14), (2, 0, 1, 0));
    assert_eq!(counted(17), (4, 4, 0, 0));
}

#[test]
fn the_report_gives_totals_groups_and_pages() {
    let report = report();
    let text = report.to_string();
    assert!(
        text.contains("Theirs: answer-in-an-envelope: 1 on 1 pages\n      a.md:12: "),
        "{text}"
    );
    assert!(text.contains("\npages with the most faults\n"), "{text}");
    let ours = report.ours();
    assert_eq!(ours.len(), 2, "{ours:?}");
    assert!(
        report
            .outcomes
            .iter()
            .any(|it| it.findings.iter().any(|it| it.fault == Fault::Limit))
    );
}

#[test]
#[should_panic(expected = "2 faults of the client")]
fn a_fault_of_the_client_fails_the_test() {
    let client = Client::from_runtime(examples::client(BASE_URL));
    examples::check_operations(EXAMPLES, &client, BASE_URL, OPERATIONS);
}
