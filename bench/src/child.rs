//! What another program costs: its time, and the most memory that it or a program that it started held.
//!
//! The system knows the peak of the children that a process has waited for, as one figure for all of them. So a copy
//! of this program stands between: it starts the one that is measured, waits, and writes down both figures.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

use crate::turns::Time;
use crate::{Result, usage};

/// The first argument of the copy that stands between.
pub(crate) const BETWEEN: &str = "--measure-child";

/// What a program cost.
#[derive(Clone, Debug)]
pub(crate) struct Cost {
    /// From its start to its end.
    pub(crate) time: Time,
    /// The most memory that one of its processes held, in bytes; `None` where the system does not tell.
    pub(crate) peak: Option<u64>,
    /// Whether it ended well.
    pub(crate) succeeded: bool,
    /// What it said on standard error.
    pub(crate) stderr: String,
}

/// Runs a program in a folder, and measures it. `note` is a file of ours for the figures.
pub(crate) fn measure(
    folder: &Path,
    note: &Path,
    program: &OsStr,
    arguments: &[String],
    environment: &[(&str, String)],
) -> Result<Cost> {
    let given = Command::new(std::env::current_exe()?)
        .arg(BETWEEN)
        .arg(note)
        .arg(program)
        .args(arguments)
        .envs(environment.iter().map(|(name, value)| (name, value)))
        .current_dir(folder)
        .output()?;
    let figures = fs::read_to_string(note)?;
    let figures: Vec<&str> = figures.split(' ').collect();
    let &[wall, cores, peak] = figures.as_slice() else {
        return Err("no figures".into());
    };
    Ok(Cost {
        time: Time {
            wall: wall.parse()?,
            cores: cores.parse()?,
        },
        peak: peak.parse().ok(),
        succeeded: given.status.success(),
        stderr: String::from_utf8_lossy(&given.stderr).into_owned(),
    })
}

/// What the copy in between does.
pub(crate) fn stand_between(mut arguments: impl Iterator<Item = OsString>) -> Result<ExitCode> {
    let note = PathBuf::from(arguments.next().ok_or("no file for the figures")?);
    let mut command = Command::new(arguments.next().ok_or("no program")?);
    let start = Instant::now();
    let status = command.args(arguments).status()?;
    let wall = start.elapsed().as_secs_f64();
    let (cores, peak) = match usage::of_children() {
        Some((cores, peak)) => (cores, peak.to_string()),
        None => (f64::NAN, "unknown".to_owned()),
    };
    fs::write(note, format!("{wall} {cores} {peak}"))?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
