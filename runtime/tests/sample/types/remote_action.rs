use ::graphdown_runtime::OpenEnum;

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

impl OpenEnum for RemoteAction {
    const MEMBERS: &'static [&'static str] = &["unknown", "factoryReset", "unknownFutureValue"];

    fn as_str(&self) -> &str {
        match self {
            Self::Unknown => "unknown",
            Self::FactoryReset => "factoryReset",
            Self::UnknownFutureValue => "unknownFutureValue",
            Self::Unlisted(name) => name,
        }
    }

    fn from_name(name: &str) -> Self {
        match name {
            "unknown" => Self::Unknown,
            "factoryReset" => Self::FactoryReset,
            "unknownFutureValue" => Self::UnknownFutureValue,
            _ => Self::Unlisted(name.to_owned()),
        }
    }
}

::graphdown_runtime::open_enum!(RemoteAction);
