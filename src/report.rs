//! The audit report: what a person sees. Colours are dropped where they have no place.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use graphdown_runtime::{OpenEnum as _, Operation, Permissions};

use crate::audit::Audit;
use crate::calls::Calls;
use crate::graph::types::{ActionState, AuditEvent, RemoteActionAudit};
use crate::service::Service;

const TITLE: Style = AnsiColor::Cyan.on_default().bold();
const FAINT: Style = Style::new().dimmed();
const GOOD: Style = AnsiColor::Green.on_default();
const WAITING: Style = AnsiColor::Yellow.on_default();
const BAD: Style = AnsiColor::Red.on_default();

/// The whole report.
pub(crate) fn render(service: &Service, audit: &Audit, calls: &Calls) -> String {
    let mut text = format!(
        "{TITLE}Audit report{TITLE:#} {FAINT}of {}{FAINT:#}\n",
        service.describe()
    );
    remote_actions(&mut text, &audit.actions);
    audit_events(&mut text, &audit.events, &audit.categories);
    permissions(&mut text, calls);
    text
}

fn remote_actions(text: &mut String, actions: &[RemoteActionAudit]) {
    heading(text, "Remote actions", actions.len());
    if actions.is_empty() {
        return;
    }
    let mut table = Table::new(["when", "action", "state", "device", "of", "asked for by"]);
    for it in actions {
        let state = it.action_state.as_ref();
        table.row([
            Cell::plain(it.request_date_time.as_ref().map(moment)),
            Cell::plain(it.action.as_ref().map(|action| words(action.as_str()))),
            Cell::styled(
                state.map(|state| words(state.as_str())),
                state.map_or(FAINT, style_of),
            ),
            Cell::plain(it.device_display_name.clone()),
            Cell::plain(it.device_owner_user_principal_name.clone()),
            Cell::plain(it.initiated_by_user_principal_name.clone()),
        ]);
    }
    table.write(text);

    let mut by_state = BTreeMap::<&str, usize>::new();
    for state in actions.iter().filter_map(|it| it.action_state.as_ref()) {
        *by_state.entry(state.as_str()).or_default() += 1;
    }
    let counts: Vec<_> = by_state
        .iter()
        .map(|(state, count)| format!("{} {count}", words(state)))
        .collect();
    let _ = writeln!(text, "  {FAINT}{}{FAINT:#}", counts.join(" · "));
}

fn audit_events(text: &mut String, events: &[AuditEvent], categories: &[String]) {
    heading(text, "Audit events", events.len());
    if events.is_empty() {
        return;
    }
    let mut table = Table::new(["when", "category", "activity", "result", "by", "changed"]);
    for it in events {
        let by = it
            .actor
            .as_ref()
            .and_then(|actor| actor.user_principal_name.clone());
        let failed = it
            .activity_result
            .as_deref()
            .is_some_and(|result| result != "Success");
        table.row([
            Cell::plain(it.activity_date_time.as_ref().map(moment)),
            Cell::plain(it.category.clone()),
            Cell::plain(it.activity.clone()),
            Cell::styled(it.activity_result.clone(), if failed { BAD } else { GOOD }),
            Cell::plain(by),
            Cell::plain(changes(it)),
        ]);
    }
    table.write(text);
    if !categories.is_empty() {
        let _ = writeln!(text, "  {FAINT}categories: {}{FAINT:#}", categories.join(", "));
    }
}

/// `Ward tablets: passwordMinimumLength 4 → 6`
fn changes(event: &AuditEvent) -> Option<String> {
    let of_resources: Vec<_> = event
        .resources
        .iter()
        .flatten()
        .map(|resource| {
            let name = resource.display_name.as_deref().unwrap_or("?");
            let changed: Vec<_> = resource
                .modified_properties
                .iter()
                .flatten()
                .map(|it| {
                    let part = |value: &Option<String>| value.clone().unwrap_or_else(|| "?".into());
                    format!(
                        "{} {} → {}",
                        part(&it.display_name),
                        part(&it.old_value),
                        part(&it.new_value)
                    )
                })
                .collect();
            format!("{name}: {}", changed.join(", "))
        })
        .collect();
    (!of_resources.is_empty()).then(|| of_resources.join("; "))
}

