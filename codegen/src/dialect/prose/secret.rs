//! Words that say that a value opens something: a password, a secret, a key, a token, an address that needs no token.
//!
//! Only what the words call the value itself counts: "The password of the account" is one, "The name of the password" and
//! "When the password was changed" are none. "Key" is mostly the key of an entity ("The key of the assignment", "primary
//! key", "registry key") and "token" often a place in a list or a piece of text, so that both need a word or a purpose
//! beside them that tells of a credential.

/// Words that name what opens something, whatever stands beside them.
const OPENERS: [&str; 13] = [
    "password",
    "passwords",
    "passphrase",
    "passphrases",
    "passcode",
    "passcodes",
    "passwd",
    "pwd",
    "secret",
    "secrets",
    "credential",
    "credentials",
    "otp",
];

/// Words before "key" that make a credential of it.
const KEYS: [&str; 24] = [
    "private",
    "secret",
    "shared",
    "pre-shared",
    "preshared",
    "symmetric",
    "access",
    "api",
    "account",
    "encryption",
    "decryption",
    "signing",
    "hmac",
    "mac",
    "master",
    "recovery",
    "session",
    "storage",
    "subscription",
    "wep",
    "wpa",
    "network",
    "loading",
    "sideloading",
];

/// Words before "token" that make a credential of it.
const TOKENS: [&str; 20] = [
    "access",
    "refresh",
    "bearer",
    "id",
    "identity",
    "authentication",
    "authorization",
    "auth",
    "oauth",
    "security",
    "session",
    "sas",
    "jwt",
    "api",
    "client",
    "enrollment",
    "registration",
    "invitation",
    "login",
    "logon",
];

/// What a token is for that opens something; the beginnings of words.
const PURPOSES: [&str; 15] = [
    "access",
    "authenticat",
    "authoriz",
    "connect",
    "decrypt",
    "download",
    "encrypt",
    "join",
    "login",
    "logon",
    "redeem",
    "register",
    "retriev",
    "sign",
    "unlock",
];

/// What a key is for that opens something; the beginnings of words.
const USES: [&str; 5] = ["authenticat", "decrypt", "encrypt", "sign", "unlock"];

/// Words that stand for the value of what follows: "the value of the secret", "an array of JWT tokens", "secret text".
const VALUES: [&str; 17] = [
    "array",
    "bytes",
    "collection",
    "content",
    "contents",
    "data",
    "form",
    "hash",
    "list",
    "phrase",
    "representation",
    "set",
    "string",
    "text",
    "value",
    "values",
    "version",
];

/// Words with which a sentence begins before it names the value.
const OPENINGS: [&str; 24] = [
    "a",
    "an",
    "any",
    "base64-encoded",
    "be",
    "contains",
    "defines",
    "gets",
    "holds",
    "is",
    "it",
    "its",
    "or",
    "provides",
    "represents",
    "returns",
    "sets",
    "specifies",
    "specify",
    "stores",
    "the",
    "this",
    "will",
    "your",
];

/// Words that end what a sentence names.
const ENDS: [&str; 35] = [
    "and",
    "as",
    "assigned",
    "associated",
    "at",
    "by",
    "can",
    "configured",
    "created",
    "downloaded",
    "for",
    "from",
    "generated",
    "if",
    "in",
    "issued",
    "must",
    "needed",
    "obtained",
    "of",
    "on",
    "provided",
    "required",
    "returned",
    "set",
    "should",
    "that",
    "to",
    "used",
    "using",
    "was",
    "when",
    "which",
    "whose",
    "with",
];

/// Sentences that say no more than how the value may be used.
const REMARKS: [&str; 9] = [
    "required",
    "optional",
    "read-only",
    "readonly",
    "write-only",
    "nullable",
    "not nullable",
    "deprecated",
    "inherited",
];

/// Whether the words say that the value itself opens something.
pub fn is_secret(words: &str) -> bool {
    let mut clauses = words.split(['.', ';', ':', '\n']).map(str::trim);
    let Some(first) = clauses.find(|it| !it.is_empty() && !is_remark(it)) else {
        return false;
    };
    // What a clause names, it names at its beginning.
    let words_of = first.split_whitespace().take(60);
    let first: Vec<String> = words_of.map(str::to_ascii_lowercase).collect();
    names_secret(&first) || names_open_address(&first, words)
}

fn is_remark(clause: &str) -> bool {
    let lower = clause.to_ascii_lowercase();
    REMARKS.iter().any(|it| lower.starts_with(it)) && lower.split_whitespace().count() <= 3
}

/// The words of what a clause names, and what follows them.
fn named(clause: &[String]) -> (Vec<&str>, &[String]) {
    let opening = clause
        .iter()
        .take_while(|it| OPENINGS.contains(&it.as_str()))
        .count();
    let clause = &clause[opening..];
    let mut named = Vec::new();
    for (at, word) in clause.iter().enumerate() {
        // "Newly generated passcode": what an adverb stands before describes what follows.
        let is_described = named.last().is_some_and(|it: &&str| it.ends_with("ly"));
        if (ENDS.contains(&word.as_str()) && !is_described) || word.starts_with('(') {
            return (named, &clause[at..]);
        }
        let bare = word.trim_matches(|it: char| !it.is_alphanumeric());
        named.extend(Some(bare).filter(|it| !it.is_empty()));
        if word.ends_with([',', ')', '!', '?']) {
            return (named, &clause[at + 1..]);
        }
    }
    (named, &[])
}

fn names_secret(clause: &[String]) -> bool {
    let (named, rest) = named(clause);
    let of = || match rest {
        [of, what @ ..] if of == "of" || of == "containing" => names_secret(what),
        // "A string that contains the password".
        [that, verb, what @ ..] if that == "that" && OPENINGS.contains(&verb.as_str()) => names_secret(what),
        _ => false,
    };
    let Some(last) = named.iter().rposition(|it| !VALUES.contains(it)) else {
        // "The value of the secret".
        return !named.is_empty() && of();
    };
    if last + 1 < named.len() && of() {
        // "The encrypted value of the password".
        return true;
    }
    let before = last.checked_sub(1).map(|at| named[at]);
    let is_for = |purposes: &[&str]| {
        rest.iter()
            .any(|it| purposes.iter().any(|purpose| it.starts_with(purpose)))
    };
    match named[last] {
        word if OPENERS.contains(&word) => true,
        "key" | "keys" if named.contains(&"public") => false,
        "key" | "keys" => {
            let is_used = rest.first().is_some_and(|it| it == "used");
            before.is_some_and(|it| KEYS.contains(&it)) || is_used && is_for(&USES)
        }
        "token" | "tokens" => before.is_some_and(|it| TOKENS.contains(&it)) || is_for(&PURPOSES),
        "pin" | "code" => rest.iter().any(|it| it.starts_with("unlock")),
        _ => false,
    }
}

/// True for an address that lets in whoever has it.
fn names_open_address(clause: &[String], words: &str) -> bool {
    let (named, _) = named(clause);
    let is_address = named
        .iter()
        .any(|it| matches!(*it, "url" | "uri" | "address" | "link"));
    let lower = words.to_ascii_lowercase();
    let is_open = [
        "pre-authenticated",
        "preauthenticated",
        "shared access signature",
        "authentication is not required",
        "authentication isn't required",
        "authentication not required",
        "without authentication",
    ];
    is_address && (named.contains(&"sas") || is_open.iter().any(|it| lower.contains(it)))
}
