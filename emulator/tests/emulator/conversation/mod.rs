//! Reads a conversation and holds it with an emulator.

mod subset;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use graphdown_emulator::log::Entry;
use graphdown_emulator::{Call, Emulator, ODataError, Running, token};
use reqwest::{Client, Method};
use serde_json::{Value, json};

const AUDIT: &str = include_str!("../fixtures/audit.json");
const DIRECTORY: &str = include_str!("../fixtures/directory.json");

/// Texts that answers gave, by name.
pub(crate) type Names = BTreeMap<String, String>;

/// What a line of a case and the lines of its body ask for.
struct Step {
    line: usize,
    verb: String,
    rest: String,
    /// Lines `> name: value` of a request or `< name: value` of an answer.
    headers: Vec<(String, String)>,
    body: String,
}

/// Runs a case. A failure starts with the number of its line.
pub(crate) async fn run(text: &str) -> Result<(), String> {
    let steps = read(text);
    let settings = steps
        .iter()
        .take_while(|it| ["set", "seed"].contains(&it.verb.as_str()))
        .count();
    let log = Arc::new(Mutex::new(Vec::new()));
    let emulator = set_up(&steps[..settings], Arc::clone(&log))?;
    let running = emulator
        .serve(([127, 0, 0, 1], 0))
        .await
        .map_err(|it| it.to_string())?;
    let mut talk = Talk::new(&running, log);
    for step in &steps[settings..] {
        talk.step(step)
            .await
            .map_err(|it| format!("{}: {it}", step.line))?;
    }
    running.shutdown().await.map_err(|it| it.to_string())
}

fn read(text: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let verb = ["set ", "seed ", "token ", "log ", "> ", "< "]
            .into_iter()
            .find_map(|it| line.strip_prefix(it));
        match (verb, steps.last_mut()) {
            _ if line.starts_with("# ") => {}
            (Some(rest), Some(last)) if is_header(line, &last.verb) => {
                let (name, value) = rest.split_once(':').unwrap_or((rest, ""));
                last.headers
                    .push((name.trim().to_owned(), value.trim().to_owned()));
            }
            (Some(rest), _) => steps.push(Step {
                line: at + 1,
                verb: line.split(' ').next().unwrap_or_default().to_owned(),
                rest: rest.trim().to_owned(),
                headers: Vec::new(),
                body: String::new(),
            }),
            (None, Some(last)) => {
                last.body.push_str(line);
                last.body.push('\n');
            }
            (None, None) => {}
        }
    }
    steps
}

