//! Pages that nobody would write in good faith, through every stage: no panic, no hang, and what is said of them can be
//! rendered. What fuzzing found is below `tests/hostile/<target>/` and is replayed here.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use graphdown_codegen::diag::Code;
use graphdown_codegen::emit::Target;
use graphdown_codegen::pipeline::{Front, Input, generate, read, read_texts};
use graphdown_codegen::source::SourceMap;
use proptest::prelude::*;

use crate::fuzzed;

/// What must hold for any text.
type Check = fn(&str);

#[test]
fn what_fuzzing_found_is_replayed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile");
    let targets: [(&str, Check); 10] = [
        ("page", fuzzed::pages),
        ("client", fuzzed::client),
        ("schema", fuzzed::schema),
        ("table", fuzzed::table),
        ("type_expr", fuzzed::type_expr),
        ("json", fuzzed::json),
        ("words", fuzzed::words),
        ("words", fuzzed::documented),
        ("shown", fuzzed::shown),
        ("files", fuzzed::files),
    ];
    let mut replayed = 0;
    for (target, run) in targets {
        let Ok(cases) = fs::read_dir(folder.join(target)) else {
            continue;
        };
        for case in cases {
            let path = case.unwrap().path();
            println!("{}", path.display());
            run(&fs::read_to_string(path).unwrap());
            replayed += 1;
        }
    }
    assert!(replayed > 0, "the cases are gone");
}

/// Pieces of pages that mean something to the dialect, so that random pages get past the first stage.
fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "# thing resource type\n\n",
        "# thingState enum type\n\n",
        "# Get thing\n\n",
        "Namespace: microsoft.graph\n\n",
        "Namespace: microsoft.graph.evil\n\n",
        "Inherits from [thing](thing.md).\n\n",
        "## Properties\n\n",
        "## Relationships\n\n",
        "## Members\n\n",
        "## Methods\n\n",
        "## Permissions\n\n",
        "## HTTP request\n\n",
        "## Request body\n\n",
        "## Request headers\n\n",
        "## Optional query parameters\n\n",
        "## Response\n\n",
        "## Example\n\n",
        "## JSON representation\n\n",
        "|Property|Type|Description|\n|:--|:--|:--|\n",
        "|Member|Value|Description|\n|:--|:--|:--|\n",
        "|Method|Return type|Description|\n|:--|:--|:--|\n",
        "|Permission type|Permissions|\n|:--|:--|\n",
        "|id|String|The key.|\n",
        "|self|[thing](thing.md) collection|Possible values are: `a`, `b`.|\n",
        "|type|Collection(Edm.Int64)|*/ */\n",
        "|r#type|microsoft.graph.thing|\"#}\n",
        "|@odata.type|String||\n",
        "|a b|c d|e f|\n",
        "|crate|1|x|\n|Self|-1|y|\n",
        "|[List things](../api/thing-list.md)|[thing](thing.md) collection||\n",
        "|Application|Thing.Read.All, Thing.Write.All|\n",
        "```http\nGET /things/{id}\nPOST /things\n```\n",
        "```http\nGET /things/{id}/micro.soft(a='{a}',b={b})\nPATCH /me/../x\n```\n",
        "```http\nDELETE /things/{id/$ref\nPUT https://graph.microsoft.com/beta/x/$value\n```\n",
        "<!-- { \"blockType\": \"response\", \"@odata.type\": \"microsoft.graph.thing\" } -->\n",
        "<!-- { \"blockType\": \"resource\", \"baseType\": \"microsoft.graph.thing\", \"openType\": true } -->\n",
        "```json\n{ \"id\": \"String (identifier)\", \"other\": { \"@odata.type\": \"#microsoft.graph.other\" } }\n```\n",
        "```http\nHTTP/1.1 200 OK\n\n{ \"value\": [ { \"id\": 1 }, ... ] }\n```\n",
        "If successful, returns `200 OK` and a collection of [thing](../resources/thing.md) objects.\n\n",
        "[!INCLUDE [permissions](../includes/permissions.md)]\n",
        "> [!NOTE]\n> Deprecated.\n\n",
        "---\ndoc_type: resourcePageType\n---\n",
        "\u{c}",
        "\u{feff}",
    ]);
    prop_oneof![
        6 => known.prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[a-zA-Z_|`{}()/$.#@ \n-]{1,12}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_pages_give_a_schema_or_say_why_not(pieces in prop::collection::vec(piece(), 0..40)) {
        fuzzed::pages(&pieces.concat());
    }

    #[test]
    fn any_rows_make_a_table(pieces in prop::collection::vec(piece(), 0..20)) {
        fuzzed::table(&pieces.concat());
    }
}

/// Text that a terminal, a shell or a workflow's log could act on, and names that file systems do not take.
fn odd_text() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "\u{1b}[31m",
        "\u{7}",
        "\u{9b}",
        "\u{202e}",
        "\u{2028}",
        "\r",
        "\n",
        "\t",
        "::error::",
        "%0A",
        "'",
        "\\",
        "$(x)",
        "`",
        "|",
        "../",
        "/",
        "con",
        "NUL",
        "aux.",
        "com1",
        ".",
        "é",
        "e\u{301}",
        "\u{200b}",
        "\u{fe0f}",
        "aB",
        "a_b",
        "AB",
        "\u{c}",
    ]);
    let piece = prop_oneof![
        6 => known.prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[a-zA-Z ]{1,6}",
    ];
    prop::collection::vec(piece, 0..12).prop_map(|it| it.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_is_shown_does_not_act(text in odd_text()) {
        fuzzed::shown(&text);
    }
}

