//! What is done to pages: names that collide, rows and request lines of other pages, odd types and paths, cut and doubled text.

use super::dice::Dice;
use super::pages::Pages;
use super::words::{LINES, METADATA, NAMES, SEGMENTS, TITLES, TYPES, VALUES};

/// A kind of harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Harm {
    /// Another name in a row.
    RowName,
    /// A row once more, its name spelled in another way.
    RowTwice,
    /// Another type in a row.
    RowType,
    /// Two cells of a row change places.
    RowTurned,
    /// A description lists values.
    RowValues,
    /// A request line of another page.
    RequestOfOther,
    /// Another segment in a path.
    Segment,
    /// Another method before a path.
    Method,
    /// A request line once more, with other names for its placeholders.
    Placeholder,
    /// A parameter that stands in the path and in a table.
    ParameterTwice,
    /// A word becomes another wherever it stands.
    Word,
    /// Another title.
    Title,
    /// Another namespace.
    Namespace,
    /// A type inherits from another, or from itself.
    Base,
    /// A title of a section of another page.
    Section,
    /// The types that JSON names are another.
    Annotation,
    /// A comment block says another kind, type or key.
    Metadata,
    /// An odd line anywhere.
    Line,
    /// A line is gone.
    NoLine,
    /// The end is cut off.
    Cut,
    /// Other line ends, and a byte order mark.
    Bytes,
    /// The text of another page follows.
    Joined,
    /// The page once more under another name.
    PageTwice,
    /// The page once more with its name in another case.
    PageCase,
}

impl Harm {
    pub(super) const ALL: [Self; 24] = [
        Self::RowName,
        Self::RowTwice,
        Self::RowType,
        Self::RowTurned,
        Self::RowValues,
        Self::RequestOfOther,
        Self::Segment,
        Self::Method,
        Self::Placeholder,
        Self::ParameterTwice,
        Self::Word,
        Self::Title,
        Self::Namespace,
        Self::Base,
        Self::Section,
        Self::Annotation,
        Self::Metadata,
        Self::Line,
        Self::NoLine,
        Self::Cut,
        Self::Bytes,
        Self::Joined,
        Self::PageTwice,
        Self::PageCase,
    ];
}

/// Does what the number says, and tells what it was. `None` where the page has nothing that could be harmed so.
pub(super) fn harm(pages: &mut Pages, number: u64) -> Option<Harm> {
    let mut dice = Dice::new(number);
    let kind = *dice.pick(&Harm::ALL);
    let names: Vec<String> = pages.keys().cloned().collect();
    let name = dice.any(&names)?.clone();
    let other = pages[dice.pick(&names)].clone();
    let text = pages[&name].clone();
    let harmed = match kind {
        Harm::PageTwice => {
            pages.insert(name.replace(".md", "-copy.md"), text);
            return Some(kind);
        }
        Harm::PageCase => {
            pages.insert(name.to_uppercase().replace(".MD", ".md"), text);
            return Some(kind);
        }
        kind => rows_and_requests(kind, &text, &other, &mut dice)
            .or_else(|| json_and_comments(kind, &text, &mut dice))
            .or_else(|| words_and_lines(kind, &text, &other, &mut dice)),
    };
    pages.insert(name, harmed?);
    Some(kind)
}

