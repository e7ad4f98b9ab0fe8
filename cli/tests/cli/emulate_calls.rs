//! `graphdown emulate`, as a shell sees it.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Stdio};

use crate::support::in_repository;

/// A server that ends with its test.
struct Serving {
    child: Child,
    url: String,
}

impl Serving {
    fn start(args: &[&str]) -> Self {
        let mut child = in_repository(&[&["emulate", "--port", "0"], args].concat())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let stdout = child.stdout.take().expect("a pipe");
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line).expect("the address");
        let url = line.trim().to_owned();
        Self { child, url }
    }

    /// Ends it; gives what it said on standard error.
    fn end(mut self) -> String {
        self.child.kill().expect("it runs");
        let mut said = String::new();
        let stderr = self.child.stderr.as_mut().expect("a pipe");
        stderr.read_to_string(&mut said).expect("text");
        said
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Calls a path with a token, or without; the exit code.
fn call(serving: &Serving, path: &str, token: &str) -> Option<i32> {
    let mut command = in_repository(&["call", "GET", path, "--base-url", &serving.url]);
    if !token.is_empty() {
        command.env("GRAPHDOWN_TOKEN", token);
    }
    command.output().expect("the program runs").status.code()
}

const PAGES: &str = "schemas/audit/pages";
const AUDITS: &str = "/deviceManagement/remoteActionAudits";

#[test]
fn it_says_what_it_serves_and_how_to_call_it() {
    let serving = Serving::start(&[PAGES]);
    assert!(serving.url.ends_with("/beta"), "{}", serving.url);
    assert_eq!(call(&serving, AUDITS, ""), Some(1), "a token is needed");
    let said = serving.end();
    let row = said
        .lines()
        .find(|it| it.starts_with("GET    /deviceManagement/remoteActionAudits "));
    let row = row.unwrap_or_else(|| panic!("no row: {said}"));
    assert!(
        row.contains("stored") && row.ends_with("api/remote-action-audit-list.md"),
        "{row}"
    );
    assert!(
        said.contains("401 GET    /beta/deviceManagement/remoteActionAudits"),
        "{said}"
    );
}

#[test]
fn the_line_to_paste_works() {
    let serving = Serving::start(&[PAGES]);
    let url = serving.url.clone();
    let said = serving.end();
    let line = said
        .lines()
        .find(|it| it.trim_start().starts_with("curl "))
        .expect("a line to paste");
    let (_, rest) = line.split_once("Bearer ").expect("a token");
    let (token, address) = rest.split_once("\" ").expect("an address");
    let path = address.strip_prefix(&url).expect("the address that is served");

    let serving = Serving::start(&[PAGES]);
    assert_eq!(call(&serving, path, token), Some(0), "{line}");
    let said = serving.end();
    assert!(
        said.contains("200 GET") && said.contains(".md]"),
        "the log names the page: {said}"
    );
}

#[test]
fn examples_and_tokens_are_a_choice() {
    let item = format!("{AUDITS}/never-created");
    let serving = Serving::start(&[PAGES, "--no-auth"]);
    assert_eq!(call(&serving, &item, ""), Some(1));
    let serving = Serving::start(&[PAGES, "--no-auth", "--examples"]);
    assert_eq!(call(&serving, &item, ""), Some(0));

    let output = in_repository(&[
        "emulate",
        PAGES,
        "--print-token",
        "DeviceManagementManagedDevices.Read.All",
    ])
    .output();
    let token = String::from_utf8(output.expect("the program runs").stdout).expect("text");
    let serving = Serving::start(&[PAGES, "--examples"]);
    assert_eq!(call(&serving, &item, token.trim()), Some(0));
    assert_eq!(
        call(&serving, "/deviceManagement/nothing", token.trim()),
        Some(2),
        "no page documents it"
    );
}

#[test]
fn many_operations_are_told_by_area() {
    let folder = tempfile::tempdir().expect("a folder");
    for at in 0..70 {
        let page = format!(
            "---\ntitle: \"Get thing {at}\"\ndoc_type: apiPageType\n---\n# Get thing {at}\n\n## HTTP request\n```http\nGET /{}/t{at}\n```\n\n## Response\nIf successful, this method returns a `200 OK` response code.\n",
            if at % 2 == 0 { "Even" } else { "odd" }
        );
        std::fs::write(folder.path().join(format!("thing{at}-get.md")), page).expect("it is written");
    }
    let serving = Serving::start(&[folder.path().to_str().expect("UTF-8"), "--no-auth"]);
    let pages = folder.path().to_str().expect("UTF-8");
    let called = in_repository(&[
        "call",
        "GET",
        "/odd/t1",
        "--pages",
        pages,
        "--base-url",
        &serving.url,
    ])
    .output();
    assert_eq!(called.expect("the program runs").status.code(), Some(0));
    let said = serving.end();
    assert!(
        said.lines()
            .any(|it| it.starts_with("/Even ") && it.contains("35")),
        "{said}"
    );
    assert!(
        said.contains("70 operations in all") && !said.contains("/odd/t3"),
        "{said}"
    );
}
