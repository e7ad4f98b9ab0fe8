//! The query of a call: OData's system options, and what they do to a list or an object.

pub(crate) mod budget;
mod expr;
mod filter;
mod lexer;
mod names;
mod order;
mod parse;
mod search;
mod select;

use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::catalog::{Catalog, Shape};
use crate::error::ODataError;
use budget::{Budget, Spent};
use expr::Expr;
use order::Order;
use search::Search;

/// The options that may also be written without their `$`, as the service allows.
const SHORT: [&str; 7] = ["count", "expand", "filter", "orderby", "select", "skip", "top"];

/// A query, read.
#[derive(Debug, Default)]
pub(crate) struct Query {
    /// Every pair as it came, still encoded; for next links and hooks.
    pub(crate) pairs: Vec<(String, String)>,
    pub(crate) top: Option<usize>,
    pub(crate) skip: usize,
    /// How many items earlier pages held.
    pub(crate) skip_token: Option<usize>,
    pub(crate) count: bool,
    search: Option<Search>,
    /// Names of navigation properties, without the options in their parentheses.
    pub(crate) expand: Vec<String>,
    /// The same with the casts before them.
    expand_paths: Vec<Vec<String>>,
    filter: Option<Expr>,
    order: Vec<Order>,
    select: Vec<Vec<String>>,
}

impl Query {
    /// A query whose options mean nothing here, such as those of a function: only its pairs.
    pub(crate) fn unread(raw: &str) -> Self {
        let pairs = raw.split('&').filter(|it| !it.is_empty());
        let pairs = pairs.map(|it| it.split_once('=').unwrap_or((it, "")));
        Self {
            pairs: pairs
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            ..Self::default()
        }
    }

    /// Reads a query. `own` are the names of the operation's own parameters, which are none of ours even
    /// where they look like it.
    pub(crate) fn read(raw: &str, own: &[&str]) -> Result<Self, ODataError> {
        let mut query = Self::unread(raw);
        let mut seen: Vec<String> = Vec::new();
        for (name, value) in query.pairs.clone() {
            let (name, value) = (decoded(&name), decoded(&value));
            let option = match name.strip_prefix('$') {
                _ if own.contains(&name.as_str()) => continue,
                Some(option) => option.to_lowercase(),
                None if SHORT.contains(&name.as_str()) => name,
                None => continue,
            };
            if seen.contains(&option) {
                return Err(ODataError::bad_request(format!(
                    "The query option '${option}' is there twice."
                )));
            }
            query.option(&option, &value)?;
            seen.push(option);
        }
        Ok(query)
    }

    fn option(&mut self, option: &str, value: &str) -> Result<(), ODataError> {
        match option {
            "top" => self.top = Some(number(option, value)?),
            "skip" => self.skip = number(option, value)?,
            "skiptoken" => self.skip_token = Some(number(option, value)?),
            "count" => self.count = boolean(option, value)?,
            "filter" => {
                let filter = parse::parse(value)
                    .map_err(|it| ODataError::bad_request(format!("The $filter cannot be read: {it}.")))?;
                self.filter = Some(filter);
            }
            "orderby" => self.order = order::read(value)?,
            "select" => self.select = select::read(value)?,
            "expand" => {
                self.expand_paths = select::expanded(value)?;
                self.expand = self
                    .expand_paths
                    .iter()
                    .filter_map(|it| it.last().cloned())
                    .collect();
            }
            "format" if value == "json" || value.starts_with("application/json") => {}
            "search" => self.search = Some(Search::read(value)?),
            _ => {
                return Err(ODataError::bad_request(format!(
                    "The query option '${option}' is not supported."
                )));
            }
        }
        Ok(())
    }

