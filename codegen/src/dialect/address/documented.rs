//! Reads a documented path into segments.

use std::borrow::Cow;

use super::plain::{self, LONGEST, PlainSegment};

/// A part of a documented path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Segment {
    /// `remoteActionAudits`, `microsoft.graph.user`, `$ref`
    Literal(String),
    /// `{remoteActionAuditId}`: the text between the braces.
    Key(String),
    /// `:/{item-path}:`, a path inside of what stands before it.
    ItemPath(String),
    /// `range(address='{address}')`
    Call(String, Vec<CallArgument>),
    /// `(appId='{appId}')` or `/appId={appId}`, another key of what stands before it.
    AlternateKey(Vec<CallArgument>),
}

impl Segment {
    /// The name in it, without its namespace.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Literal(name) | Self::Call(name, _) => Some(last_part(name)),
            Self::Key(_) | Self::ItemPath(_) | Self::AlternateKey(_) => None,
        }
    }
}

/// How a key is written behind its collection (OData 4.01, part 2, chapter 4.3.1; part 2, chapter 4.3.6 for segments).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum KeyForm {
    /// `/cars/{id}`
    #[default]
    Segment,
    /// `/cars({id})`
    Parentheses,
    /// `/cars('{id}')`
    Quoted,
}

/// The forms of the keys of a path, in the order of its [`Segment::Key`]s.
pub(crate) fn key_forms(path: &str) -> Vec<KeyForm> {
    let texts = split(path, '/').unwrap_or_default();
    let forms = texts.into_iter().filter_map(|text| {
        let text = text.strip_suffix(':').unwrap_or(text);
        if placeholder(text).is_some() || slipped_placeholder(text).is_some() {
            return Some(KeyForm::Segment);
        }
        let Some((name, rest)) = text.split_once('(') else {
            return is_example_id(text).then_some(KeyForm::Segment);
        };
        let inside = rest.strip_suffix(')').unwrap_or(rest).trim();
        (!name.is_empty()).then_some(())?;
        unnamed_key(inside)?;
        let is_quoted = inside.starts_with(QUOTES) || inside.trim_start_matches('{').starts_with(QUOTES);
        Some(if is_quoted {
            KeyForm::Quoted
        } else {
            KeyForm::Parentheses
        })
    });
    forms.collect()
}

/// What pages put around a text.
const QUOTES: [char; 4] = ['\'', '"', '\u{2018}', '\u{2019}'];

/// `address='{address}'`
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CallArgument {
    /// Its name on the wire.
    pub name: String,
    /// The page writes quotes, so the value is a string.
    pub quoted: bool,
    /// It has no name on the wire: a part of the key in `prices({itemId},{unit})`.
    pub unnamed: bool,
}

/// The segments of a path.
///
/// # Errors
/// What is wrong with it, in words for a finding.
pub fn parse(path: &str) -> Result<Vec<Segment>, &'static str> {
    let Some(plain) = plain::segments(path) else {
        return parse_closely(path);
    };
    let owned = |it: PlainSegment<'_>| match it {
        PlainSegment::Name(name) => Segment::Literal(name.to_owned()),
        PlainSegment::Key(key) => Segment::Key(key.to_owned()),
    };
    Ok(plain.into_iter().map(owned).collect())
}

/// The same for any path.
pub(super) fn parse_closely(path: &str) -> Result<Vec<Segment>, &'static str> {
    if path.len() > LONGEST {
        return Err("it is longer than any address");
    }
    let mut segments = Vec::new();
    let mut in_item_path = false;
    for text in split(path, '/')? {
        if in_item_path {
            let placeholder = placeholder(text.strip_suffix(':').unwrap_or(text));
            let placeholder = placeholder.ok_or("an item's path is not a placeholder")?;
            segments.push(Segment::ItemPath(placeholder.to_owned()));
            in_item_path = false;
            continue;
        }
        // `childFolders/{id}/.../contacts`: folders may stand in folders. The client has the way through one.
        if text == "..." && matches!(segments.last(), Some(Segment::Key(_))) {
            continue;
        }
        let text = match text.strip_suffix(':') {
            Some(text) => {
                in_item_path = true;
                text
            }
            None => text,
        };
        segment(text, &mut segments)?;
    }
    match segments.first() {
        Some(_) if in_item_path => Err("a `:` opens an item's path and none follows"),
        Some(Segment::Literal(_) | Segment::Call(..)) => Ok(segments),
        Some(_) => Err("the first segment is not a name"),
        None => Err("the path is empty"),
    }
}

