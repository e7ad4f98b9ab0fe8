use super::DirectoryObject;
use ::graphdown_runtime::{AdditionalData, DateTime, Nav};

/// A user.
///
/// `microsoft.graph.user`
#[derive(Clone, Default)]
#[doc(alias = "user")]
pub struct User {
    /// The key.
    pub id: Option<String>,
    /// When it was deleted.
    pub deleted_date_time: Option<DateTime>,
    /// The name.
    pub display_name: Option<String>,
    /// Telephone numbers.
    pub business_phones: Option<Vec<String>>,
    /// Who this user reports to.
    pub manager: Nav<DirectoryObject>,
    /// Who reports to this user.
    pub direct_reports: Nav<Vec<DirectoryObject>>,
    /// What came and has no field.
    pub additional_data: AdditionalData,
}

::graphdown_runtime::model!(
    User: "microsoft.graph.user",
    bases ["microsoft.graph.directoryObject", "microsoft.graph.entity"],
    is [DirectoryObject],
    properties [
        ID: "id" => id as Str(String),
        DELETED_DATE_TIME: "deletedDateTime" => deleted_date_time as Leaf(DateTime),
        DISPLAY_NAME: "displayName" => display_name as Str(String),
        BUSINESS_PHONES: "businessPhones" => business_phones as Leaves(Vec<String>),
        MANAGER: "manager" => manager as Obj(Nav<DirectoryObject>),
        DIRECT_REPORTS: "directReports" => direct_reports as List(Nav<Vec<DirectoryObject>>),
    ],
);
