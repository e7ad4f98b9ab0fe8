//! Checking crates of a quarter, half and all of the pages: nothing grows faster than the pages do.

use super::crates::ALL;
use crate::Result;
use crate::context::Context;
use crate::corpus;
use crate::crates::{Ask, Crates};
use crate::row::{Row, megabytes, time};
use crate::turns::median;

/// How far from proportion is noise.
const GROWTH: f64 = 1.1;

/// What one crate costs.
struct Scale {
    bytes: f64,
    seconds: f64,
    peak: Option<f64>,
}

pub(crate) fn measure(context: &Context) -> Result<Vec<Row>> {
    let pages = match context.pages("v1.0") {
        Ok(pages) => pages,
        Err(skipped) => return Ok(vec![skipped]),
    };
    let steps = [(4, "graph-quarter"), (2, "graph-half"), (1, "graph-whole")];
    for (step, name) in steps {
        let part = context.work.join(name);
        corpus::copy(&pages, &part, step)?;
        Crates::generate(context, &part, name)?;
    }
    let crates = Crates::new(context)?;
    for (_, name) in steps {
        crates.prepare(Ask::Check, name, ALL)?;
    }
    let mut seconds = [const { Vec::new() }; 3];
    let mut peaks = [None; 3];
    for _ in 0..context.few() {
        for (at, (_, name)) in steps.into_iter().enumerate() {
            let cost = crates.alone(Ask::Check, name, ALL)?;
            seconds[at].push(cost.time.wall);
            peaks[at] = cost.peak.max(peaks[at]);
        }
    }
    let mut scales = Vec::new();
    for ((_, name), (seconds, peak)) in steps.into_iter().zip(seconds.into_iter().zip(peaks)) {
        let (_, bytes) = corpus::size(&context.work.join(name))?;
        scales.push(Scale {
            bytes: number(bytes),
            seconds: median(seconds.into_iter()),
            peak: peak.map(number),
        });
    }
    Ok(rows(&scales))
}

fn rows(scales: &[Scale]) -> Vec<Row> {
    let mut rows = Vec::new();
    let Some((whole, parts)) = scales.split_last() else {
        return rows;
    };
    for (part, name) in parts.iter().zip(["a quarter", "half"]) {
        let larger = whole.bytes / part.bytes;
        let pages = megabytes_of(part.bytes);
        rows.push(Row::at_most(
            format!("time: all / {name} ({pages} of pages), as much as the pages are more"),
            format!("{} / {}", time(whole.seconds), time(part.seconds)),
            whole.seconds / part.seconds / larger,
            "",
            GROWTH,
        ));
        let what = format!("memory: all / {name}, as much as the pages are more");
        rows.push(match (whole.peak, part.peak) {
            (Some(all), Some(some)) => Row::at_most(
                what,
                format!("{} / {}", megabytes_of(all), megabytes_of(some)),
                all / some / larger,
                "",
                GROWTH,
            ),
            _ => Row::skipped(what, "not measured on this system"),
        });
    }
    rows
}

#[expect(clippy::cast_precision_loss, reason = "rounded to be read")]
fn number(bytes: u64) -> f64 {
    bytes as f64
}

#[expect(clippy::cast_sign_loss, reason = "it was a number of bytes")]
fn megabytes_of(bytes: f64) -> String {
    megabytes(bytes as u64)
}
