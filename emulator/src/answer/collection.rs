//! Lists: which items, in which order, on how many pages.

use serde_json::{Value, json};

use super::Exchange;
use crate::error::ODataError;
use crate::reply::{Reply, ReplyBody};
use crate::store::{Address, Content};

/// The largest page, whatever the caller asks for.
pub(crate) const LARGEST_PAGE: usize = 999;

impl Exchange<'_> {
    /// What lies at the address of a list: usually the list. Where one object was put there it is that object, whatever
    /// the page calls it: some pages title the reading of one manager as a list.
    pub(super) fn read_list(
        &mut self,
        address: &Address,
        of_type: Option<&str>,
    ) -> Result<Reply, ODataError> {
        let (is_touched, is_one) = {
            let store = self.lock();
            (store.is_touched(address), store.singleton(address).is_some())
        };
        let shows_one = || {
            let body = self.documented_response().and_then(|it| it.body);
            body.is_some_and(|it| it.is_object() && !it["value"].is_array())
        };
        if !is_touched && (is_one || (self.settings.examples && shows_one())) {
            return self.singleton(address);
        }
        self.list(address, of_type)
    }

    /// One page of a collection. `$top` is the size of the page, as in the service: the rest is behind the
    /// next link.
    pub(super) fn list(&mut self, address: &Address, of_type: Option<&str>) -> Result<Reply, ODataError> {
        self.check_query()?;
        let items = self.passing(address, of_type)?;
        let start = self.query.skip_token.unwrap_or(self.query.skip);
        let size = self.page_size();
        let end = start.saturating_add(size).min(items.len());
        let mut page = items.get(start..end).unwrap_or_default().to_vec();
        self.budget.spend(self.query.names() * page.len() as u64)?;
        {
            let store = self.lock();
            for item in &mut page {
                let id = item.get("id").and_then(Value::as_str).unwrap_or_default();
                self.expand(&store, &address.child(id), item);
            }
        }
        for item in &mut page {
            self.query.project(item);
        }
        let mut body = json!({ "@odata.context": self.context(self.path, "") });
        if self.query.count {
            body["@odata.count"] = json!(items.len());
        }
        // A page of no items would lead to itself for ever.
        if end < items.len() && size > 0 {
            let query = self.query.next_page(end);
            body["@odata.nextLink"] = json!(format!("{}{}?{query}", self.base, self.path));
        }
        body["value"] = Value::Array(page);
        Ok(Reply::json(self.status(200), body))
    }

    /// `…/$count`: the number of items, as text.
    pub(super) fn count(&mut self, address: &Address, of_type: Option<&str>) -> Result<Reply, ODataError> {
        self.check_query()?;
        let count = self.passing(address, of_type)?.len();
        let content = Content {
            media_type: "text/plain".to_owned(),
            bytes: count.to_string().into_bytes(),
        };
        Ok(Reply::bytes(200, content))
    }

    /// The items that pass `$filter` and the cast, in the order of `$orderby`.
    fn passing(&mut self, address: &Address, of_type: Option<&str>) -> Result<Vec<Value>, ODataError> {
        let (mut items, is_touched) = {
            let store = self.lock();
            let items: Vec<Value> = store.items(address).cloned().map(Value::Object).collect();
            (items, store.is_touched(address))
        };
        let of_example = self.settings.examples && !is_touched;
        if of_example {
            items = self.example_items();
        }
        let wanted = of_type.and_then(|it| self.api.catalog.find(it, ""));
        let is_wanted = |item: &Value| {
            let Some(wanted) = wanted else {
                return true;
            };
            let named = item.get("@odata.type").and_then(Value::as_str);
            let actual = named.and_then(|it| self.api.catalog.find(it, ""));
            actual.is_some_and(|it| self.api.catalog.is_a(it, wanted))
        };
        let mut passing = Vec::new();
        for item in items {
            // What a page shows to its own search need not hold the words of another.
            let is_found = of_example || self.query.finds(&item, &self.budget)?;
            if is_found && is_wanted(&item) && self.query.passes(&item, &self.budget)? {
                passing.push(item);
            }
        }
        self.query.sort(&mut passing, &self.budget)?;
        Ok(passing)
    }

    /// The items of the documented example response.
    fn example_items(&mut self) -> Vec<Value> {
        let body = self.documented_response().and_then(|it| it.body);
        let Some(Value::Array(items)) = body.and_then(|mut it| it.get_mut("value").map(Value::take)) else {
            return Vec::new();
        };
        self.note("answered with the documented example");
        let mut list = json!({ "value": items });
        self.lead_here(&mut list);
        match list.get_mut("value").map(Value::take) {
            Some(Value::Array(items)) => items,
            _ => Vec::new(),
        }
    }

    /// `$top`, or the size that the `Prefer` header asks for, or the emulator's own.
    pub(super) fn page_size(&self) -> usize {
        let preferred = self
            .headers
            .get_all("prefer")
            .iter()
            .filter_map(|it| it.to_str().ok())
            .find_map(|it| {
                let preferences = it.split([',', ';']).map(str::trim);
                preferences
                    .filter_map(|it| it.strip_prefix("odata.maxpagesize="))
                    .find_map(|it| it.trim().parse().ok())
            });
        let most = preferred.filter(|it| *it > 0).unwrap_or(self.settings.page_size);
        // Who asks for more than a page by `$top` gets it, up to the largest page.
        let size = match (self.query.top, preferred) {
            (Some(top), None) => top,
            (Some(top), Some(_)) => top.min(most),
            (None, _) => most,
        };
        size.min(LARGEST_PAGE)
    }

    /// The result of a function or a hook in its envelope: a list or a plain value becomes `value`.
    pub(super) fn envelope(&self, value: Value) -> ReplyBody {
        match value {
            Value::Null => ReplyBody::None,
            Value::Object(mut object) => {
                if !object.contains_key("@odata.context") {
                    object.shift_insert(0, "@odata.context".to_owned(), json!(self.context(self.path, "")));
                }
                ReplyBody::Json(Value::Object(object))
            }
            value => {
                ReplyBody::Json(json!({ "@odata.context": self.context(self.path, ""), "value": value }))
            }
        }
    }
}