    /// Refuses the options that only a list takes.
    pub(crate) fn check_single(&self) -> Result<(), ODataError> {
        let wrong = [
            ("$filter", self.filter.is_some()),
            ("$orderby", !self.order.is_empty()),
            ("$top", self.top.is_some()),
            ("$skip", self.skip != 0),
        ];
        match wrong.iter().find(|it| it.1) {
            Some((name, _)) => Err(ODataError::bad_request(format!(
                "{name} is for lists; this path leads to one object."
            ))),
            None => Ok(()),
        }
    }

    /// Refuses names and literals that do not fit a type.
    pub(crate) fn check(&self, catalog: &Catalog, shape: &Shape<'_>) -> Result<(), ODataError> {
        let names = names::Names { catalog, shape };
        if let Some(filter) = &self.filter {
            names.expr(filter, &[])?;
        }
        self.order
            .iter()
            .try_for_each(|it| names.path(&it.path).map(drop))?;
        self.select.iter().try_for_each(|it| names.path(it).map(drop))?;
        self.expand_paths
            .iter()
            .try_for_each(|it| names.path(it).map(drop))
    }

    /// Whether an object passes `$filter`.
    pub(crate) fn passes(&self, object: &Value, budget: &Budget) -> Result<bool, Spent> {
        self.filter
            .as_ref()
            .map_or(Ok(true), |it| it.passes(object, budget))
    }

    /// Whether an object holds what `$search` looks for.
    pub(crate) fn finds(&self, object: &Value, budget: &Budget) -> Result<bool, Spent> {
        self.search
            .as_ref()
            .map_or(Ok(true), |it| it.finds(object, budget))
    }

    /// How many names `$select` and `$expand` look for in each object.
    pub(crate) fn names(&self) -> u64 {
        (self.select.len() + self.expand.len()) as u64
    }

    /// Puts a list in the order of `$orderby`.
    pub(crate) fn sort(&self, objects: &mut [Value], budget: &Budget) -> Result<(), Spent> {
        let comparisons = objects.len() as u64 * u64::from(objects.len().max(1).ilog2() + 1);
        // A comparison is less work than a step of a filter.
        budget.spend(self.order.len() as u64 * comparisons / 16)?;
        order::sort(&self.order, objects);
        Ok(())
    }

    /// Leaves what `$select` and `$expand` name, and annotations.
    pub(crate) fn project(&self, object: &mut Value) {
        if !self.select.is_empty() {
            select::project(&self.select, &self.expand, object);
        }
    }

    /// `(id,actor/userId)`, as `@odata.context` has it; empty where there is no `$select`.
    pub(crate) fn selected(&self) -> String {
        if self.select.is_empty() {
            return String::new();
        }
        let paths: Vec<String> = self.select.iter().map(|it| it.join("/")).collect();
        format!("({})", paths.join(","))
    }

    /// The query of the next page: the same options, from the item after the `consumed` first.
    pub(crate) fn next_page(&self, consumed: usize) -> String {
        let mut pairs = self.without(&["skip", "skiptoken"]);
        pairs.push(format!("$skiptoken={consumed}"));
        pairs.join("&")
    }

    /// The options as they came, but for these, with or without their `$`.
    pub(crate) fn without(&self, names: &[&str]) -> Vec<String> {
        let is_left_out = |name: &str| {
            let name = decoded(name).to_lowercase();
            names.contains(&name.strip_prefix('$').unwrap_or(&name))
        };
        let kept = self.pairs.iter().filter(|(name, _)| !is_left_out(name));
        kept.map(|(name, value)| format!("{name}={value}")).collect()
    }
}

/// Percent-decodes a name or a value of a query.
pub(crate) fn decoded(text: &str) -> String {
    let spaced = text.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
}

fn number(option: &str, value: &str) -> Result<usize, ODataError> {
    value.trim().parse().map_err(|_| {
        ODataError::bad_request(format!(
            "The value of '${option}' must be a whole number that is not negative."
        ))
    })
}

fn boolean(option: &str, value: &str) -> Result<bool, ODataError> {
    match value.trim() {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(ODataError::bad_request(format!(
            "The value of '${option}' must be true or false."
        ))),
    }
}
