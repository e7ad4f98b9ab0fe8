//! What the system knows of a process: seconds of all cores, and the peak of memory.

/// Seconds that all threads of this process took of all cores; not a number where the system does not tell.
pub(crate) fn own_seconds() -> f64 {
    system::seconds_and_peak(false).map_or(f64::NAN, |it| it.0)
}

/// The same of the children that this process has waited for, and the most memory that one of them held, in bytes.
pub(crate) fn of_children() -> Option<(f64, u64)> {
    system::seconds_and_peak(true)
}

#[cfg(target_os = "linux")]
mod system {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike as _;

    #[expect(clippy::cast_precision_loss, reason = "microseconds of hours are exact")]
    pub(super) fn seconds_and_peak(children: bool) -> Option<(f64, u64)> {
        let who = if children {
            UsageWho::RUSAGE_CHILDREN
        } else {
            UsageWho::RUSAGE_SELF
        };
        let usage = getrusage(who).ok()?;
        let microseconds = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
        // The unit of the peak is the system's own: here kibibytes.
        Some((
            microseconds as f64 / 1e6,
            u64::try_from(usage.max_rss()).ok()? * 1024,
        ))
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    pub(super) fn seconds_and_peak(_: bool) -> Option<(f64, u64)> {
        None
    }
}
