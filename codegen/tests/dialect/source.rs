//! What `load` makes of folders as they are on a disk.

use std::fs;
use std::path::{Path, PathBuf};

use graphdown_codegen::diag::{Code, Diagnostics};
use graphdown_codegen::load::{MAX_FILE_SIZE, load};
use graphdown_codegen::source::{FileId, SourceMap, Target};

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn load_all(roots: &[&Path]) -> (SourceMap, Vec<(Code, String)>) {
    let mut found = Diagnostics::default();
    let roots: Vec<PathBuf> = roots.iter().map(|it| it.to_path_buf()).collect();
    let map = load(&roots, &mut found);
    let codes = found
        .iter()
        .map(|it| {
            let name = it.span.map_or("", |span| &map.file(span.file).name);
            (it.code, name.to_owned())
        })
        .collect();
    (map, codes)
}

fn names(map: &SourceMap) -> Vec<&str> {
    map.iter().map(|(_, file)| file.name.as_str()).collect()
}

fn id(map: &SourceMap, name: &str) -> FileId {
    map.iter().find(|(_, file)| file.name == name).unwrap().0
}

#[test]
fn pages_come_in_the_order_of_their_names() {
    let root = folder(&[
        ("b/two.md", b"2"),
        ("b/One.TXT", b"1"),
        ("a.md", b"0"),
        ("b/picture.png", b"x"),
        (".git/hidden.md", b"x"),
        ("b/.hidden.md", b"x"),
        ("b/includes/part.md", b"x"),
    ]);
    let (map, found) = load_all(&[root.path()]);
    assert_eq!(
        names(&map),
        ["a.md", "b/One.TXT", "b/includes/part.md", "b/two.md"]
    );
    let pages: Vec<_> = map.pages().map(|(_, file)| file.name.as_str()).collect();
    assert_eq!(pages, ["a.md", "b/One.TXT", "b/two.md"]);
    assert_eq!(map.file(id(&map, "b/two.md")).path, root.path().join("b/two.md"));
    assert_eq!(map.roots(), [root.path().to_owned()]);
    assert!(found.is_empty());
}

#[test]
fn a_root_is_read_once_and_may_be_a_file() {
    let root = folder(&[("a/x.md", b"1"), ("b.md", b"2")]);
    let (inner, file) = (root.path().join("a"), root.path().join("b.md"));
    let (map, _) = load_all(&[&inner, root.path(), &file, root.path()]);
    assert_eq!(names(&map), ["a/x.md", "b.md"]);
    let (map, found) = load_all(&[&file]);
    assert_eq!(names(&map), ["b.md"]);
    assert!(found.is_empty());
}

#[test]
fn what_cannot_be_read_is_named() {
    let root = folder(&[
        ("bad.md", b"fine\nno\xFFt fine"),
        ("good.md", b"\xEF\xBB\xBFtext\r\n"),
        ("utf16.md", b"\xFF\xFEt\0"),
    ]);
    let large = fs::File::create(root.path().join("large.md")).unwrap();
    large.set_len(MAX_FILE_SIZE + 1).unwrap();
    let (map, found) = load_all(&[root.path()]);
    let expected = [
        (Code::InvalidUtf8, "bad.md"),
        (Code::TooLarge, "large.md"),
        (Code::InvalidUtf8, "utf16.md"),
    ];
    assert_eq!(found, expected.map(|(code, name)| (code, name.to_owned())));
    assert_eq!(map.pages().count(), 1);
    assert_eq!(map.file(id(&map, "good.md")).text, "text\r\n");
    assert_eq!(map.file(id(&map, "bad.md")).text, "fine\nno");

    let mut found = Diagnostics::default();
    let map = load(&[root.path().join("bad.md")], &mut found);
    let bad = found.iter().next().unwrap();
    let span = bad.span.unwrap();
    assert_eq!(map.line_column(span.file, span.start), (2, 3));
    assert!(bad.message.contains("byte 7 (line 2) is 0xFF"), "{}", bad.message);
}

#[test]
fn an_empty_root_is_an_error_for_each() {
    let root = folder(&[("x.png", b"")]);
    let missing = root.path().join("missing");
    let (map, found) = load_all(&[root.path(), &missing]);
    assert!(map.is_empty());
    assert_eq!(
        found,
        vec![(Code::NoPages, String::new())],
        "a folder inside of another root is that root's"
    );
    let (_, found) = load_all(&[&missing]);
    assert_eq!(found, [(Code::NoPages, String::new())]);
}

