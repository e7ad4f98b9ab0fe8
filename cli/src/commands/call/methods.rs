//! The methods that can be called.

/// The methods that pages document.
pub(super) const METHODS: [&str; 5] = ["GET", "POST", "PATCH", "PUT", "DELETE"];
