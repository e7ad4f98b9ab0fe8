use super::DirectoryObject;
use ::graphdown_runtime::{AdditionalData, DateTime, Model, Nav, Property, Slot, View, Visitor};

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

impl User {
    /// `id`
    pub const ID: Property<Self, String> = Property::new("id");
    /// `deletedDateTime`
    pub const DELETED_DATE_TIME: Property<Self, DateTime> = Property::new("deletedDateTime");
    /// `displayName`
    pub const DISPLAY_NAME: Property<Self, String> = Property::new("displayName");
    /// `businessPhones`
    pub const BUSINESS_PHONES: Property<Self, Vec<String>> = Property::new("businessPhones");
    /// `manager`
    pub const MANAGER: Property<Self, Nav<DirectoryObject>> = Property::new("manager");
    /// `directReports`
    pub const DIRECT_REPORTS: Property<Self, Nav<Vec<DirectoryObject>>> = Property::new("directReports");
}

impl Model for User {
    fn slot(&mut self, name: &str) -> Option<Slot<'_>> {
        Some(match name {
            "id" => Slot::Str(&mut self.id),
            "deletedDateTime" => Slot::Leaf(&mut self.deleted_date_time),
            "displayName" => Slot::Str(&mut self.display_name),
            "businessPhones" => Slot::Leaves(&mut self.business_phones),
            "manager" => Slot::Obj(&mut self.manager),
            "directReports" => Slot::List(&mut self.direct_reports),
            _ => return None,
        })
    }

    fn visit<'a>(&'a self, visitor: &mut Visitor<'a>) {
        visitor.put("id", View::Str(&self.id));
        visitor.put("deletedDateTime", View::Leaf(&self.deleted_date_time));
        visitor.put("displayName", View::Str(&self.display_name));
        visitor.put("businessPhones", View::Leaves(&self.business_phones));
        visitor.put("manager", View::Obj(&self.manager));
        visitor.put("directReports", View::List(&self.direct_reports));
    }

    fn additional_data(&self) -> &AdditionalData {
        &self.additional_data
    }

    fn additional_data_mut(&mut self) -> &mut AdditionalData {
        &mut self.additional_data
    }
}

::graphdown_runtime::model!(
    User: "microsoft.graph.user",
    bases ["microsoft.graph.directoryObject", "microsoft.graph.entity"],
);
