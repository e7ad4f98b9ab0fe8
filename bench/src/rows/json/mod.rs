//! Decoding and encoding of 10 MB pages, against structures with serde's derives and the same value types.
//!
//! Unknown properties and nulls are kept by ours; the derived structures drop them, those with a map keep them. Ratios on a
//! busy machine wander by some hundredths.

mod documents;
mod types;

use graphdown_runtime::{Page, Typed, json};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::context::Context;
use crate::row::Row;
use crate::turns::{Time, compare, timed};
use crate::{Failure, Result};

/// Against derive with a map, from text, and back to bytes.
const WITH_MAP: (f64, f64) = (1.10, 1.25);

/// A page, as serde's derives have it.
#[derive(Serialize, Deserialize)]
struct DerivedPage<T> {
    #[serde(rename = "@odata.nextLink", skip_serializing_if = "Option::is_none")]
    next_link: Option<String>,
    value: Vec<T>,
}

pub(crate) fn measure(context: &Context) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for (nulls, name) in [(true, "15 % nulls"), (false, "no nulls")] {
        rows.extend(of::<
            types::dynamic::Flat,
            types::derived::Flat,
            types::flattened::Flat,
        >(
            context,
            &format!("flat, {name}"),
            &documents::flat(nulls),
            0.85,
        )?);
        rows.extend(of::<
            types::dynamic::Nested,
            types::derived::Nested,
            types::flattened::Nested,
        >(
            context,
            &format!("nested, {name}"),
            &documents::nested(nulls),
            0.90,
        )?);
    }
    Ok(rows)
}

fn of<T, Derived, Flattened>(context: &Context, name: &str, text: &str, limit: f64) -> Result<[Row; 3]>
where
    T: Typed,
    Derived: Serialize + DeserializeOwned,
    Flattened: Serialize + DeserializeOwned,
{
    let bytes = text.as_bytes();
    let runs = context.many();
    let ours = || json::from_slice::<Page<T>>(bytes);
    let derived = || serde_json::from_slice::<DerivedPage<Derived>>(bytes);
    let flattened = || serde_json::from_str::<DerivedPage<Flattened>>(text);
    let (page, flattened_page) = (ours()?, flattened()?);

    // What is timed must be the same work: nothing is lost on the way.
    let back: serde_json::Value = serde_json::from_slice(&json::to_vec(&page))?;
    if back != serde_json::from_str::<serde_json::Value>(text)? {
        return Err("what was decoded and encoded again is not what was read".into());
    }

    let against = |theirs: &dyn Fn() -> Time, ours: &dyn Fn() -> Time| {
        compare::<Failure>(runs, || Ok(ours()), || Ok(theirs()))
    };
    let decode = || timed(ours);
    Ok([
        Row::ratio(
            format!("decode {name} / derive that drops the unknown, `from_slice`"),
            &against(&|| timed(derived), &decode)?,
            limit,
        ),
        Row::ratio(
            format!("decode {name} / derive with a `flatten` map, `from_str`"),
            &against(&|| timed(flattened), &decode)?,
            WITH_MAP.0,
        ),
        Row::ratio(
            format!("encode {name} / derive with a `flatten` map"),
            &against(&|| timed(|| serde_json::to_vec(&flattened_page)), &|| {
                timed(|| json::to_vec(&page))
            })?,
            WITH_MAP.1,
        ),
    ])
}
