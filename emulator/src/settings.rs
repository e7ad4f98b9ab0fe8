//! What a user of the emulator may set.

/// The settings, as they stand when the first call comes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    pub(crate) page_size: usize,
    pub(crate) require_token: bool,
    pub(crate) examples: bool,
    pub(crate) body_limit: usize,
}
