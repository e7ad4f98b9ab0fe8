//! `Edm.Guid`.

use std::{
    cmp::Ordering,
    hash::{Hash, Hasher},
};

use uuid::Uuid;

use super::{LiteralForm, value};

/// A GUID: `52effe71-fe71-52ef-71fe-ef5271feef52`. Keeps the case of its digits; compared without it.
#[derive(Clone, Copy)]
pub struct Guid {
    text: [u8; 36],
}

impl Guid {
    /// The text in JSON.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.text).unwrap_or_default()
    }

    /// The GUID as a number.
    pub fn to_uuid(self) -> Uuid {
        Uuid::try_parse_ascii(&self.text).unwrap_or_default()
    }

    fn read(text: &str) -> Option<Self> {
        let text: [u8; 36] = text.as_bytes().try_into().ok()?;
        let in_form = text.iter().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        });
        in_form.then_some(Self { text })
    }

    fn lower(self) -> [u8; 36] {
        self.text.map(|byte| byte.to_ascii_lowercase())
    }
}

value!(Guid, "Guid", LiteralForm::Bare);

impl From<Uuid> for Guid {
    fn from(uuid: Uuid) -> Self {
        let mut text = [0; 36];
        uuid.hyphenated().encode_lower(&mut text);
        Self { text }
    }
}

impl From<Guid> for Uuid {
    fn from(value: Guid) -> Self {
        value.to_uuid()
    }
}

impl PartialEq for Guid {
    fn eq(&self, other: &Self) -> bool {
        self.text.eq_ignore_ascii_case(&other.text)
    }
}

impl Eq for Guid {}

impl Hash for Guid {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.lower().hash(state);
    }
}

impl PartialOrd for Guid {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Guid {
    fn cmp(&self, other: &Self) -> Ordering {
        self.lower().cmp(&other.lower())
    }
}
