//! Pages of users, made up: seven properties in ten have a value, the rest are absent or null.

use graphdown_runtime::OpenEnum;
use serde_json::{Map, Value, json};

use super::types::Status;

const BYTES: usize = 10_000_000;

/// The kinds of values, and the names of each, in the order of the structures.
type Names = [(&'static str, &'static [&'static str])];

const FLAT: &Names = &[(
    "text",
    &[
        "id",
        "givenName",
        "surname",
        "mail",
        "userPrincipalName",
        "jobTitle",
        "mobilePhone",
        "officeLocation",
        "preferredLanguage",
        "aboutMe",
        "accountEnabled",
        "ageGroup",
        "birthday",
        "city",
        "companyName",
        "consentProvidedForMinor",
        "country",
        "createdDateTime",
        "creationType",
        "department",
        "employeeHireDate",
        "employeeId",
        "employeeType",
        "externalUserState",
        "faxNumber",
        "hireDate",
        "imAddresses",
        "lastPasswordChangeDateTime",
        "legalAgeGroupClassification",
        "mailNickname",
        "mySite",
        "onPremisesDistinguishedName",
        "onPremisesDomainName",
        "onPremisesImmutableId",
        "postalCode",
        "preferredName",
        "securityIdentifier",
        "state",
        "usageLocation",
    ],
)];

const ADDRESS: &Names = &[
    (
        "text",
        &["street", "city", "state", "countryOrRegion", "postalCode"],
    ),
    ("bool", &["isPrimary"]),
    ("int", &["rank"]),
    ("double", &["latitude"]),
];

const EMAIL: &Names = &[
    ("text", &["id", "name", "address", "type", "label"]),
    ("bool", &["isVerified"]),
    ("int", &["position"]),
    ("double", &["score"]),
];

const NESTED: &Names = &[
    (
        "text",
        &[
            "id",
            "displayName",
            "givenName",
            "surname",
            "mail",
            "userPrincipalName",
            "jobTitle",
            "mobilePhone",
            "officeLocation",
            "preferredLanguage",
            "department",
            "companyName",
        ],
    ),
    (
        "bool",
        &[
            "accountEnabled",
            "isResourceAccount",
            "showInAddressList",
            "isManagementRestricted",
        ],
    ),
    ("int", &["logonCount", "assignedSeats", "passwordPolicy"]),
    ("double", &["quotaUsed"]),
    ("status", &["status", "kind", "visibility"]),
    ("time", &["createdDateTime", "lastModifiedDateTime"]),
    ("guid", &["objectId"]),
    ("duration", &["timeout"]),
];

/// Users with properties of text only.
pub(crate) fn flat(nulls: bool) -> String {
    let mut random = Random(7);
    page(|| {
        let mut user = random.object(FLAT, nulls);
        user.insert("displayName".to_owned(), json!("User Ünïcode \"q\""));
        undocumented(&mut user, &mut random);
        user
    })
}

/// Users with addresses, enums and times.
pub(crate) fn nested(nulls: bool) -> String {
    let mut random = Random(7);
    page(|| {
        let mut user = random.object(NESTED, nulls);
        for name in ["homeAddress", "workAddress"] {
            user.insert(name.to_owned(), random.object(ADDRESS, nulls).into());
        }
        let emails: Vec<_> = (0..5).map(|_| random.object(EMAIL, nulls)).collect();
        user.insert("emailAddresses".to_owned(), emails.into());
        undocumented(&mut user, &mut random);
        user
    })
}

fn undocumented(user: &mut Map<String, Value>, random: &mut Random) {
    user.insert("@odata.type".to_owned(), json!("#microsoft.graph.user"));
    user.insert("extension_custom1".to_owned(), json!(random.below(1_000_000)));
    user.insert(
        "onPremisesExtensionAttributes".to_owned(),
        json!({"extensionAttribute1": "x", "extensionAttribute2": null}),
    );
}

fn page(mut user: impl FnMut() -> Map<String, Value>) -> String {
    let mut text = String::from(r#"{"@odata.context":"x","value":["#);
    while text.len() < BYTES {
        text.push_str(&Value::from(user()).to_string());
        text.push(',');
    }
    text.pop();
    text.push_str(r#"],"@odata.nextLink":"https://x/y"}"#);
    text
}

/// Numbers that look like chance and are the same in every run (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    fn object(&mut self, names: &Names, nulls: bool) -> Map<String, Value> {
        let mut object = Map::new();
        for (kind, names) in names {
            for name in *names {
                let always = matches!(*kind, "status" | "time" | "guid" | "duration");
                match self.below(100) {
                    chance if always || chance < 70 => object.insert((*name).to_owned(), self.value(kind)),
                    chance if nulls && chance < 85 => object.insert((*name).to_owned(), Value::Null),
                    _ => None,
                };
            }
        }
        object
    }

    fn value(&mut self, kind: &str) -> Value {
        match kind {
            "bool" => json!(self.below(2) == 0),
            "int" => json!(self.below(1_000_000)),
            "double" => json!(f64::from(self.below(1_000_000) as u32) / 1000.0 + 0.0005),
            "status" => match Status::MEMBERS.get(self.below(7) as usize) {
                Some(member) => json!(member),
                None => json!("brandNew"),
            },
            "time" => {
                let fraction = ["", ".1234567"][self.below(2) as usize];
                json!(format!(
                    "20{:02}-{:02}-{:02}T12:34:56{fraction}Z",
                    self.below(27),
                    self.below(12) + 1,
                    self.below(28) + 1
                ))
            }
            "guid" => json!(format!("52effe71-fe71-52ef-71fe-{:012x}", self.below(1 << 48))),
            "duration" => json!(["PT1H", "PT30M", "P1DT2H", "PT5S"][self.below(4) as usize]),
            _ => {
                const WORDS: [&str; 8] = [
                    "alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel",
                ];
                let words: Vec<_> = (0..=self.below(4))
                    .map(|_| WORDS[self.below(8) as usize])
                    .collect();
                json!(words.join(" "))
            }
        }
    }
}
