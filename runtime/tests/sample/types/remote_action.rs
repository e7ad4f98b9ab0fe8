/// The kind of a remote action.
#[derive(Clone)]
#[doc(alias = "remoteAction")]
pub enum RemoteAction {
    /// No action that is known.
    Unknown,
    /// Reset to factory settings.
    FactoryReset,
    /// Stands for members that are added later.
    UnknownFutureValue,
    /// A value that no page lists, as it came.
    Unlisted(String),
}

::graphdown_runtime::open_enum!(
    RemoteAction: [
        Unknown = "unknown",
        FactoryReset = "factoryReset",
        UnknownFutureValue = "unknownFutureValue",
    ],
);
