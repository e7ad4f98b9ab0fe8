//! Enumerations that the service may extend.

/// An enumeration of the API. A value that no page lists is kept as it came, and goes back out as it came.
pub trait OpenEnum: Clone + PartialEq + Send + Sync + Sized + 'static {
    /// The documented members, in the order of the pages.
    const MEMBERS: &'static [&'static str];

    /// The name in JSON.
    fn as_str(&self) -> &str;
    /// The member of that name, or the name itself where no page lists it.
    fn from_name(name: &str) -> Self;

    /// Whether the pages list this value.
    fn is_listed(&self) -> bool {
        Self::MEMBERS.contains(&self.as_str())
    }
}