proptest! {
    // Formatting takes most of the time.
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn files_have_plain_names(text in odd_text()) {
        fuzzed::files(&text);
    }
}

proptest! {
    // Formatting takes most of the time.
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_pages_give_a_client_or_say_why_not(pieces in prop::collection::vec(piece(), 0..40)) {
        fuzzed::client(&pieces.concat());
    }
}

/// Bytes on the disk, through the front half.
fn read_bytes(pages: &[(&str, &[u8])]) -> Front {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in pages {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    read_folder(folder.path())
}

fn read_folder(folder: &Path) -> Front {
    let front = read(&Input {
        pages: vec![folder.to_owned()],
        ..Input::default()
    });
    fuzzed::hold(&front);
    front
}

fn codes(front: &Front) -> Vec<Code> {
    front.diagnostics.iter().map(|it| it.code).collect()
}

const PAGE: &str = "---\ndoc_type: resourcePageType\n---\n\n# thing resource type\n\nA thing.\n\n## Properties\n\n\
                    |Property|Type|Description|\n|:--|:--|:--|\n|id|String|The key.|\n|size|Int64|Its size,<br>in bytes.|\n";

#[test]
fn line_ends_and_a_byte_order_mark_change_nothing() {
    let plain = read_bytes(&[("thing.md", PAGE.as_bytes())]);
    assert_eq!(codes(&plain), []);
    assert_eq!(plain.schema.types.len(), 1);
    let odd = format!("\u{feff}{}", PAGE.replace('\n', "\r\n"));
    let odd = read_bytes(&[("thing.md", odd.as_bytes())]);
    assert_eq!(codes(&odd), []);
    let text = |front: &Front| graphdown_codegen::schema::yaml::to_yaml(&front.schema).unwrap();
    assert_eq!(text(&odd), text(&plain));
}

#[test]
fn one_page_of_other_bytes_leaves_the_others_readable() {
    let front = read_bytes(&[("bad.md", b"# r\xE9sum\xE9"), ("thing.md", PAGE.as_bytes())]);
    assert_eq!(codes(&front), [Code::InvalidUtf8]);
    assert_eq!(front.schema.types.len(), 1);
    let front = read_bytes(&[("nul.md", &[0; 4096]), ("utf16.md", b"\xff\xfe#\0 \0x\0")]);
    assert_eq!(codes(&front), [Code::InvalidUtf8]);
}

/// What an operation page says of its permissions, by an include.
fn including(path: &str) -> String {
    format!(
        "# Get thing\n\n## Permissions\n\n[!INCLUDE [permissions]({path})]\n\n## HTTP request\n\n```http\nGET /things/{{id}}\n```\n\n\
         ## Response\n\nReturns `200 OK` and a [thing](../thing.md).\n"
    )
}

#[test]
fn includes_that_include_themselves_end() {
    let cycle = "[!INCLUDE [x](b.md)]\n\n|Permission type|Permissions|\n|:--|:--|\n|Application|A.Read|\n";
    let front = read_bytes(&[
        ("thing.md", PAGE.as_bytes()),
        ("api/thing-get.md", including("../includes/a.md").as_bytes()),
        ("includes/a.md", cycle.as_bytes()),
        ("includes/b.md", cycle.replace("b.md", "a.md").as_bytes()),
    ]);
    let permissions = front.schema.operations[0].permissions.as_ref().unwrap();
    assert_eq!(permissions.application, ["A.Read"]);
}

#[test]
fn includes_do_not_leave_the_folder() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(
        outside.path().join("secret.md"),
        "|Permission type|Permissions|\n|:--|:--|\n|Application|Secret.Read|\n",
    )
    .unwrap();
    let pages = outside.path().join("pages");
    fs::create_dir_all(pages.join("api")).unwrap();
    fs::write(pages.join("thing.md"), PAGE).unwrap();
    for path in [
        "../../secret.md",
        "/../secret.md",
        "~/../secret.md",
        "..\\..\\secret.md",
        "../../../../../../../../etc/passwd",
        "file:///etc/passwd",
    ] {
        fs::write(pages.join("api/thing-get.md"), including(path)).unwrap();
        let front = read_folder(&pages);
        assert_eq!(codes(&front), [Code::OutsideInclude], "{path}");
        assert_eq!(front.schema.operations[0].permissions, None, "{path}");
    }
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_end_and_links_outside_are_not_followed() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("other.md"), PAGE.replace("thing", "other")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("sub")).unwrap();
    fs::write(at("sub/thing.md"), PAGE).unwrap();
    symlink(folder.path(), at("sub/up")).unwrap();
    symlink("b", at("a")).unwrap();
    symlink("a", at("b")).unwrap();
    symlink("self.md", at("self.md")).unwrap();
    symlink(outside.path(), at("out")).unwrap();
    symlink(outside.path().join("other.md"), at("out.md")).unwrap();
    symlink("/dev/zero", at("zero.md")).unwrap();
    let front = read_folder(folder.path());
    let names: Vec<_> = front.schema.types.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["thing"]);
    let mut codes = codes(&front);
    codes.sort();
    codes.dedup();
    assert_eq!(codes, [Code::UnreadableFile, Code::LinkNotFollowed]);
}

