//! Calls to an OData 4 server that none of us wrote: SAP's CAP, over `SQLite`. Rows that a filter should match are read back.
//!
//! `.ci/cap` installs it from the lock file in `tests/cap`; where it is not installed, or there is no Node, the test says SKIPPED.

use std::{
    env,
    io::{self, BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
};

use graphdown_runtime as rt;
use rt::{AdditionalData, Date, Decimal, Error, Filter, Nav, Page, Patch, Request, Typed};

/// A book of the server's.
#[derive(Clone, Default)]
struct Book {
    id: Option<i32>,
    title: Option<String>,
    stock: Option<i32>,
    price: Option<Decimal>,
    published: Option<Date>,
    author: Nav<Author>,
    additional_data: AdditionalData,
}

rt::model!(
    Book: "Shop.Books",
    properties [
        ID: "ID" => id as I32(i32),
        TITLE: "title" => title as Str(String),
        STOCK: "stock" => stock as I32(i32),
        PRICE: "price" => price as Leaf(Decimal),
        PUBLISHED: "published" => published as Leaf(Date),
        AUTHOR: "author" => author as Obj(Nav<Author>),
    ],
);

/// An author of the server's.
#[derive(Clone, Default)]
struct Author {
    id: Option<i32>,
    name: Option<String>,
    books: Nav<Vec<Book>>,
    additional_data: AdditionalData,
}

rt::model!(
    Author: "Shop.Authors",
    properties [
        ID: "ID" => id as I32(i32),
        NAME: "name" => name as Str(String),
        BOOKS: "books" => books as List(Nav<Vec<Book>>),
    ],
);

struct Operations;

rt::operations!(Operations: [
    BOOKS: Get "/Books" [permissions: "", page: ""],
    BOOK: Get "/Books({ID})" [permissions: "", page: ""],
    CHANGE: Patch "/Books({ID})" [permissions: "", page: ""],
    MAKE: Post "/Books" [permissions: "", page: ""],
    REMOVE: Delete "/Books({ID})" [permissions: "", page: ""],
    AUTHORS: Get "/Authors" [permissions: "", page: ""],
]);

/// The server, as long as the test runs.
struct Server {
    client: rt::Client,
    process: Child,
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that is gone already is gone.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Server {
    /// `None` where it is not installed.
    fn start() -> Option<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cap");
        let program = folder.join("node_modules/@sap/cds/bin/serve.js");
        let has_node = Command::new("node")
            .arg("--version")
            .stdout(Stdio::null())
            .status();
        if !program.exists() || !has_node.is_ok_and(|it| it.success()) {
            let reason = "there is no Node, or no CAP server: `.ci/cap` installs it";
            assert!(env::var_os("GRAPHDOWN_REQUIRE_CAP").is_none(), "{reason}");
            // The harness keeps what `eprintln!` prints.
            let _ = writeln!(io::stderr(), "SKIPPED: {reason}");
            return None;
        }
        let mut process = Command::new("node")
            .arg(program)
            .args(["all", "--in-memory", "--port", "0"])
            .current_dir(&folder)
            .env("NO_COLOR", "1")
            .stdout(Stdio::piped())
            .spawn()
            .expect("Node starts");
        let mut lines = BufReader::new(process.stdout.take().expect("it is piped")).lines();
        let mut said = String::new();
        let url = loop {
            let line = lines
                .next()
                .unwrap_or_else(|| panic!("the server ended:\n{said}"))
                .expect("text");
            if let Some((_, url)) = line.split_once("listening on { url: '") {
                break url
                    .trim_end_matches(|it| it != '\'')
                    .trim_end_matches('\'')
                    .to_owned();
            }
            said += &[line.as_str(), "\n"].concat();
        };
        // What it logs is read, so that it does not wait for a reader.
        thread::spawn(move || lines.for_each(drop));
        let client = rt::Client::new(&format!("{url}/odata/v4/shop"), "token");
        Some(Self { client, process })
    }

    fn books(&self) -> Request<Page<Book>> {
        self.client.path().child("Books").request(Operations::BOOKS)
    }

    fn authors(&self) -> Request<Page<Author>> {
        self.client.path().child("Authors").request(Operations::AUTHORS)
    }

    fn book<T>(&self, id: i32, operation: &'static rt::Operation) -> Request<T> {
        self.client
            .path()
            .child("Books")
            .key(id.to_string())
            .request(operation)
    }

    async fn ids(&self, filter: Filter<Book>) -> Result<Vec<i32>, Error> {
        let books = self.books().filter(filter).order_by(Book::ID.asc()).stream();
        Ok(books
            .try_collect()
            .await?
            .into_iter()
            .filter_map(|book| book.id)
            .collect())
    }
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

#[tokio::test]
async fn a_server_of_others_understands_us() {
    let Some(server) = Server::start() else {
        return;
    };
    lists(&server).await;
    filters(&server).await;
    expansions(&server).await;
    changes(&server).await;
}

/// Two books come with each page, and the links to the next are relative.
async fn lists(server: &Server) {
    let first = server.books().await.unwrap();
    assert_eq!(first.value.len(), 2);
    let link = first.next_link.clone().unwrap();
    assert!(!link.contains("://"), "{link}");
    let mut books = server.books().count().stream();
    let mut ids = Vec::new();
    while let Some(book) = books.next().await {
        ids.extend(book.unwrap().id);
    }
    assert_eq!((ids.as_slice(), books.total()), (&[1, 2, 3, 4, 5][..], Some(5)));
    let rest = server.books().resume(&link).stream().try_collect().await.unwrap();
    assert_eq!(rest.len(), 3);
    assert_eq!(server.books().total().await.unwrap(), 5);
    assert_eq!(server.books().filter(Book::STOCK.gt(5)).total().await.unwrap(), 3);
    let titles = server
        .books()
        .select(Book::TITLE)
        .order_by(Book::TITLE.desc())
        .top(1)
        .await
        .unwrap();
    assert_eq!(titles.value[0].title.as_deref(), Some("Über % Öl"));
}

/// Every operator that a filter can be made of, and the books that it matches.
async fn filters(server: &Server) {
    let cases: Vec<(Filter<Book>, &[i32])> = vec![
        (Book::ID.eq(1), &[1]),
        (Book::ID.ne(1), &[2, 3, 4, 5]),
        (Book::STOCK.gt(7), &[1, 4]),
        (Book::STOCK.ge(7), &[1, 3, 4]),
        (Book::STOCK.lt(7), &[2, 5]),
        (Book::STOCK.le(7), &[2, 3, 5]),
        (Book::ID.in_list([2, 4, 9]), &[2, 4]),
        (Book::ID.in_list(Vec::<i32>::new()), &[]),
        (Book::TITLE.eq("It's a kiosk"), &[1]),
        (Book::TITLE.eq("R&D #1+"), &[2]),
        (Book::TITLE.eq("Über % Öl"), &[3]),
        (Book::TITLE.eq("A 😀 tale"), &[4]),
        (Book::TITLE.in_list(["R&D #1+", "A 😀 tale"]), &[2, 4]),
        (Book::TITLE.contains("'s a"), &[1]),
        (Book::TITLE.contains("%"), &[3]),
        (Book::TITLE.starts_with("R&D #"), &[2]),
        (Book::TITLE.ends_with("tale"), &[4]),
        (Book::TITLE.is_null(), &[5]),
        (Book::TITLE.is_not_null(), &[1, 2, 3, 4]),
        (Book::PRICE.gt("9.99".parse::<Decimal>().unwrap()), &[2, 5]),
        (Book::PRICE.is_null(), &[3]),
        (Book::PUBLISHED.eq(date("1999-12-31")), &[1]),
        (Book::PUBLISHED.ge(date("2010-06-15")), &[3, 5]),
        (Book::ID.eq(1).or(Book::ID.eq(2)), &[1, 2]),
        (Book::ID.lt(4).and(Book::ID.eq(1).or(Book::STOCK.eq(7))), &[1, 3]),
        (!Book::ID.eq(1), &[2, 3, 4, 5]),
        (
            Book::ID
                .lt(4)
                .and(!Book::ID.eq(1).or(Book::TITLE.contains("tale"))),
            &[2, 3],
        ),
        (Book::AUTHOR.then(Author::NAME).eq("Bob"), &[3, 4]),
        (Filter::verbatim("ID eq 3"), &[3]),
    ];
    for (filter, expected) in cases {
        let text = filter.to_string();
        let ids = server
            .ids(filter)
            .await
            .unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(ids, expected, "{text}");
    }
    let authors = async |filter: Filter<Author>| -> Vec<i32> {
        let text = filter.to_string();
        let page = server
            .authors()
            .filter(filter)
            .await
            .unwrap_or_else(|error| panic!("{text}: {error}"));
        page.into_iter().filter_map(|it| it.id).collect()
    };
    assert_eq!(
        authors(Author::BOOKS.any(Book::TITLE.contains("kiosk"))).await,
        [1]
    );
    assert_eq!(authors(Author::BOOKS.all(Book::STOCK.gt(5))).await, [2]);
    assert_eq!(
        authors(Author::BOOKS.any(Book::STOCK.eq(0).or(Book::STOCK.eq(100)))).await,
        [1, 2]
    );
}

async fn expansions(server: &Server) {
    let books = Author::BOOKS
        .expand()
        .select((Book::ID, Book::TITLE))
        .filter(Book::STOCK.gt(0))
        .order_by(Book::ID.desc())
        .top(1);
    let authors = server
        .authors()
        .expand(books)
        .order_by(Author::ID.asc())
        .await
        .unwrap();
    let books: Vec<Vec<_>> = authors
        .iter()
        .map(|it| {
            it.books
                .get()
                .unwrap()
                .iter()
                .map(|book| book.id.unwrap())
                .collect()
        })
        .collect();
    assert_eq!(books, [[1], [4]]);
    let book = server
        .book::<Book>(1, Operations::BOOK)
        .expand(Book::AUTHOR.expand().select(Author::NAME))
        .await
        .unwrap();
    assert_eq!(book.author.get().unwrap().name.as_deref(), Some("Ann"));
}

async fn changes(server: &Server) {
    let book = server.book::<Book>(1, Operations::BOOK).await.unwrap();
    assert!(book.etag().is_some(), "the server gives versions");
    let nothing = Patch::new().null(Book::PRICE).set(Book::STOCK, 13);
    let change = || server.book::<Option<Book>>(1, Operations::CHANGE).body(&nothing);

    // The server wants a version with each change: 428 without, 412 with another.
    assert_eq!(change().await.unwrap_err().status().unwrap(), 428);
    assert_eq!(
        change().if_match("W/\"77\"").await.unwrap_err().status().unwrap(),
        412
    );
    change().if_unchanged(&book).await.unwrap();
    let changed = server.book::<Book>(1, Operations::BOOK).await.unwrap();
    assert_eq!(
        (changed.price, changed.stock, changed.title),
        (None, Some(13), book.title.clone())
    );
    let unchanged = server
        .book::<Book>(1, Operations::BOOK)
        .if_changed_since(&book)
        .await
        .unwrap();
    assert!(
        unchanged.is_none(),
        "its revision is the server's to raise, and it has not"
    );

    let made = Book {
        id: Some(6),
        title: Some("Made".to_owned()),
        price: "1.50".parse().ok(),
        ..Default::default()
    };
    let create = || {
        server
            .client
            .path()
            .child("Books")
            .request::<Book>(Operations::MAKE)
            .body(&made)
    };
    assert_eq!(create().await.unwrap().title.as_deref(), Some("Made"));
    // A second of the same key is refused.
    assert!(create().await.is_err());
    let made = server.book::<Book>(6, Operations::BOOK).await.unwrap();
    server
        .book::<()>(6, Operations::REMOVE)
        .if_unchanged(&made)
        .await
        .unwrap();
    assert!(
        server
            .book::<Book>(6, Operations::BOOK)
            .await
            .unwrap_err()
            .is_not_found()
    );
}
