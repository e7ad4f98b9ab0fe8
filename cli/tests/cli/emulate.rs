//! `emulate` from its start to its end.

use std::net::TcpListener;

use crate::support::{audit, expect};

#[test]
fn a_port_that_is_taken_is_told() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let ran = expect(2, &["emulate", &audit(), "--port", &port]);
    assert!(
        ran.stderr.contains(&format!("port {port} cannot be served")) && ran.stderr.contains("--port"),
        "{}",
        ran.stderr
    );
}

/// The address alone stands on standard output, for scripts; an interrupt ends the server as it should end.
#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_well() {
    use std::io::{BufRead as _, BufReader};
    use std::net::TcpStream;
    use std::process::{Command, Stdio};

    use crate::support::graphdown;

    let mut child = graphdown(&["emulate", &audit(), "--port", "0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let address = line.trim().strip_prefix("http://").unwrap();
    let address = address.split('/').next().unwrap();
    TcpStream::connect(address).unwrap();

    // The shell's own `kill`: a program of that name is not installed everywhere.
    let interrupt = Command::new("sh")
        .args(["-c", "kill -INT \"$0\"", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(interrupt.success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

/// A name beside the own ones is taken only where it is given, and what the pages do not list only where they are asked to.
#[cfg(unix)]
#[test]
fn other_hosts_and_unlisted_properties_are_taken_on_demand() {
    use std::io::{BufRead as _, BufReader, Read as _, Write as _};
    use std::net::TcpStream;
    use std::process::Stdio;

    use crate::support::graphdown;

    for (more, statuses) in [
        (&[] as &[&str], ["421", "400"]),
        (&["--allow-host", "graph.test", "--lenient"], ["200", "201"]),
    ] {
        let mut child = graphdown(&[&["emulate", &audit(), "--port", "0", "--no-auth"], more].concat())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line.trim().strip_prefix("http://").unwrap();
        let address = address.split('/').next().unwrap();
        let status = |head: &str, host: &str, body: &str| {
            let mut stream = TcpStream::connect(address).unwrap();
            let length = body.len();
            let request = format!(
                "{head} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"
            );
            stream.write_all(request.as_bytes()).unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            answer.split(' ').nth(1).unwrap_or_default().to_owned()
        };
        let audits = "/beta/deviceManagement/remoteActionAudits";
        let found = [
            status(&format!("GET {audits}"), "graph.test", ""),
            status(&format!("POST {audits}"), address, "{\"newlyInvented\":1}"),
        ];
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(found, statuses, "{more:?}");
    }
}
