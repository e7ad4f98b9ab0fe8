//! `Edm.Binary`.

use base64::{
    Engine, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

use super::{InvalidValue, LiteralForm, value};

/// Bytes, as base64 text. The text is kept as it came and is decoded on demand.
#[derive(Clone)]
pub struct Binary {
    text: Box<str>,
}

const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);

impl Binary {
    /// The text in JSON.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes.
    ///
    /// # Errors
    ///
    /// The text is not base64, neither of the standard alphabet nor of the one for URLs, which OData names.
    pub fn to_bytes(&self) -> Result<Vec<u8>, InvalidValue> {
        let engine = if self.text.contains(['-', '_']) {
            URL_SAFE
        } else {
            STANDARD
        };
        engine
            .decode(&*self.text)
            .map_err(|_| InvalidValue { expected: "Binary" })
    }

    #[expect(
        clippy::unnecessary_wraps,
        reason = "the other values have texts that they refuse"
    )]
    fn read(text: &str) -> Option<Self> {
        Some(Self { text: text.into() })
    }
}

value!(Binary, "Binary", LiteralForm::Prefixed("binary"));

impl From<&[u8]> for Binary {
    fn from(bytes: &[u8]) -> Self {
        Self {
            text: STANDARD.encode(bytes).into(),
        }
    }
}

impl From<Vec<u8>> for Binary {
    fn from(bytes: Vec<u8>) -> Self {
        bytes.as_slice().into()
    }
}

/// Equal where the bytes are.
impl PartialEq for Binary {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
            || self
                .to_bytes()
                .is_ok_and(|bytes| other.to_bytes().is_ok_and(|others| bytes == others))
    }
}
