use super::{KeyValuePair2OfStringString, RemoteAction};
use ::graphdown_runtime::{AdditionalData, DateTime, Model, Property, Slot, View, Visitor};

/// A remote action that was asked for, on which device, and by whom.
///
/// `microsoft.graph.remoteActionAudit`
#[derive(Clone, Default)]
#[doc(alias = "remoteActionAudit")]
pub struct RemoteActionAudit {
    /// The key.
    pub id: Option<String>,
    /// The name of the device.
    pub device_display_name: Option<String>,
    /// What was asked for.
    pub action: Option<RemoteAction>,
    /// When it was asked for.
    pub request_date_time: Option<DateTime>,
    /// The IMEI of the device.
    pub device_imei: Option<String>,
    /// Details of the action.
    pub device_action_details: Option<Vec<KeyValuePair2OfStringString>>,
    /// What came and has no field.
    pub additional_data: AdditionalData,
}

impl RemoteActionAudit {
    /// `id`
    pub const ID: Property<Self, String> = Property::new("id");
    /// `deviceDisplayName`
    pub const DEVICE_DISPLAY_NAME: Property<Self, String> = Property::new("deviceDisplayName");
    /// `action`
    pub const ACTION: Property<Self, RemoteAction> = Property::new("action");
    /// `requestDateTime`
    pub const REQUEST_DATE_TIME: Property<Self, DateTime> = Property::new("requestDateTime");
    /// `deviceIMEI`
    pub const DEVICE_IMEI: Property<Self, String> = Property::new("deviceIMEI");
    /// `deviceActionDetails`
    pub const DEVICE_ACTION_DETAILS: Property<Self, Vec<KeyValuePair2OfStringString>> =
        Property::new("deviceActionDetails");
}

impl Model for RemoteActionAudit {
    fn slot(&mut self, name: &str) -> Option<Slot<'_>> {
        Some(match name {
            "id" => Slot::Str(&mut self.id),
            "deviceDisplayName" => Slot::Str(&mut self.device_display_name),
            "action" => Slot::Leaf(&mut self.action),
            "requestDateTime" => Slot::Leaf(&mut self.request_date_time),
            "deviceIMEI" => Slot::Str(&mut self.device_imei),
            "deviceActionDetails" => Slot::List(&mut self.device_action_details),
            _ => return None,
        })
    }

    fn visit<'a>(&'a self, visitor: &mut Visitor<'a>) {
        visitor.put("id", View::Str(&self.id));
        visitor.put("deviceDisplayName", View::Str(&self.device_display_name));
        visitor.put("action", View::Leaf(&self.action));
        visitor.put("requestDateTime", View::Leaf(&self.request_date_time));
        visitor.put("deviceIMEI", View::Str(&self.device_imei));
        visitor.put("deviceActionDetails", View::List(&self.device_action_details));
    }

    fn additional_data(&self) -> &AdditionalData {
        &self.additional_data
    }

    fn additional_data_mut(&mut self) -> &mut AdditionalData {
        &mut self.additional_data
    }
}

::graphdown_runtime::model!(RemoteActionAudit: "microsoft.graph.remoteActionAudit", bases ["microsoft.graph.entity"]);
