//! Where the calls go: a real service, or an emulator of the same pages in this process.

use std::collections::BTreeSet;

use graphdown_codegen::schema::yaml;
use graphdown_emulator::{Call, Emulator, ODataError, Running, token};
use serde_json::{Value, json};

use crate::Failure;
use crate::args::Args;
use crate::graph::Client;

/// The schema that the emulator answers from, as it is committed beside the pages.
const SCHEMA: &str = include_str!("../schemas/audit/schema.yaml");

/// The permissions that the emulator's token holds: the least that the calls of this application need.
const SCOPES: [&str; 2] = [
    "DeviceManagementManagedDevices.ReadWrite.All",
    "DeviceManagementApps.ReadWrite.All",
];

/// A service to call.
pub(crate) struct Service {
    base_url: String,
    token: String,
    emulator: Option<Running>,
}

impl Service {
    /// Takes the service of the options, or starts the emulator.
    pub(crate) async fn start(args: &Args) -> Result<Self, Failure> {
        if let (Some(base_url), Some(token)) = (&args.base_url, &args.token) {
            return Ok(Self {
                base_url: base_url.clone(),
                token: token.clone(),
                emulator: None,
            });
        }
        let schema = yaml::from_yaml(SCHEMA, "schemas/audit/schema.yaml")?;
        let emulator = Emulator::new(schema)
            .function("/deviceManagement/auditEvents/getAuditCategories", categories)?
            .serve(([127, 0, 0, 1], 0))
            .await?;
        Ok(Self {
            base_url: emulator.base_url(),
            token: token::delegated(&SCOPES),
            emulator: Some(emulator),
        })
    }

    /// A typed client for it.
    pub(crate) fn client(&self) -> Result<Client, Failure> {
        let client = Client::builder()
            .base_url(&self.base_url)
            .credential(self.token.clone())
            .build()?;
        Ok(client)
    }

    /// What a person calls it.
    pub(crate) fn describe(&self) -> String {
        match self.emulator {
            Some(_) => format!("an emulator of schemas/audit at {}", self.base_url),
            None => self.base_url.clone(),
        }
    }

    /// Lets the emulator finish.
    pub(crate) async fn stop(self) -> Result<(), Failure> {
        if let Some(emulator) = self.emulator {
            emulator.shutdown().await?;
        }
        Ok(())
    }
}

/// Answers `getAuditCategories` from what is stored: a function is code, which no page tells.
#[expect(clippy::unnecessary_wraps, reason = "a handler may refuse")]
fn categories(call: &Call<'_>) -> Result<Value, ODataError> {
    let events = call.items("/deviceManagement/auditEvents");
    let categories: BTreeSet<_> = events
        .iter()
        .filter_map(|event| event.get("category")?.as_str())
        .collect();
    Ok(json!(categories))
}
