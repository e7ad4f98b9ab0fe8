use ::graphdown_runtime::{AdditionalData, DateTime};

/// The base of what a directory holds.
///
/// `microsoft.graph.directoryObject`
#[derive(Clone, Default)]
#[doc(alias = "directoryObject")]
pub struct DirectoryObject {
    /// The key.
    pub id: Option<String>,
    /// When it was deleted.
    pub deleted_date_time: Option<DateTime>,
    /// What came and has no field.
    pub additional_data: AdditionalData,
}

::graphdown_runtime::model!(
    DirectoryObject: "microsoft.graph.directoryObject",
    bases ["microsoft.graph.entity"],
    derived ["microsoft.graph.user", "microsoft.graph.group"],
    properties [
        ID: "id" => id as Str(String),
        DELETED_DATE_TIME: "deletedDateTime" => deleted_date_time as Leaf(DateTime),
    ],
);
