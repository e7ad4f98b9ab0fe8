//! What a newcomer needs first: a call that works when it is pasted.

use graphdown_codegen::schema::{Operation, OperationKind};
use graphdown_emulator::{ServedOperation, token};

/// More permissions than these make a token that nobody wants to see.
const MOST_PERMISSIONS: usize = 12;

/// A call that needs nothing but a token.
pub(super) struct FirstCall {
    /// A path without placeholders.
    path: String,
    token: String,
    /// What the token holds.
    holds: &'static str,
}

/// The shortest path that can be read as it is documented. Its token holds all permissions of users, or where they
/// are many, those of this call.
pub(super) fn first_call(operations: &[ServedOperation<'_>]) -> Option<FirstCall> {
    let is_readable = |it: &&Operation| {
        let is_read = matches!(
            it.kind,
            OperationKind::List | OperationKind::Get | OperationKind::Function
        );
        let has_values = it
            .path
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "/-_.".contains(c));
        is_read && it.method == "GET" && has_values && needed(it).is_none_or(|it| !it.is_empty())
    };
    let operation = operations
        .iter()
        .map(|it| it.operation)
        .filter(is_readable)
        .min_by_key(|it| (it.kind != OperationKind::List, it.path.len(), it.path.as_str()))?;
    let mut all: Vec<&str> = operations
        .iter()
        .filter_map(|it| needed(it.operation))
        .flatten()
        .map(String::as_str)
        .collect();
    all.sort_unstable();
    all.dedup();
    let own: Vec<&str> = needed(operation)
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    let (permissions, holds) = if all.len() <= MOST_PERMISSIONS {
        (all, "all permissions of users")
    } else {
        (own, "the permissions of this call")
    };
    Some(FirstCall {
        path: operation.path.clone(),
        token: token::delegated(&permissions),
        holds,
    })
}

/// What a user needs; `None` where nothing is enforced.
fn needed(operation: &Operation) -> Option<&[String]> {
    operation.permissions.as_ref().map(|it| it.delegated.as_slice())
}

/// What to do next.
pub(super) fn text(first_call: Option<&FirstCall>, base_url: &str, needs_token: bool) -> String {
    let mut text = String::new();
    if let Some(FirstCall { path, token, holds }) = first_call {
        text = if needs_token {
            format!(
                "try, with a token that holds {holds}:\n\n  curl -H \"Authorization: Bearer {token}\" {base_url}{path}\n\n"
            )
        } else {
            format!("try:\n\n  curl {base_url}{path}\n\n")
        };
    }
    if needs_token {
        text.push_str("`--print-token PERMISSION …` makes other tokens, `--no-auth` serves without\n\n");
    }
    text.push_str("serving, until Ctrl-C, at");
    text
}
