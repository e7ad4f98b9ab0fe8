//! `graphdown call`, as a shell sees it.

use std::process::{Output, Stdio};

use graphdown_codegen::pipeline::{self, Input};
use graphdown_emulator::{Emulator, token};
use serde_json::Value;

use crate::support::{in_repository, repository};

const AUDITS: &str = "/deviceManagement/remoteActionAudits";

/// Exit code, standard output, standard error.
fn said(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.code().unwrap_or(-1),
        text(&output.stdout),
        text(&output.stderr),
    )
}

fn run(args: &[&str]) -> (i32, String, String) {
    said(&in_repository(args).output().expect("the program runs"))
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn a_documented_example_is_sent_and_answered() {
    let (code, stdout, stderr) = run(&["call", "post", AUDITS, "--example"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(
        stderr.contains("201 Created") && stderr.contains("remote-action-audit-create.md"),
        "{stderr}"
    );
    let created = json(&stdout);
    assert_eq!(created["action"], "factoryReset");
    assert!(!stdout.contains('\u{1b}'), "colours only on a terminal");
}

#[test]
fn own_bodies_queries_and_headers() {
    let mut child = in_repository(&[
        "call",
        "POST",
        AUDITS,
        "--body",
        "-",
        "-H",
        "Prefer: return=minimal",
    ])
    .stdin(Stdio::piped())
    .stdout(Stdio::piped())
    .stderr(Stdio::piped())
    .spawn()
    .expect("the program runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    std::io::Write::write_all(&mut stdin, br#"{ "userName": "Ada" }"#).expect("it reads");
    drop(stdin);
    let (code, stdout, stderr) = said(&child.wait_with_output().expect("it ends"));
    assert_eq!(
        (code, &json(&stdout)["userName"]),
        (0, &Value::from("Ada")),
        "{stderr}"
    );

    let path = format!("{AUDITS}/1");
    let (code, stdout, stderr) = run(&["call", "GET", &path, "--query", "$select=id&x"]);
    assert_eq!(code, 1, "{stderr}");
    assert!(
        json(&stdout)["error"]["message"]
            .as_str()
            .is_some_and(|it| it.contains("id&x")),
        "{stdout}"
    );
}

#[test]
fn a_body_may_be_left_out_where_the_page_says_so() {
    let job = "/print/printers/p1/jobs/7/abort";
    let calls = |more: &[&str]| {
        let call = ["call", "POST", job, "--pages", "tests/calls/pages"];
        run(&[&call[..], more].concat())
    };
    for more in [&[] as &[&str], &["--example"], &["--example=2"]] {
        let (code, _, stderr) = calls(more);
        assert_eq!(code, 0, "{more:?}: {stderr}");
        assert!(stderr.contains("204 No Content"), "{more:?}: {stderr}");
    }
}

#[test]
fn one_of_several_pages_speaks() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, base) in [("note", ""), ("photo", "Inherits from [note](note.md).\n\n")] {
        let page = format!(
            "# Create {name}\n\nNamespace: microsoft.graph\n\nMakes one.\n\n## HTTP request\n\n\
             ``` http\nPOST /things\n```\n\n## Request body\n\nSupply a JSON representation of the \
             [{name}]({name}.md) object.\n\n## Response\n\nReturns a `201` response code.\n\n## Example\n\n\
             ``` http\nPOST https://graph.microsoft.com/v1.0/things\n\n\
             {{ \"@odata.type\": \"#microsoft.graph.{name}\" }}\n```\n"
        );
        let resource = format!(
            "# {name} resource type\n\nNamespace: microsoft.graph\n\nOne.\n\n{base}## Properties\n\n\
             |Property|Type|\n|:---|:---|\n|id|String|\n|{name}Size|Int32|\n"
        );
        std::fs::write(folder.path().join(format!("{name}-create.md")), page).expect("a page");
        std::fs::write(folder.path().join(format!("{name}.md")), resource).expect("a page");
    }
    let pages = folder.path().display().to_string();
    let call = |more: &[&str]| run(&[&["call", "POST", "/things", "--pages", &pages], more].concat());

    let (code, _, stderr) = call(&["--example"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(
        stderr.contains("note-create.md, photo-create.md; --page=NAME takes one"),
        "{stderr}"
    );
    for page in ["photo-create", "photo-create.md"] {
        let (code, stdout, stderr) = call(&["--example", "--page", page]);
        assert_eq!(code, 0, "{stderr}");
        assert!(
            stderr.contains("201 Created") && stderr.contains("[photo-create.md"),
            "{stderr}"
        );
        assert!(!stderr.contains("several pages"), "{stderr}");
        assert_eq!(json(&stdout)["@odata.type"], "#microsoft.graph.photo");
    }
    let (code, _, stderr) = call(&["--page", "video-create"]);
    assert_eq!(code, 2);
    assert!(
        stderr.contains("not of the page `video-create`; it is of note-create.md, photo-create.md"),
        "{stderr}"
    );
}

#[test]
fn a_refusal_names_the_permissions() {
    let (code, stdout, stderr) = run(&["call", "GET", AUDITS, "--scope", "User.Read"]);
    assert_eq!(code, 1);
    assert_eq!(json(&stdout)["error"]["code"], "Forbidden");
    let documented =
        "delegated: DeviceManagementConfiguration.Read.All, DeviceManagementConfiguration.ReadWrite.All";
    assert!(
        stderr.contains("403 Forbidden") && stderr.contains(documented),
        "{stderr}"
    );
    let (code, ..) = run(&[
        "call",
        "GET",
        AUDITS,
        "--scope",
        "DeviceManagementManagedDevices.Read.All",
    ]);
    assert_eq!(code, 0);
}

#[test]
fn what_cannot_be_called_teaches() {
    let placeholder = format!("{AUDITS}/{{id}}");
    let cases: &[(&[&str], &str)] = &[
        (
            &["GET", "/deviceManagement/remoteActionAudit"],
            "GET|POST /deviceManagement/remoteActionAudits",
        ),
        (&["GET", "/xyz"], "graphdown call --list"),
        (
            &["DELETE", AUDITS],
            "is documented with GET, POST, not with DELETE",
        ),
        (&["FETCH", AUDITS], "possible values: GET"),
        (&["GET", AUDITS, "--example=9"], "--example=1 to"),
        (&["GET", AUDITS, "--query", "top"], "NAME=VALUE"),
        (&["GET", AUDITS, "-H", "none"], "NAME: VALUE"),
        (&["GET", AUDITS, "--body", "no/such/file"], "no/such/file"),
        (
            &["GET", AUDITS, "--base-url", "http://example.org", "--token", "x"],
            "use https",
        ),
        (
            &["GET", AUDITS, "--base-url", "example.org"],
            "https://host/version",
        ),
        (
            &["GET", &placeholder, "--base-url", "https://example.org"],
            "give a value for {id}",
        ),
        (&["GET", AUDITS, "--pages", "no/such/folder"], "no/such/folder"),
    ];
    for (args, expected) in cases {
        let (code, stdout, stderr) = run(&[&["call"], *args].concat());
        assert_eq!((code, stdout.as_str()), (2, ""), "{args:?}: {stderr}");
        assert!(stderr.contains(expected), "{args:?}: {stderr}");
    }
}

#[test]
fn pages_are_found_or_asked_for() {
    let empty = tempfile::tempdir().expect("a folder");
    let output = in_repository(&["call", "GET", AUDITS])
        .current_dir(&empty)
        .output();
    let (code, _, stderr) = said(&output.expect("the program runs"));
    assert_eq!(code, 2);
    assert!(
        stderr.contains("--pages DIR") && stderr.contains("GRAPHDOWN_PAGES"),
        "{stderr}"
    );
    let pages = repository().join("schemas/audit/pages");
    let output = in_repository(&["call", "GET", AUDITS])
        .current_dir(&empty)
        .env("GRAPHDOWN_PAGES", pages)
        .output();
    assert_eq!(said(&output.expect("the program runs")).0, 0);
}

#[test]
fn the_list_has_what_is_documented() {
    let (code, stdout, _) = run(&["call", "--list", "/devicemanagement/remote"]);
    assert_eq!(code, 0);
    assert_eq!(stdout.lines().count(), 5, "{stdout}");
    assert!(stdout.lines().all(|it| it.contains(AUDITS)), "{stdout}");
    assert!(run(&["call", "--list"]).1.lines().count() > 5);
}

#[test]
fn shells_complete_documented_paths() {
    let complete = |words: &[&str]| {
        let mut command = in_repository(&[&["--", "graphdown", "call"], words].concat());
        command.env("COMPLETE", "bash").env("_CLAP_IFS", "\n");
        command.env("_CLAP_COMPLETE_INDEX", (words.len() + 1).to_string());
        let (code, stdout, stderr) = said(&command.output().expect("the program runs"));
        assert_eq!(code, 0, "{stderr}");
        stdout
    };
    assert_eq!(complete(&["GET", "/deviceM"]), "/deviceManagement/");
    assert_eq!(
        complete(&["GET", "/deviceManagement/"])
            .lines()
            .collect::<Vec<_>>(),
        [
            "/deviceManagement/auditEvents",
            "/deviceManagement/auditEvents/",
            "/deviceManagement/remoteActionAudits",
            "/deviceManagement/remoteActionAudits/",
        ]
    );
    assert!(complete(&["PUT", "/deviceM"]).is_empty());
    assert!(complete(&["P"]).contains("POST"));
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let (code, stdout, stderr) = run(&["completions", shell]);
        assert!(code == 0 && stdout.contains("COMPLETE"), "{shell}: {stderr}");
    }
}

/// A service on this machine stands for the real one.
#[test]
fn a_service_is_called() {
    let pages = repository().join("schemas/audit/pages");
    let front = pipeline::read(&Input {
        pages: vec![pages],
        ..Input::default()
    });
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let serving = Emulator::new(front.schema).serve(([127, 0, 0, 1], 0));
    let running = runtime.block_on(serving).expect("a free port");
    let url = running.base_url();

    let (code, stdout, stderr) = run(&["call", "GET", AUDITS, "--base-url", &url]);
    assert_eq!(code, 1, "{stderr}");
    assert_eq!(json(&stdout)["error"]["code"], "InvalidAuthenticationToken");
    assert!(stderr.contains("least privileged first"), "{stderr}");

    let token = token::application(&["DeviceManagementManagedDevices.ReadWrite.All"]);
    let output = in_repository(&["call", "POST", AUDITS, "--example", "--base-url", &url])
        .env("GRAPHDOWN_TOKEN", &token)
        .output();
    let (code, stdout, stderr) = said(&output.expect("the program runs"));
    assert_eq!(code, 0, "{stdout}{stderr}");
    assert!(!stderr.contains(&token), "a token is never shown: {stderr}");
    let item = format!(
        "{url}{AUDITS}/{}",
        json(&stdout)["id"].as_str().unwrap_or_default()
    );
    let (code, stdout, _) = run(&["-q", "call", "GET", &item, "--base-url", &url, "--token", &token]);
    assert_eq!(
        (code, &json(&stdout)["action"]),
        (0, &Value::from("factoryReset"))
    );

    runtime.block_on(running.shutdown()).expect("it served well");
    let (code, _, stderr) = run(&["call", "GET", AUDITS, "--base-url", &url]);
    assert_eq!(code, 2, "{stderr}");
}

/// Pages that a stranger wrote, in a folder that the command line finds by itself.
fn hostile(request_lines: &[&str], example: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let pages = folder.path().join("pages");
    std::fs::create_dir(&pages).expect("a folder");
    for (at, line) in request_lines.iter().enumerate() {
        let page = format!(
            "# Get thing {at}\n\nNamespace: microsoft.graph\n\nReads one.\n\n## HTTP request\n\n``` http\n{line}\n```\n\n\
             ## Response\n\nReturns a `200 OK` response code.\n\n## Example\n\n{example}\n"
        );
        std::fs::write(pages.join(format!("thing{at}-get.md")), page).expect("a page");
    }
    folder
}

/// `$(…)`, a semicolon and the like in a documented path would run in the shell that completes it.
#[test]
fn no_page_puts_a_command_on_the_command_line() {
    let acting = [
        ";id", "|id", "&id", "<x", ">x", "`id`", "$(id)", "${IFS}x", "$x", " x", "\\x", "\"x", "'x", "*",
        "?", "~", "!x", "#x",
    ];
    let lines: Vec<String> = acting.iter().map(|it| format!("GET /evil{it}/x")).collect();
    let mut lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    lines.push("GET /evilButPlain/{thing-id | name}/$value");
    let folder = hostile(&lines, "");
    let offered = |args: &[&str]| {
        let mut command = in_repository(args);
        command
            .current_dir(&folder)
            .env("COMPLETE", "bash")
            .env("_CLAP_IFS", "\n");
        command.env("_CLAP_COMPLETE_INDEX", "3");
        said(&command.output().expect("the program runs")).1
    };
    // What stands behind `?` or `#` is no part of a path, and what stands before it is a plain one.
    assert_eq!(
        offered(&["--", "graphdown", "call", "GET", "/ev"]),
        "/evil\n/evilButPlain/"
    );
    let at = "/evilButPlain/{thing-id}/";
    assert_eq!(
        offered(&["--", "graphdown", "call", "GET", at]),
        "/evilButPlain/{thing-id}/$value"
    );
    let list = |args: &[&str]| {
        said(
            &in_repository(args)
                .current_dir(&folder)
                .output()
                .expect("it runs"),
        )
    };
    let (code, stdout, stderr) = list(&["call", "--list"]);
    assert_eq!(
        (code, stdout.as_str()),
        (0, "GET    /evil\nGET    /evilButPlain/{thing-id}/$value\n"),
        "{stderr}"
    );
    assert!(stderr.contains("left out"), "{stderr}");
    let (_, _, stderr) = list(&["call", "GET", "/evils/x"]);
    for text in acting {
        assert!(!stderr.contains(&format!("/evil{text}")), "{stderr}");
    }
}

#[test]
fn a_page_chooses_few_headers() {
    let example = "``` http\nGET https://graph.microsoft.com/v1.0/things\nX-HTTP-Method-Override: DELETE\n\
                   Proxy-Authorization: Basic x\nCookie: a=b\nX-Forwarded-Host: evil.org\nUpgrade: h2c\n\
                   Prefer: odata.maxpagesize=2\nConsistencyLevel: eventual\n```\n";
    let folder = hostile(&["GET /things"], example);
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let service = std::thread::spawn(move || {
        use std::io::{Read as _, Write as _};
        let (mut stream, _) = listener.accept().expect("a call");
        let mut head = Vec::new();
        let mut byte = [0];
        while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|it| it == 1) {
            head.push(byte[0]);
        }
        let _ = stream.write_all(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n");
        String::from_utf8_lossy(&head).to_lowercase()
    });
    let args = [
        "call",
        "GET",
        "/things",
        "--example",
        "--base-url",
        &url,
        "--token",
        "SECRET",
    ];
    let output = in_repository(&args).current_dir(&folder).output();
    let (code, _, stderr) = said(&output.expect("the program runs"));
    let sent = service.join().expect("the service");
    assert_eq!(code, 0, "{stderr}");
    for header in [
        "x-http-method-override",
        "proxy-authorization",
        "cookie",
        "x-forwarded-host",
        "upgrade",
    ] {
        assert!(!sent.contains(&format!("\n{header}:")), "{sent}");
    }
    for header in ["prefer: odata.maxpagesize=2", "consistencylevel: eventual"] {
        assert!(sent.contains(header) && stderr.contains(header), "{sent}{stderr}");
    }
    assert!(
        stderr.contains("authorization: …") && !stderr.contains("SECRET"),
        "{stderr}"
    );
}

#[test]
fn a_base_url_is_no_more_than_that() {
    let secret = "Authorization: Bearer HEADERSECRET";
    let cases: [(&[&str], &str); 5] = [
        (
            &["--base-url", "https://u:PASSWD@127.0.0.1:9"],
            "without a name and a password",
        ),
        (&["--base-url", "https://127.0.0.1:9/#"], "without `?` and `#`"),
        (&["--base-url", "https://127.0.0.1:9/?q="], "without `?` and `#`"),
        (&["--base-url", "http://example.org", "-H", secret], "use https"),
        (&["-H", "Authorization Bearer HEADERSECRET: \u{7}"], "NAME: VALUE"),
    ];
    for (more, expected) in cases {
        let (code, _, stderr) = run(&[&["call", "GET", AUDITS], more].concat());
        assert_eq!(code, 2, "{more:?}: {stderr}");
        assert!(stderr.contains(expected), "{more:?}: {stderr}");
        assert!(
            !stderr.contains("PASSWD") && !stderr.contains("Bearer HEADERSECRET\n"),
            "{stderr}"
        );
    }
}

#[test]
fn what_is_typed_does_not_act_on_a_terminal() {
    for args in [
        ["call", "GET", "/x\u{1b}[31m\u{202e}"],
        ["check", "no/such\u{1b}]0;x\u{7}", "--quiet"],
        ["explain", "x\u{9b}31m\u{200e}", "--quiet"],
    ] {
        let (code, _, stderr) = run(&args);
        assert_eq!(code, 2, "{stderr}");
        let acts = |it: char| it != '\n' && graphdown_codegen::text::acts(it);
        assert!(!stderr.contains(acts), "{stderr:?}");
    }
}