/// A client of one page of this text, and the time that it took.
fn client(text: String) -> (Front, Duration) {
    let start = Instant::now();
    let mut front = read_texts(&Input::default(), SourceMap::of_pages([("thing.md", text)]));
    fuzzed::hold(&front);
    if !front.diagnostics.has_errors() {
        generate(&front.schema, &Target::Included, &mut front.diagnostics);
    }
    (front, start.elapsed())
}

/// Bounds are wide: this holds against work that grows with the square of a page, on a busy machine, in a debug build.
const LONG: Duration = Duration::from_secs(120);

#[test]
fn fifty_megabytes_of_text() {
    let filler = "Words of no meaning, `code`, [a link](thing.md) and *more*.\n\n";
    let text = format!("{PAGE}\n{}", filler.repeat(50_000_000 / filler.len()));
    let (front, time) = client(text);
    assert_eq!(front.schema.types.len(), 1);
    assert!(time < LONG, "{time:?}");
}

#[test]
fn a_cell_of_ten_megabytes() {
    let text = PAGE.replace("The key.", &"The key. ".repeat(10_000_000 / 9));
    let (front, time) = client(text);
    assert_eq!(front.schema.types[0].properties.len(), 2);
    assert!(time < LONG, "{time:?}");
}

#[test]
fn a_hundred_thousand_columns() {
    let columns = |cell: &str| format!("{}|\n", format!("|{cell}").repeat(100_000));
    let rows = columns("x").repeat(20);
    let text = format!(
        "# thing resource type\n\n## Properties\n\n{}{}{rows}",
        columns("Property"),
        columns("-")
    );
    let (front, time) = client(text);
    assert!(time < LONG, "{time:?}");
    assert!(front.schema.types.len() <= 1);
}

#[test]
fn ten_thousand_properties() {
    let mut text = PAGE.to_owned();
    for index in 0..10_000 {
        let _ = writeln!(
            text,
            "|p_{index}|[t{index}](t{index}.md)|Possible values are: `a{index}`.|"
        );
    }
    let (front, time) = client(text);
    assert_eq!(
        front.schema.types.iter().map(|it| it.properties.len()).max(),
        Some(10_002)
    );
    assert!(time < LONG, "{time:?}");
}

#[test]
fn json_that_is_deep() {
    let deep = format!("{}{}", "{\"a\":[".repeat(100_000), "]}".repeat(100_000));
    let text = format!(
        "# Get thing\n\n## HTTP request\n\n```http\nGET /things\n```\n\n## Example\n\n```http\nHTTP/1.1 200 OK\n\n{deep}\n```\n"
    );
    let (front, time) = client(text);
    assert_eq!(codes(&front), [Code::UnknownResult, Code::UnreadExample]);
    assert!(time < LONG, "{time:?}");
}
