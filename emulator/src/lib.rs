//! A local HTTP server that answers as reference pages say, for tests and demonstrations.
//!
//! It is built from the intermediate schema ([`graphdown_codegen::schema::Schema`]) and serves every
//! operation in it:
//!
//! * **Stored**: what is created is kept in memory and can be listed, read, changed and deleted. A collection
//!   is a path as it is called, so `/me/messages` and `/users/1/messages` are two. An item's parent need not
//!   exist.
//! * **Hooks**: [`Emulator::function`] answers functions and actions by code.
//! * **Examples**: a function, an action or a single object that has neither is answered with the response
//!   that its page shows (to this very request, else the best one), else with an empty value of its documented
//!   type. [`Emulator::answer_with_examples`] does the same for items that were never created, and for lists in
//!   which nothing was, and takes requests that pages show whatever is wrong with them.
//!
//! Answers have the documented status code, and refusals OData's error form:
//!
//! | status | when |
//! |---|---|
//! | 400 | the body is not JSON; a property is of another type than documented or the type does not have it (types that are open or inferred take any); it is of an abstract type and names none; a query option cannot be read, is not supported, names an unknown property, or takes more work than a call may |
//! | 401 | no token, or one that is malformed or expired |
//! | 403 | a page of another site makes the call; the token holds none of the documented permissions; where no page tells them, or none is listed, nothing is enforced and the [log] says so |
//! | 404 | nothing is stored there, or no page documents the path: the message names the nearest that are |
//! | 405 | the path is documented with other methods |
//! | 408 | the body did not come in time |
//! | 409 | an object of this id exists |
//! | 413 | the body is over the limit |
//! | 421 | the call is for another host: see [`Emulator::allow_host`] |
//! | 507 | what is stored has reached its limit |
//!
//! What was made at an address is what is read there, whichever page documents it. Links (`…/$ref`, `members@odata.bind`)
//! lead to the thing itself. `…/delta` tells what changed since the link that it gave. `$batch` takes twenty calls. Bytes are
//! answered with their media type; a file comes in one piece, or in several by an upload session. No answer leads to another
//! host: redirections, files and sessions are served here, below `/$files` and `/$uploads`, without a token as in the service.
//!
//! What shall go wrong is told by [`Faults`]: 429 and 503 with `Retry-After`, slow and broken answers, redirections, values
//! that no page lists.
//!
//! Lists take `$search` (as a plain match of text), `$filter`, `$orderby`, `$select`, `$expand` (of what is stored one level
//! below), `$top`, `$skip` and `$count`. As in the service, `$top` is the size of a page, and what remains is behind `@odata.nextLink`.
//!
//! A filter may compare, use `in`, `has`, `and`, `or`, `not`, `any`, `all`, some functions on text, and `isof`; it may
//! not compute, and `cast` is not known.
//!
//! Below a documented list, `/$count` and casts to a type answer too, and `/me/…` where only `/users/{id}/…` is
//! documented. A body that the page itself shows is taken even if it contradicts the page; the log tells.
//! [`Emulator::lenient`] takes what the pages do not list.
//!
//! Tokens are read and not verified, so serve on the loopback address only. [`token`] makes them.
//!
//! ```no_run
//! use graphdown_emulator::{Emulator, token};
//!
//! # async fn example(schema: graphdown_codegen::schema::Schema) -> Result<(), Box<dyn std::error::Error>> {
//! let running = Emulator::new(schema)
//!     .function("/deviceManagement/auditEvents/getAuditCategories", |_: &graphdown_emulator::Call<'_>| {
//!         Ok(serde_json::json!(["Role", "Application"]))
//!     })?
//!     .log(|entry: &graphdown_emulator::log::Entry| println!("{entry}"))
//!     .serve(([127, 0, 0, 1], 0))
//!     .await?;
//! let token = token::delegated(&["DeviceManagementApps.Read.All"]);
//! println!("{} {token}", running.url());
//! running.shutdown().await?;
//! # Ok(())
//! # }
//! ```

pub mod log;
pub mod token;

mod admission;
mod answer;
mod api;
mod auth;
mod batch;
mod call;
mod catalog;
mod emulator;
mod error;
mod examples;
mod fault;
mod payload;
mod query;
mod reply;
mod routing;
mod served;
mod server;
mod service;
mod settings;
mod store;
mod upload;
mod validate;

pub use answer::handler::{Call, Handler};
pub use emulator::{Emulator, SetupError};
pub use error::ODataError;
pub use examples::request::{ExampleRequest, encoded_target};
pub use fault::{Fault, Faults};
pub use served::{ServedOperation, Source};
pub use server::Running;
pub use store::Object;
