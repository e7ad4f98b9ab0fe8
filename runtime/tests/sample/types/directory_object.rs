use ::graphdown_runtime::{AdditionalData, DateTime, Model, Property, Slot, View, Visitor};

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

impl DirectoryObject {
    /// `id`
    pub const ID: Property<Self, String> = Property::new("id");
    /// `deletedDateTime`
    pub const DELETED_DATE_TIME: Property<Self, DateTime> = Property::new("deletedDateTime");
}

impl Model for DirectoryObject {
    fn slot(&mut self, name: &str) -> Option<Slot<'_>> {
        Some(match name {
            "id" => Slot::Str(&mut self.id),
            "deletedDateTime" => Slot::Leaf(&mut self.deleted_date_time),
            _ => return None,
        })
    }

    fn visit<'a>(&'a self, visitor: &mut Visitor<'a>) {
        visitor.put("id", View::Str(&self.id));
        visitor.put("deletedDateTime", View::Leaf(&self.deleted_date_time));
    }

    fn additional_data(&self) -> &AdditionalData {
        &self.additional_data
    }

    fn additional_data_mut(&mut self) -> &mut AdditionalData {
        &mut self.additional_data
    }
}

::graphdown_runtime::model!(
    DirectoryObject: "microsoft.graph.directoryObject",
    bases ["microsoft.graph.entity"],
    derived ["microsoft.graph.user", "microsoft.graph.group"]
);
