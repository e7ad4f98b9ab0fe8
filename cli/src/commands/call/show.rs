//! What a person sees of a call: what is asked and what the pages say of it on standard error, the answer's body on
//! standard output.

use std::io::{self, IsTerminal as _};

use clap::builder::styling::{AnsiColor, Style};
use graphdown_emulator::log::Entry;
use graphdown_runtime::bytes::Bytes;
use graphdown_runtime::http::header::{ALLOW, CONTENT_TYPE, HOST, LOCATION, RETRY_AFTER};
use graphdown_runtime::http::{HeaderName, Request, Response};

use super::colored;
use super::operation::{Called, pages};
use crate::args::Global;
use crate::output::{print, print_bytes, tell};
use graphdown_codegen::text::{Inert, InertLines};

const GOOD: Style = AnsiColor::Green.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const DIM: Style = Style::new().dimmed();

/// The line that is sent, the page that documents it, and the headers that go along.
pub(super) fn request(called: &Called<'_>, request: &Request<Bytes>, is_emulated: bool) {
    let target = if is_emulated {
        request
            .uri()
            .path_and_query()
            .map_or("/", |it| it.as_str())
            .to_owned()
    } else {
        request.uri().to_string()
    };
    let page = Inert(called.page.unwrap_or("no page"));
    let how = if is_emulated {
        "; answered here, --base-url calls a service"
    } else {
        ""
    };
    tell(format!(
        "{} {}  {DIM}[{page}{how}]{DIM:#}",
        called.method,
        Inert(&target)
    ));
    for (name, value) in request.headers() {
        // The token is the caller's secret, and the host stands in the address.
        if value.is_sensitive() {
            tell(format!("{DIM}{name}: …{DIM:#}"));
        } else if name != HOST {
            let value = String::from_utf8_lossy(value.as_bytes());
            tell(format!("{DIM}{name}: {}{DIM:#}", Inert(&value)));
        }
    }
    let all = pages(&called.documented);
    if all.contains(", ") && !called.is_chosen {
        let all = Inert(&all);
        tell(format!(
            "{DIM}several pages document it: {all}; --page=NAME takes one{DIM:#}"
        ));
    }
}

/// Where an answer comes from that was made here. A refusal says it in its body.
pub(super) fn notes(called: &Called<'_>, entry: &Entry) {
    if let Some(page) = &entry.page
        && called.operation.page.as_ref() != Some(page)
    {
        tell(format!(
            "{DIM}{} fits the call better, and answers{DIM:#}",
            Inert(page)
        ));
    }
    if entry.status < 400 {
        for note in &entry.notes {
            tell(format!("{DIM}{}{DIM:#}", Inert(note)));
        }
    }
}

/// The status and the headers that callers look for, then the body.
pub(super) fn response(global: &Global, response: &Response<Bytes>) -> io::Result<()> {
    let status = response.status();
    if !global.quiet {
        let is_refusal = status.is_client_error() || status.is_server_error();
        let style = if is_refusal { BAD } else { GOOD };
        tell(format!("{style}{status}{style:#}"));
        let request_id = HeaderName::from_static("request-id");
        for name in [CONTENT_TYPE, LOCATION, RETRY_AFTER, ALLOW, request_id] {
            let value = response
                .headers()
                .get(&name)
                .map(|it| String::from_utf8_lossy(it.as_bytes()));
            // That JSON is JSON can be seen.
            if let Some(value) = value.filter(|it| !it.starts_with("application/json")) {
                tell(format!("{DIM}{name}: {}{DIM:#}", Inert(&value)));
            }
        }
    }
    body(response)
}

/// JSON in lines with colours on a terminal; other text as it came; other bytes never on a terminal.
fn body(response: &Response<Bytes>) -> io::Result<()> {
    let bytes = response.body();
    if bytes.is_empty() {
        return Ok(());
    }
    if let Ok(value) = serde_json::from_slice(bytes) {
        return print(&format!("{}\n", colored::text(&value)));
    }
    let is_harmless = |text: &str| text.chars().all(|c| !c.is_control() || c.is_whitespace());
    let is_text = std::str::from_utf8(bytes).is_ok_and(is_harmless);
    let is_watched = io::stdout().is_terminal();
    if is_watched && !is_text {
        tell(format!(
            "{} bytes that are no text: send standard output to a file",
            bytes.len()
        ));
        return Ok(());
    }
    if !is_watched {
        return print_bytes(bytes);
    }
    let text = String::from_utf8_lossy(bytes);
    print(&format!("{}\n", InertLines(&text)))
}

/// The permissions that the pages document for the call, least privileged first.
pub(super) fn permissions(called: &Called<'_>) {
    for operation in &called.documented {
        let page = Inert(operation.page.as_deref().unwrap_or("no page"));
        let Some(permissions) = &operation.permissions else {
            tell(format!("{page} documents no permissions"));
            continue;
        };
        tell(format!(
            "{page} documents one of these permissions, least privileged first:"
        ));
        let rows = [
            ("delegated", permissions.delegated_ways()),
            ("delegated, personal account", permissions.personal_ways()),
            ("application", permissions.application_ways()),
        ];
        for (whose, ways) in rows {
            let names: Vec<String> = ways.iter().map(|it| it.join(" and ")).collect();
            match (names.is_empty(), whose) {
                (false, _) => tell(format!("  {whose}: {}", Inert(&names.join(", ")))),
                (true, "delegated, personal account") => {}
                (true, _) => tell(format!("  {whose}: not supported")),
            }
        }
    }
}