#[cfg(unix)]
#[test]
fn links_never_leave_the_root() {
    use std::os::unix::fs::symlink;
    let outside = folder(&[("secret.md", b"secret")]);
    let root = folder(&[("a/page.md", b"page"), ("b/other.md", b"other")]);
    let at = |name: &str| root.path().join(name);
    symlink(outside.path(), at("out")).unwrap();
    symlink(outside.path().join("secret.md"), at("secret.md")).unwrap();
    symlink(root.path(), at("a/loop")).unwrap();
    symlink(at("b"), at("a/inside")).unwrap();
    symlink(at("nowhere"), at("dangling.md")).unwrap();
    symlink("self.md", at("self.md")).unwrap();
    let (map, found) = load_all(&[root.path()]);
    let pages: Vec<_> = map.pages().map(|(_, file)| file.name.as_str()).collect();
    assert_eq!(pages, ["a/page.md", "b/other.md"]);
    let expected = [
        (Code::LinkNotFollowed, "a/loop"),
        (Code::UnreadableFile, "dangling.md"),
        (Code::LinkNotFollowed, "out"),
        (Code::LinkNotFollowed, "secret.md"),
        (Code::UnreadableFile, "self.md"),
    ];
    assert_eq!(found, expected.map(|(code, name)| (code, name.to_owned())));
    assert!(map.iter().all(|(_, file)| !file.text.contains("secret")));
}

#[cfg(unix)]
#[test]
fn a_root_may_be_a_link() {
    let root = folder(&[("pages/x.md", b"x")]);
    let link = root.path().join("link");
    std::os::unix::fs::symlink(root.path().join("pages"), &link).unwrap();
    let (map, found) = load_all(&[&link]);
    assert_eq!(names(&map), ["x.md"]);
    assert!(found.is_empty());
}

#[test]
fn paths_of_pages_lead_to_files() {
    let root = folder(&[
        ("v1.0/api/page.md", b""),
        ("v1.0/includes/Part.md", b""),
        ("includes/deep.md", b""),
        ("includes/Case.md", b""),
        ("includes/case.md", b""),
    ]);
    let (map, _) = load_all(&[root.path()]);
    let from = id(&map, "v1.0/api/page.md");
    let to = |name: &str| Target::Found(id(&map, name));
    for (written, target) in [
        ("../includes/Part.md", to("v1.0/includes/Part.md")),
        ("../includes/part.md#anchor", to("v1.0/includes/Part.md")),
        ("..\\includes\\Part.md", to("v1.0/includes/Part.md")),
        (" ../../includes/deep.md?view=x ", to("includes/deep.md")),
        ("../../includes/./x/../deep.md", to("includes/deep.md")),
        ("~/includes/deep.md", to("includes/deep.md")),
        ("../../includes/Case.md", to("includes/Case.md")),
        ("page.md", to("v1.0/api/page.md")),
        ("../includes/absent.md", Target::Missing),
        ("", Target::Missing),
        ("../../../etc/passwd", Target::Outside),
        ("../../../v1.0/api/page.md", Target::Outside),
        ("https://example.org/x.md", Target::Outside),
    ] {
        assert_eq!(map.resolve(from, written), target, "{written:?}");
    }
    // Which of two files that differ in case only is taken does not depend on the disk.
    assert!(matches!(
        map.resolve(from, "../../includes/CASE.md"),
        Target::Found(_)
    ));
}

#[test]
fn lines_and_columns_count_characters() {
    let root = folder(&[("x.md", "é\tb\r\nsecond\n\nlast".as_bytes())]);
    let (map, _) = load_all(&[root.path()]);
    let page = id(&map, "x.md");
    for (offset, place) in [
        (0, (1, 1)),
        (2, (1, 2)),
        (3, (1, 3)),
        (6, (2, 1)),
        (12, (2, 7)),
        (13, (3, 1)),
        (14, (4, 1)),
        (18, (4, 5)),
    ] {
        assert_eq!(map.line_column(page, offset), place, "{offset}");
    }
    let long = "é".repeat(100_000);
    let root = folder(&[("x.md", format!("first\n{long}").as_bytes())]);
    let (map, _) = load_all(&[root.path()]);
    assert_eq!(map.line_column(id(&map, "x.md"), 6 + 2 * 77_777), (2, 77_778));
}
