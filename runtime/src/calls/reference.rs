//! References: what is sent to tie two things together.

use bytes::Bytes;

use super::Body;
use crate::json::encode;

/// The address of a thing, as the body of a `$ref` call: `{"@odata.id": "…"}`.
///
/// [`Request::reference`](crate::Request::reference) gives that of a path of the client:
///
/// ```text
/// let user = graph.directory_objects().id("8a1c…").get().reference()?;
/// graph.groups().id("02bd…").members().create_ref(&user).await?;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference(String);

impl Reference {
    /// The thing at an absolute address: `https://graph.microsoft.com/v1.0/directoryObjects/8a1c…`.
    pub fn to(address: impl Into<String>) -> Self {
        Self(address.into())
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Body for Reference {
    fn to_bytes(&self) -> Bytes {
        let mut out = b"{\"@odata.id\":".to_vec();
        encode::string(&self.0, &mut out);
        out.push(b'}');
        out.into()
    }
}