/// What is done to rows of tables and to request lines.
fn rows_and_requests(kind: Harm, text: &str, other: &str, dice: &mut Dice) -> Option<String> {
    match kind {
        Harm::RowName => cell(text, 1, dice.word(NAMES), dice),
        Harm::RowType => cell(text, 2, dice.word(TYPES), dice),
        Harm::RowTwice => row_twice(text, dice),
        Harm::RowTurned => change_row(text, dice, |cells| cells.swap(1, 2)),
        Harm::RowValues => {
            let values = dice.word(VALUES);
            change_row(text, dice, |cells| cells[3].push_str(values))
        }
        Harm::RequestOfOther => {
            let line = lines_where(other, is_request);
            let line = other.lines().nth(*dice.any(&line)?)?.to_owned();
            insert_request(text, &line, dice)
        }
        Harm::Segment => change_request(text, dice, |line, dice| {
            let mut parts: Vec<&str> = line.split('/').collect();
            let at = dice.between(0, parts.len() - 1);
            parts[at] = if dice.between(0, 1) == 0 {
                dice.word(SEGMENTS)
            } else {
                dice.word(NAMES)
            };
            parts.join("/")
        }),
        Harm::Method => change_request(text, dice, |line, dice| {
            let path = line.split_once(' ').map_or("", |(_, path)| path);
            format!(
                "{} {path}",
                dice.word(&["GET", "POST", "PATCH", "PUT", "DELETE", "HEAD"])
            )
        }),
        Harm::Placeholder => {
            let requests = lines_where(text, is_request);
            let line = text.lines().nth(*dice.any(&requests)?)?;
            let line = line.replace('{', dice.word(&["{x", "{", "{{", "<", "{id | "]));
            insert_request(text, &line, dice)
        }
        Harm::ParameterTwice => {
            let with = change_request(text, dice, |line, dice| {
                let value = dice.word(&["'{thing_list_address}'", "{thingList}", "{id}", "@p"]);
                format!("{}/findThings(ThingList={value})", line.trim_end())
            });
            let title = dice.word(&["Query parameters", "Query parameters", "Function parameters"]);
            let row = dice.word(&["ThingList", "thingList", "thing_list", "thing-list", "id", "$top"]);
            with.map(|it| format!("{it}\n\n## {title}\n\n|Parameter|Type|Description|\n|:--|:--|:--|\n|{row}|String|Which.|\n"))
        }
        _ => None,
    }
}

/// What is done to JSON and to comment blocks.
fn json_and_comments(kind: Harm, text: &str, dice: &mut Dice) -> Option<String> {
    match kind {
        Harm::Annotation => {
            let name = dice.word(NAMES);
            let named = lines_where(text, |it| it.contains("\"@odata.type\""));
            let at = *dice.any(&named)?;
            let line = text.lines().nth(at)?;
            let start = line.find("\"@odata.type\"")? + "\"@odata.type\"".len();
            let value = format!(": \"#microsoft.graph.{name}\"");
            let rest = line[start..].trim_start().trim_start_matches(':').trim_start();
            let rest = rest.strip_prefix('"').and_then(|it| it.split_once('"'))?.1;
            let line = format!("{}{value}{rest}", &line[..start]);
            Some(with_line(text, at, line))
        }
        Harm::Metadata => {
            let (key, value) = *dice.pick(METADATA);
            let value = if value.is_empty() { dice.word(NAMES) } else { value };
            change_line(
                text,
                dice,
                |it| it.contains(key) && it.contains(':'),
                |line, _| {
                    let end = if line.trim_end().ends_with(',') { "," } else { "" };
                    format!("  \"{key}\": \"{value}\"{end}")
                },
            )
        }
        _ => None,
    }
}

/// What is done to words, lines and the text as a whole.
fn words_and_lines(kind: Harm, text: &str, other: &str, dice: &mut Dice) -> Option<String> {
    match kind {
        Harm::Word => {
            let words: Vec<&str> = text
                .split(|it: char| !it.is_alphanumeric())
                .filter(|it| it.len() > 3)
                .collect();
            let word = *dice.any(&words)?;
            Some(text.replace(word, dice.word(NAMES)))
        }
        Harm::Title => {
            let (before, behind) = *dice.pick(TITLES);
            let title = format!("# {before}{}{behind}", dice.word(NAMES));
            change_line(text, dice, |it| it.starts_with("# "), |_, _| title.clone())
        }
        Harm::Namespace => {
            let last = dice.word(NAMES);
            let namespace = format!(
                "Namespace: {}{last}",
                dice.word(&["microsoft.graph.", "", "microsoft.graph.a.b."])
            );
            change_line(
                text,
                dice,
                |it| it.starts_with("Namespace:"),
                |_, _| namespace.clone(),
            )
        }
        Harm::Base => {
            let titles = [text, other];
            let titles: Vec<_> = titles
                .iter()
                .filter_map(|it| it.lines().find(|it| it.starts_with("# ")))
                .collect();
            let base = dice.any(&titles)?.split(' ').nth(1)?.to_owned();
            let sentence = format!(
                "\nInherits from [{base}](../resources/{}.md).\n",
                base.to_lowercase()
            );
            insert_behind(
                text,
                dice,
                |it| it.starts_with("Namespace:") || it.starts_with("# "),
                &sentence,
            )
        }
        Harm::Section => {
            let titles = lines_where(other, |it| it.starts_with("##"));
            let title = other.lines().nth(*dice.any(&titles)?)?.to_owned();
            change_line(text, dice, |it| it.starts_with("##"), |_, _| title.clone())
        }
        Harm::Line => {
            let line = dice.word(LINES);
            insert_behind(text, dice, |_| true, line)
        }
        Harm::NoLine => {
            let mut lines: Vec<&str> = text.lines().collect();
            let at = dice.place(lines.len())?;
            lines.remove(at);
            Some(lines.join("\n"))
        }
        Harm::Cut => {
            let at = dice.between(text.len() / 2, text.len());
            let at = (0..=at).rev().find(|it| text.is_char_boundary(*it))?;
            Some(text[..at].to_owned())
        }
        Harm::Bytes => Some(format!("\u{feff}{}", text.replace('\n', "\r\n"))),
        Harm::Joined => Some(format!("{text}\n\n{other}")),
        _ => None,
    }
}

