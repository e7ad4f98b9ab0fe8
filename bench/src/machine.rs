//! What the figures were measured on, in general words.

use std::process::Command;

/// `4 cores, 24 GB of memory, Linux x86_64, rustc 1.95.0`.
pub(crate) fn describe() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let memory = memory().map_or_else(String::new, |it| format!("{it} GB of memory, "));
    let toolchain = Command::new("rustc").arg("--version").output().map_or_else(
        |_| "an unknown rustc".to_owned(),
        |given| {
            let text = String::from_utf8_lossy(&given.stdout).into_owned();
            text.split(" (").next().unwrap_or_default().trim().to_owned()
        },
    );
    format!(
        "{cores} cores, {memory}{} {}, {toolchain}",
        std::env::consts::OS,
        std::env::consts::ARCH
    )
}

/// In whole gigabytes, where the system tells.
fn memory() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kibibytes: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some((kibibytes * 1024 + 500_000_000) / 1_000_000_000)
}

/// `2026-11-21`.
pub(crate) fn today() -> String {
    time::OffsetDateTime::now_utc().date().to_string()
}