/// Whether a line goes on with the request or the answer above it.
fn is_header(line: &str, verb: &str) -> bool {
    let continues = line.split(' ').next() == Some(verb) && [">", "<"].contains(&verb);
    let name = line.get(2..).and_then(|it| it.split_once(':')).map(|it| it.0);
    continues && name.is_some_and(|it| it.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
}

fn set_up(steps: &[Step], log: Arc<Mutex<Vec<Entry>>>) -> Result<Emulator, String> {
    let is_directory = steps.iter().any(|it| it.rest == "schema directory");
    let schema = if is_directory { DIRECTORY } else { AUDIT };
    let schema = serde_json::from_str(schema).map_err(|it| it.to_string())?;
    let mut emulator = Emulator::new(schema).log(move |entry: &Entry| {
        log.lock()
            .expect("no test panics with the log")
            .push(entry.clone());
    });
    for step in steps {
        let (name, value) = step.rest.split_once(' ').unwrap_or((&step.rest, ""));
        let number = || {
            value
                .parse::<usize>()
                .map_err(|it| format!("{}: {it}", step.line))
        };
        emulator = match (step.verb.as_str(), name) {
            ("seed", path) => {
                let seed = serde_json::from_str(&step.body).map_err(|it| format!("{}: {it}", step.line))?;
                emulator.seed(path, seed).map_err(|it| it.to_string())?
            }
            ("set", "page_size") => emulator.page_size(number()?),
            ("set", "body_limit") => emulator.body_limit(number()?),
            ("set", "token") => emulator.require_token(value == "on"),
            ("set", "schema") => emulator,
            ("set", "lenient") => emulator.lenient(value == "on"),
            ("set", "store_limit") => emulator.store_limit(number()?),
            ("set", "examples") => emulator.answer_with_examples(value == "on"),
            ("set", "hook") => emulator.function(value, told).map_err(|it| it.to_string())?,
            _ => return Err(format!("{}: not a setting: {name}", step.line)),
        };
    }
    Ok(emulator)
}

/// The hook of every `set hook`: tells what it was given, unless the category is `refuse`.
fn told(call: &Call<'_>) -> Result<Value, ODataError> {
    if call.argument("category").as_deref() == Some("refuse") {
        return Err(ODataError::conflict("refused by the hook"));
    }
    let audits = call.items("/deviceManagement/remoteActionAudits");
    Ok(json!({
        "category": call.argument("category"),
        "keys": call.keys(),
        "body": call.body(),
        "stored": audits.iter().filter_map(|it| it.get("id")).collect::<Vec<_>>(),
    }))
}

struct Talk {
    client: Client,
    url: String,
    token: Option<String>,
    names: Names,
    log: Arc<Mutex<Vec<Entry>>>,
    answer: Option<Answer>,
}

struct Answer {
    status: u16,
    headers: reqwest::header::HeaderMap,
    body: String,
}

impl Talk {
    fn new(running: &Running, log: Arc<Mutex<Vec<Entry>>>) -> Self {
        let url = running.url();
        let names = Names::from([("url".to_owned(), url.clone())]);
        Self {
            client: crate::support::client(),
            url,
            token: None,
            names,
            log,
            answer: None,
        }
    }

    async fn step(&mut self, step: &Step) -> Result<(), String> {
        match step.verb.as_str() {
            "token" => {
                self.token = make_token(&step.rest);
                Ok(())
            }
            ">" => self.ask(step).await,
            "<" => self.expect(step),
            "log" => {
                let log = self.log.lock().map_err(|it| it.to_string())?;
                let last = log.last().map(ToString::to_string).unwrap_or_default();
                if last.contains(&step.rest) {
                    Ok(())
                } else {
                    Err(format!("the log says: {last}"))
                }
            }
            other => Err(format!("'{other}' must stand at the start")),
        }
    }

    async fn ask(&mut self, step: &Step) -> Result<(), String> {
        let line = self.filled(&step.rest);
        let (method, target) = line
            .split_once(' ')
            .ok_or("a request needs a method and a target")?;
        let url = if target.starts_with("http") {
            target.to_owned()
        } else {
            format!("{}{target}", self.url)
        };
        let method: Method = method.parse().map_err(|_| "not a method")?;
        let mut request = self
            .client
            .request(method, url)
            .body(self.filled(step.body.trim()));
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        for (name, value) in &step.headers {
            request = request.header(name, self.filled(value));
        }
        let response = request.send().await.map_err(|it| it.to_string())?;
        self.answer = Some(Answer {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: response.text().await.map_err(|it| it.to_string())?,
        });
        Ok(())
    }

    fn expect(&mut self, step: &Step) -> Result<(), String> {
        let answer = self.answer.take().ok_or("no request stands before this answer")?;
        let told = || format!("{} {}", answer.status, answer.body);
        if answer.status.to_string() != step.rest {
            return Err(format!("the answer is {}", told()));
        }
        for (name, expected) in &step.headers {
            let actual = answer
                .headers
                .get(name)
                .and_then(|it| it.to_str().ok())
                .map(|it| json!(it));
            let expected = json!(self.filled(expected));
            subset::fits(&expected, actual.as_ref(), name, &mut self.names)?;
        }
        let expected = self.filled(step.body.trim());
        let expected = expected.as_str();
        if expected.is_empty() {
            return Ok(());
        }
        if expected == "(empty)" {
            return if answer.body.is_empty() {
                Ok(())
            } else {
                Err(told())
            };
        }
        if let Some(text) = expected.strip_prefix("text ") {
            return if answer.body == text { Ok(()) } else { Err(told()) };
        }
        let expected: Value =
            serde_json::from_str(expected).map_err(|it| format!("the expected JSON: {it}"))?;
        let actual: Value = serde_json::from_str(&answer.body).map_err(|it| format!("{it}: {}", told()))?;
        subset::fits(&expected, Some(&actual), "", &mut self.names)
            .map_err(|it| format!("{it}\n  in {}", told()))
    }

    /// A text with `${name}` replaced.
    fn filled(&self, text: &str) -> String {
        self.names.iter().fold(text.to_owned(), |text, (name, value)| {
            text.replace(&format!("${{{name}}}"), value)
        })
    }
}

fn make_token(text: &str) -> Option<String> {
    let (kind, permissions) = text.split_once(' ').unwrap_or((text, ""));
    let permissions: Vec<&str> = permissions.split_whitespace().collect();
    match kind {
        "user" => Some(token::delegated(&permissions)),
        "application" => Some(token::application(&permissions)),
        "raw" => Some(permissions.concat()),
        _ => None,
    }
}
