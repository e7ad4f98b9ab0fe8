//! The same structures three times: as graphdown generates them, with serde's derives, and with serde's derives and a map of what
//! is not documented.

use graphdown_runtime::open_enum;

/// An open enum, the same for all.
#[derive(Clone)]
pub(crate) enum Status {
    Active,
    Inactive,
    Pending,
    Completed,
    Failed,
    UnknownFutureValue,
    Unlisted(String),
}

open_enum!(
    Status: [
        Active = "active",
        Inactive = "inactive",
        Pending = "pending",
        Completed = "completed",
        Failed = "failed",
        UnknownFutureValue = "unknownFutureValue",
    ],
);

macro_rules! structures {
    ($($structure:ident { $($kind:ident $type:ty: $($field:ident = $name:literal),*;)* })*) => {
        /// As graphdown generates them.
        pub(crate) mod dynamic {
            use graphdown_runtime::{AdditionalData, DateTime, Duration, Guid, model};

            use super::Status;

            $(
                #[derive(Clone, Default)]
                pub(crate) struct $structure {
                    $($(pub(crate) $field: Option<$type>,)*)*
                    additional_data: AdditionalData,
                }

                model!($structure: "bench.structure", fields [$($($name => $field as $kind,)*)*]);
            )*
        }

        /// With serde's derives.
        pub(crate) mod derived {
            use graphdown_runtime::{DateTime, Duration, Guid};
            use serde::{Deserialize, Serialize};

            use super::Status;

            $(
                #[derive(Serialize, Deserialize)]
                pub(crate) struct $structure {
                    $($(
                        #[serde(rename = $name, skip_serializing_if = "Option::is_none")]
                        pub(crate) $field: Option<$type>,
                    )*)*
                }
            )*
        }

        /// With serde's derives and a map.
        pub(crate) mod flattened {
            use std::collections::BTreeMap;

            use graphdown_runtime::{DateTime, Duration, Guid};
            use serde::{Deserialize, Serialize};

            use super::Status;

            $(
                #[derive(Serialize, Deserialize)]
                pub(crate) struct $structure {
                    $($(
                        #[serde(rename = $name, skip_serializing_if = "Option::is_none")]
                        pub(crate) $field: Option<$type>,
                    )*)*
                    #[serde(flatten)]
                    additional_data: BTreeMap<String, serde_json::Value>,
                }
            )*
        }
    };
}

structures! {
    Flat {
        Str String: id = "id", display_name = "displayName", given_name = "givenName", surname = "surname", mail = "mail",
            user_principal_name = "userPrincipalName", job_title = "jobTitle", mobile_phone = "mobilePhone",
            office_location = "officeLocation", preferred_language = "preferredLanguage", about_me = "aboutMe",
            account_enabled = "accountEnabled", age_group = "ageGroup", birthday = "birthday", city = "city",
            company_name = "companyName", consent = "consentProvidedForMinor", country = "country",
            created_date_time = "createdDateTime", creation_type = "creationType", department = "department",
            employee_hire_date = "employeeHireDate", employee_id = "employeeId", employee_type = "employeeType",
            external_user_state = "externalUserState", fax_number = "faxNumber", hire_date = "hireDate",
            im_addresses = "imAddresses", last_password_change = "lastPasswordChangeDateTime",
            legal_age_group = "legalAgeGroupClassification", mail_nickname = "mailNickname", my_site = "mySite",
            distinguished_name = "onPremisesDistinguishedName", domain_name = "onPremisesDomainName",
            immutable_id = "onPremisesImmutableId", postal_code = "postalCode", preferred_name = "preferredName",
            security_identifier = "securityIdentifier", state = "state", usage_location = "usageLocation";
    }
    Address {
        Str String: street = "street", city = "city", state = "state", country = "countryOrRegion", postal_code = "postalCode";
        Bool bool: is_primary = "isPrimary";
        I32 i32: rank = "rank";
        F64 f64: latitude = "latitude";
    }
    Email {
        Str String: id = "id", name = "name", address = "address", type_ = "type", label = "label";
        Bool bool: is_verified = "isVerified";
        I32 i32: position = "position";
        F64 f64: score = "score";
    }
    Nested {
        Str String: id = "id", display_name = "displayName", given_name = "givenName", surname = "surname", mail = "mail",
            user_principal_name = "userPrincipalName", job_title = "jobTitle", mobile_phone = "mobilePhone",
            office_location = "officeLocation", preferred_language = "preferredLanguage", department = "department",
            company_name = "companyName";
        Bool bool: account_enabled = "accountEnabled", is_resource_account = "isResourceAccount",
            show_in_address_list = "showInAddressList", is_management_restricted = "isManagementRestricted";
        I32 i32: logon_count = "logonCount", assigned_seats = "assignedSeats", password_policy = "passwordPolicy";
        F64 f64: quota_used = "quotaUsed";
        Obj Box<Address>: home_address = "homeAddress", work_address = "workAddress";
        List Vec<Email>: email_addresses = "emailAddresses";
        Leaf Status: status = "status", kind = "kind", visibility = "visibility";
        Leaf DateTime: created_date_time = "createdDateTime", last_modified_date_time = "lastModifiedDateTime";
        Leaf Guid: object_id = "objectId";
        Leaf Duration: timeout = "timeout";
    }
}
