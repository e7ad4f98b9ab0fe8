//! What a user of the emulator may set.

use std::time::Duration;

use crate::fault::Faults;

/// The settings, as they stand when the first call comes.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) page_size: usize,
    pub(crate) require_token: bool,
    pub(crate) examples: bool,
    /// Takes properties and members that the pages do not list.
    pub(crate) lenient: bool,
    /// Bytes of the largest body that is read.
    pub(crate) body_limit: usize,
    /// Bytes that may be stored in all.
    pub(crate) store_limit: usize,
    /// How long a head or a body may take to come.
    pub(crate) patience: Duration,
    /// Names of hosts that callers may use beside this server's own, each with or without a port.
    pub(crate) hosts: Vec<String>,
    /// What goes wrong on demand.
    pub(crate) faults: Faults,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            page_size: 100,
            require_token: true,
            examples: false,
            lenient: false,
            body_limit: 4 * 1024 * 1024,
            store_limit: 256 * 1024 * 1024,
            patience: Duration::from_secs(30),
            hosts: Vec::new(),
            faults: Faults::default(),
        }
    }
}