/// True where a path ends in the key of a collection: `/users/{id}`, `/users({id})`.
pub(crate) fn ends_in_key(path: &str) -> bool {
    // Most paths show it by their last character; the others are read.
    path.ends_with(['}', ')']) && parse(path).is_ok_and(|it| matches!(it.last(), Some(Segment::Key(_))))
}

/// `user` of `microsoft.graph.user`.
pub fn last_part(name: &str) -> &str {
    name.rsplit('.').find(|it| !it.is_empty()).unwrap_or(name)
}

fn segment(text: &str, segments: &mut Vec<Segment>) -> Result<(), &'static str> {
    if let Some(placeholder) = placeholder(text) {
        segments.push(Segment::Key(placeholder.to_owned()));
        return Ok(());
    }
    if let Some(key) = slipped_placeholder(text) {
        segments.push(Segment::Key(key.to_owned()));
        return Ok(());
    }
    if let Some((name, rest)) = text.split_once('(') {
        let inside = match rest.strip_suffix(')') {
            Some(inside) => inside,
            None if rest.contains(')') => return Err("text follows a closing parenthesis"),
            None => rest,
        };
        if name.is_empty() && inside.contains('=') {
            segments.push(Segment::AlternateKey(arguments(inside)?));
            return Ok(());
        }
        let name = literal(name)?;
        if let Some(key) = unnamed_key(inside) {
            segments.push(Segment::Literal(name));
            segments.push(Segment::Key(key.to_owned()));
        } else if let Some(parts) = parts_of_key(inside) {
            segments.push(Segment::Literal(name));
            segments.push(Segment::AlternateKey(parts));
        } else {
            segments.push(Segment::Call(name, arguments(inside)?));
        }
        return Ok(());
    }
    if is_example_id(text) {
        segments.push(Segment::Key("id".to_owned()));
        return Ok(());
    }
    if let Some((name, value)) = text.split_once('=') {
        placeholder(unquoted(value)).ok_or("a key's value is not a placeholder")?;
        let quoted = true;
        segments.push(Segment::AlternateKey(vec![CallArgument {
            name: literal(name)?,
            quoted,
            unnamed: false,
        }]));
        return Ok(());
    }
    // `content[?includeIDs=true]`: the query stands in brackets, and only its opening is left here.
    let text = text.strip_suffix('[').unwrap_or(text);
    segments.push(Segment::Literal(literal(text)?));
    Ok(())
}

/// `('{key}')`, `({key})` and `(carId)`; not `(<address>)`, which is how pages abbreviate a function's only argument.
fn unnamed_key(inside: &str) -> Option<&str> {
    let inside = inside.trim();
    let is_word = inside.bytes().all(|it| it.is_ascii_alphanumeric());
    if is_word && inside.to_ascii_lowercase().ends_with("id") {
        return Some(inside);
    }
    let key = placeholder(unquoted(inside))?;
    (!inside.starts_with('<')).then_some(key)
}

/// `({itemId},'{unit}')`: a key of several parts that the page gives no names on the wire. One alone is a key or, in angle
/// brackets, a function's argument.
fn parts_of_key(inside: &str) -> Option<Vec<CallArgument>> {
    let parts = split(inside, ',').ok().filter(|it| it.len() > 1)?;
    let part = |text: &str| {
        let text = text.trim();
        let name = placeholder(unquoted(text)).filter(|_| !text.starts_with('<'))?;
        Some(CallArgument {
            name: literal(name).ok()?,
            quoted: text.starts_with(QUOTES),
            unnamed: true,
        })
    };
    parts.into_iter().map(part).collect()
}

