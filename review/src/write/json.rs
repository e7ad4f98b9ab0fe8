//! The review as data.

use graphdown_codegen::diag::Code;
use serde_json::{Value, json};

use super::WORST;
use crate::{Fault, Review, Tested};

impl Review {
    /// The review for other programs: `totals`, `worstPages`, `kinds` with every fault, and what the client's tests and
    /// `graphdown check` found beside.
    pub fn json(&self, tested: Option<&Tested>) -> Value {
        let kinds: Vec<Value> = self
            .groups()
            .iter()
            .map(|group| {
                json!({
                    "kind": group.kind.name(),
                    "title": group.kind.title(),
                    "meaning": group.kind.meaning(),
                    "mend": group.kind.mend(),
                    "check": group.kind.check().map(Code::name),
                    "pages": group.pages,
                    "faults": group.faults.iter().map(|it| fault(it)).collect::<Vec<_>>(),
                })
            })
            .collect();
        let worst: Vec<Value> = self
            .worst(WORST)
            .iter()
            .map(|it| json!({ "page": it.page, "contradictions": it.contradictions, "faults": it.faults }))
            .collect();
        let beside: Vec<Value> = self
            .beside
            .iter()
            .map(|(code, count)| json!({ "code": code.name(), "count": count }))
            .collect();
        json!({
            "faults": self.faults.len(),
            "contradictions": self.contradictions(),
            "pages": self.pages(),
            "totals": self.totals,
            "worstPages": worst,
            "kinds": kinds,
            "tested": tested,
            "check": beside,
        })
    }
}

fn fault(fault: &Fault) -> Value {
    json!({
        "page": fault.page,
        "line": fault.line,
        "example": fault.shown,
        "exampleLine": fault.block,
        "what": fault.what,
    })
}
