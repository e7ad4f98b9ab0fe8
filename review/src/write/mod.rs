//! A review as a document for people, as data for programs, and as a summary for a terminal.

mod json;
mod markdown;
mod text;

/// How many pages the list of the worst names.
const WORST: usize = 10;

/// A share in hundredths of a percent, rounded down, so that 100 % is all.
fn percent(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "-".to_owned();
    }
    let hundredths = part * 10_000 / whole;
    format!("{}.{:02} %", hundredths / 100, hundredths % 100)
}