fn arguments(inside: &str) -> Result<Vec<CallArgument>, &'static str> {
    let mut arguments = Vec::new();
    for text in split(inside, ',')? {
        let text = text.trim();
        let (name, value) = match (text.split_once('='), placeholder(text)) {
            (Some((name, value)), _) => (name.trim(), value.trim()),
            (None, Some(name)) => (name, "''"),
            (None, None) => return Err("an argument has no name"),
        };
        arguments.push(CallArgument {
            name: literal(name)?,
            quoted: value.starts_with(QUOTES),
            unnamed: false,
        });
    }
    Ok(arguments)
}

/// What can stand in a path as it is.
fn literal(text: &str) -> Result<String, &'static str> {
    let plain = text
        .bytes()
        .all(|it| it.is_ascii_alphanumeric() || b"$@-._~".contains(&it));
    let named = text.bytes().any(|it| it.is_ascii_alphanumeric());
    if plain && named {
        Ok(text.to_owned())
    } else {
        Err("a segment is neither a name nor a placeholder")
    }
}

fn placeholder(text: &str) -> Option<&str> {
    let inside = text
        .strip_prefix('{')
        .and_then(|it| it.strip_suffix('}'))
        .or_else(|| text.strip_prefix('<').and_then(|it| it.strip_suffix('>')))?;
    (!inside.contains(['{', '}', '<', '>'])).then_some(inside)
}

/// A placeholder whose braces are others than those of the dialect: `(team-id)`, `[id]`, `:id`, and
/// `{user-id} | user-principal-name`, of which a part stands outside.
fn slipped_placeholder(text: &str) -> Option<&str> {
    if let Some((first, _)) = text.split_once(" | ") {
        return placeholder(first);
    }
    let inside = [("(", ")"), ("[", "]"), (":", "")]
        .iter()
        .find_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close))?;
    let is_name = inside.starts_with(|it: char| it.is_ascii_alphabetic())
        && inside
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_'));
    is_name.then_some(inside)
}

fn unquoted(text: &str) -> &str {
    text.trim_matches(QUOTES)
}

/// The path with a placeholder for every key that a page writes otherwise: an example's own id, `[id]`,
/// `{user-id} | user-principal-name`. `None` where nothing is to be mended.
pub(crate) fn mended(path: &str) -> Option<String> {
    let parts = split(path, '/').ok()?;
    let mut is_mended = false;
    let parts: Vec<Cow<'_, str>> = parts
        .into_iter()
        .map(|text| {
            let key = slipped_placeholder(text).map(|it| Cow::Owned(format!("{{{it}}}")));
            let key = key.or_else(|| is_example_id(text).then_some(Cow::Borrowed("{id}")));
            let key = key.or_else(|| text.strip_suffix('[').map(Cow::Borrowed));
            is_mended |= key.is_some();
            key.unwrap_or(Cow::Borrowed(text))
        })
        .collect();
    is_mended.then(|| format!("/{}", parts.join("/")))
}

/// An id that an example has, where a placeholder should stand. Words such as `inbox` and `root` are names.
fn is_example_id(text: &str) -> bool {
    is_guid(text) || is_base64(text) || is_mail_address(text)
}

fn is_mail_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        let is_name = |it: &str| {
            !it.is_empty()
                && it
                    .bytes()
                    .all(|it| it.is_ascii_alphanumeric() || b"-._+".contains(&it))
        };
        is_name(name) && is_name(host) && host.contains('.')
    })
}

/// An example's own id where a placeholder should stand.
fn is_guid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && text.bytes().all(|it| it == b'-' || it.is_ascii_hexdigit())
}

/// An example's own id that ends in the padding of base64.
fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    (1..=2).contains(&(text.len() - digits.len()))
        && digits.len() >= 16
        && digits
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_'))
}