/// What the calls of this run needed, from the pages: the least privileged permission that each accepts.
fn permissions(text: &mut String, calls: &Calls) {
    heading(text, "Permissions that these calls need", calls.iter().count());
    let mut table = Table::new(["call", "", "times", "as a user", "as an application"]);
    for (operation, times) in calls.iter() {
        table.row([
            Cell::plain(Some(operation.method.as_str().to_owned())),
            Cell::plain(Some(operation.path.to_owned())),
            Cell::plain(Some(times.to_string())),
            Cell::plain(Some(least(operation, |it| &it.delegated))),
            Cell::plain(Some(least(operation, |it| &it.application))),
        ]);
    }
    table.write(text);
}

fn least(operation: &Operation, of: fn(&Permissions) -> &[&'static str]) -> String {
    match operation.permissions() {
        None => "not documented".to_owned(),
        Some(permissions) => of(&permissions)
            .first()
            .map_or("not supported", |it| it)
            .to_owned(),
    }
}

fn heading(text: &mut String, title: &str, count: usize) {
    let _ = writeln!(text, "\n{TITLE}{title}{TITLE:#} {FAINT}({count}){FAINT:#}");
}

/// The moment as the service gave it, without the fraction of the second: `2026-11-20 08:03:07 +01:00`.
fn moment(time: &graphdown_runtime::DateTime) -> String {
    let text = time.as_str();
    let (date, rest) = text.split_once('T').unwrap_or((text, ""));
    let clock = rest.get(..8).unwrap_or(rest);
    let offset = match rest.find(['Z', '+', '-']).map_or("", |at| &rest[at..]) {
        "Z" => "UTC",
        offset => offset,
    };
    format!("{date} {clock} {offset}").trim_end().to_owned()
}

/// `rotateBitLockerKeys` as words: `rotate bit locker keys`.
fn words(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 8);
    for letter in name.chars() {
        if letter.is_uppercase() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

fn style_of(state: &ActionState) -> Style {
    match state {
        ActionState::Done => GOOD,
        ActionState::Pending | ActionState::Active => WAITING,
        ActionState::Failed | ActionState::NotSupported | ActionState::Canceled => BAD,
        _ => FAINT,
    }
}

struct Cell {
    text: String,
    style: Style,
}

impl Cell {
    fn plain(text: Option<String>) -> Self {
        Self::styled(text, Style::new())
    }

    fn styled(text: Option<String>, style: Style) -> Self {
        // The service's words reach a terminal here: no control character may.
        let text = text
            .unwrap_or_else(|| "–".into())
            .chars()
            .filter(|it| !it.is_control())
            .collect();
        Self { text, style }
    }
}

/// Columns as wide as their widest cell.
struct Table<const N: usize> {
    header: [&'static str; N],
    rows: Vec<[Cell; N]>,
}

impl<const N: usize> Table<N> {
    fn new(header: [&'static str; N]) -> Self {
        Self {
            header,
            rows: Vec::new(),
        }
    }

    fn row(&mut self, cells: [Cell; N]) {
        self.rows.push(cells);
    }

    fn write(&self, text: &mut String) {
        let width = |column: usize| {
            let cells = self.rows.iter().map(|row| row[column].text.chars().count());
            cells.max().unwrap_or(0).max(self.header[column].len())
        };
        let widths: [usize; N] = std::array::from_fn(width);
        let header = self.header.map(|text| Cell::styled(Some(text.into()), FAINT));
        for row in std::iter::once(&header).chain(&self.rows) {
            let mut line = String::new();
            for (Cell { text, style }, width) in row.iter().zip(widths) {
                let padding = width - text.chars().count();
                let _ = write!(line, "  {style}{text}{style:#}{:padding$}", "");
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
    }
}