fn is_request(line: &str) -> bool {
    let methods = ["GET ", "POST ", "PATCH ", "PUT ", "DELETE "];
    methods.iter().any(|it| line.starts_with(it))
}

/// A row of data with three cells at least; the first of its parts stands before the first `|`.
fn is_row(line: &str) -> bool {
    line.trim_start().starts_with('|') && line.matches('|').count() >= 4 && !line.contains("--")
}

/// The numbers of the lines that fit.
fn lines_where(text: &str, fits: impl Fn(&str) -> bool) -> Vec<usize> {
    let lines = text.lines().enumerate().filter(|(_, it)| fits(it));
    lines.map(|(at, _)| at).collect()
}

/// Changes one of the lines that fit.
fn change_line(
    text: &str,
    dice: &mut Dice,
    fits: impl Fn(&str) -> bool,
    change: impl FnOnce(&str, &mut Dice) -> String,
) -> Option<String> {
    let at = *dice.any(&lines_where(text, fits))?;
    let line = change(text.lines().nth(at)?, dice);
    Some(with_line(text, at, line))
}

fn with_line(text: &str, at: usize, line: String) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines[at] = line;
    lines.join("\n")
}

/// Inserts behind one of the lines that fit.
fn insert_behind(text: &str, dice: &mut Dice, fits: impl Fn(&str) -> bool, new: &str) -> Option<String> {
    change_line(text, dice, fits, |line, _| format!("{line}\n{new}"))
}

fn insert_request(text: &str, line: &str, dice: &mut Dice) -> Option<String> {
    insert_behind(text, dice, is_request, line)
}

fn change_request(
    text: &str,
    dice: &mut Dice,
    change: impl FnOnce(&str, &mut Dice) -> String,
) -> Option<String> {
    change_line(text, dice, is_request, change)
}

fn change_row(text: &str, dice: &mut Dice, change: impl FnOnce(&mut Vec<String>)) -> Option<String> {
    change_line(text, dice, is_row, |line, _| {
        let mut cells: Vec<String> = line.split('|').map(str::to_owned).collect();
        change(&mut cells);
        cells.join("|")
    })
}

fn cell(text: &str, column: usize, new: &str, dice: &mut Dice) -> Option<String> {
    change_row(text, dice, |cells| new.clone_into(&mut cells[column]))
}

/// A row once more, its name spelled in another way, or not.
fn row_twice(text: &str, dice: &mut Dice) -> Option<String> {
    change_line(text, dice, is_row, |line, dice| {
        let mut cells: Vec<String> = line.split('|').map(str::to_owned).collect();
        let name = cells[1].trim();
        cells[1] = match dice.between(0, 6) {
            0 => name.to_uppercase(),
            1 => name.to_lowercase(),
            2 => name.replace('e', "_e"),
            3 => format!("{name}_"),
            4 => format!("{name}1"),
            5 => format!("{name}_or"),
            _ => name.to_owned(),
        };
        format!("{line}\n{}", cells.join("|"))
    })
}
