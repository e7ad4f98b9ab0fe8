//! How the program ends.

/// What cannot be done whatever the pages say; printed behind `error:`, ends the program with [`UNUSABLE`].
pub(crate) type Failure = Box<dyn std::error::Error>;

/// Done; warnings too.
pub(crate) const DONE: u8 = 0;
/// An error in the pages, or a file that is not current under `--check`.
pub(crate) const FAILED: u8 = 1;
/// A wrong option, a missing folder, a full disk.
pub(crate) const UNUSABLE: u8 = 2;