/// Cuts at a separator that stands outside of braces, quotes and parentheses. Empty parts are left out.
fn split(text: &str, separator: char) -> Result<Vec<&str>, &'static str> {
    let mut parts = Vec::new();
    let (mut start, mut quoted) = (0, false);
    let mut closers: Vec<char> = Vec::new();
    for (at, character) in text.char_indices() {
        // `range(address='<address>'/entireRow`: no argument goes on behind its closing quote.
        if character == '/' && separator == '/' && !quoted && closers == [')'] && text[..at].ends_with('\'') {
            closers.clear();
        }
        match character {
            '\'' if !closers.contains(&'}') => quoted = !quoted,
            _ if quoted => {}
            '{' => closers.push('}'),
            '<' => closers.push('>'),
            '(' => closers.push(')'),
            // A list is a value; a bracket elsewhere is no bracket of a path.
            '[' if text[..at].ends_with('=') => closers.push(']'),
            ']' if !closers.contains(&']') => {}
            '}' | '>' | ')' | ']' if closers.pop() != Some(character) => {
                return Err("its brackets do not match");
            }
            _ if character == separator && closers.is_empty() => {
                parts.push(&text[start..at]);
                start = at + character.len_utf8();
            }
            _ => {}
        }
    }
    if quoted || !closers.is_empty() {
        return Err("a bracket or quote never closes");
    }
    parts.push(&text[start..]);
    parts.retain(|it| !it.is_empty());
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::{CallArgument, KeyForm, Segment, key_forms, mended, parse};

    fn literal(name: &str) -> Segment {
        Segment::Literal(name.to_owned())
    }
    fn key(name: &str) -> Segment {
        Segment::Key(name.to_owned())
    }
    fn argument(name: &str, quoted: bool) -> CallArgument {
        CallArgument {
            name: name.to_owned(),
            quoted,
            unnamed: false,
        }
    }

    #[test]
    fn reads_each_form() {
        let cases = [
            (
                "/users/{id | userPrincipalName}/messages",
                vec![
                    literal("users"),
                    key("id | userPrincipalName"),
                    literal("messages"),
                ],
            ),
            (
                "/me/drive/root:/{item-path}:/content",
                vec![
                    literal("me"),
                    literal("drive"),
                    literal("root"),
                    Segment::ItemPath("item-path".into()),
                    literal("content"),
                ],
            ),
            (
                "/sites/{hostname}:/{relative-path}",
                vec![
                    literal("sites"),
                    key("hostname"),
                    Segment::ItemPath("relative-path".into()),
                ],
            ),
            (
                "/me/reminderView(startDateTime={a/b},endDateTime='x')",
                vec![
                    literal("me"),
                    Segment::Call(
                        "reminderView".into(),
                        vec![argument("startDateTime", false), argument("endDateTime", true)],
                    ),
                ],
            ),
            (
                "/folders/{id}/.../contacts",
                vec![literal("folders"), key("id"), literal("contacts")],
            ),
            (
                "/users/delta()",
                vec![literal("users"), Segment::Call("delta".into(), vec![])],
            ),
            (
                "/users('{id}')/photo",
                vec![literal("users"), key("id"), literal("photo")],
            ),
            (
                "/x/range(<address>)",
                vec![
                    literal("x"),
                    Segment::Call("range".into(), vec![argument("address", true)]),
                ],
            ),
            (
                "/directoryRoles/roleTemplateId={id}",
                vec![
                    literal("directoryRoles"),
                    Segment::AlternateKey(vec![argument("roleTemplateId", true)]),
                ],
            ),
            (
                "/classes/acdefc6b-2dc6-4e71-b1e9-6d9810ab1793/$ref",
                vec![literal("classes"), key("id"), literal("$ref")],
            ),
        ];
        for (path, expected) in cases {
            assert_eq!(parse(path).as_ref(), Ok(&expected), "{path}");
        }
    }

    #[test]
    fn reads_slips_of_the_pen() {
        let cases = [
            (
                "/teams/(team-id)/channels/[id]/tabs/:id",
                vec![
                    literal("teams"),
                    key("team-id"),
                    literal("channels"),
                    key("id"),
                    literal("tabs"),
                    key("id"),
                ],
            ),
            (
                "/users/{user-id} | user-principal-name/chats",
                vec![literal("users"), key("user-id"), literal("chats")],
            ),
            (
                "/applications/(appId='{appId}')/owners",
                vec![
                    literal("applications"),
                    Segment::AlternateKey(vec![argument("appId", true)]),
                    literal("owners"),
                ],
            ),
            (
                "/x/range(address='<address>'/entireRow",
                vec![
                    literal("x"),
                    Segment::Call("range".into(), vec![argument("address", true)]),
                    literal("entireRow"),
                ],
            ),
            (
                "/todo/lists/gDbc8U7HGwADDZocJgAAAA==/tasks",
                vec![literal("todo"), literal("lists"), key("id"), literal("tasks")],
            ),
            (
                "/x/getByIds(ids=[\"a\",\"b\"],all=true)",
                vec![
                    literal("x"),
                    Segment::Call(
                        "getByIds".into(),
                        vec![argument("ids", false), argument("all", false)],
                    ),
                ],
            ),
            (
                "/me/onenote/pages/{id}/content[",
                vec![
                    literal("me"),
                    literal("onenote"),
                    literal("pages"),
                    key("id"),
                    literal("content"),
                ],
            ),
        ];
        for (path, expected) in cases {
            assert_eq!(parse(path).as_ref(), Ok(&expected), "{path}");
        }
    }

    #[test]
    fn keys_stand_in_segments_or_in_parentheses() {
        use KeyForm::{Parentheses, Quoted, Segment as InSegment};
        let cases: [(&str, &[KeyForm]); 7] = [
            ("/users/{id}/messages/{id}", &[InSegment, InSegment]),
            ("/companies({id})/cars('{id}')/x", &[Parentheses, Quoted]),
            ("/cars({'id'})/drivers/{id}", &[Quoted, InSegment]),
            ("/x/range(address='{a}')", &[]),
            ("/prices({itemId},{unit})", &[]),
            ("/x/range(<address>)", &[]),
            ("/companies(companyId)/cars", &[Parentheses]),
        ];
        for (path, expected) in cases {
            assert_eq!(key_forms(path), expected, "{path}");
            let keys = parse(path).expect(path);
            let keys = keys.iter().filter(|it| matches!(it, Segment::Key(_)));
            assert_eq!(keys.count(), expected.len(), "{path}");
        }
    }

    #[test]
    fn parts_of_a_key_need_no_names() {
        let part = |name: &str, quoted| CallArgument {
            unnamed: true,
            ..argument(name, quoted)
        };
        let parts = vec![part("itemId", false), part("unit", true)];
        let expected = vec![literal("prices"), Segment::AlternateKey(parts)];
        assert_eq!(parse("/prices({itemId}, '{unit}')"), Ok(expected));
    }

    #[test]
    fn keys_of_examples_become_placeholders() {
        let cases = [
            (
                "/users/{user-id} | user-principal-name/chats",
                Some("/users/{user-id}/chats"),
            ),
            (
                "/classes/acdefc6b-2dc6-4e71-b1e9-6d9810ab1793/$ref",
                Some("/classes/{id}/$ref"),
            ),
            (
                "/users/adele.vance@contoso.com/messages",
                Some("/users/{id}/messages"),
            ),
            ("/pages/{id}/content[", Some("/pages/{id}/content")),
            ("/me/mailFolders/inbox/messages", None),
            ("/me/drive/root:/{item-path}:/content", None),
        ];
        for (path, expected) in cases {
            assert_eq!(mended(path).as_deref(), expected, "{path}");
        }
    }

    #[test]
    fn refuses_what_is_no_path() {
        let hostile = [
            "",
            "/",
            "//",
            "/{id}",
            "/a/../b",
            "/a/b c",
            "/a/\u{202e}",
            "/a/b\0",
            "/a/{b",
            "/a/b}",
            "/a(b",
            "/a/root:",
            "/a/x:y",
            "/a/b\"]",
            "/a/#![x]",
            "/a/f(x)",
            "/a/{b}{c}",
            "/a?b",
            "/...",
            "/a/.../b",
        ];
        for path in hostile {
            assert!(parse(path).is_err(), "{path:?}");
        }
    }
}
