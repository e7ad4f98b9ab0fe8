//! What OData says in addresses and in changes: query options, filters, literals, and the changes of an update (OData 4.01, part 2
//! "URL Conventions").
//!
//! It knows JSON and values, and nothing of who is asked: an expression is text until a request takes it.

mod expand;
mod filter;
mod literal;
mod patch;
mod property;
mod query;
mod select;

pub use expand::{Expand, Expansion};
pub use filter::Filter;
pub use literal::{Argument, Key};
pub use patch::Patch;
pub use property::{Collection, Count, Expandable, Order, Property, Sort, Structured};
pub(crate) use query::{Query, UNRESERVED};
pub use select::Selection;
