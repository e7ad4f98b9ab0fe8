//! A real HTTP server on the loopback interface, which answers as a test says and remembers what it was asked.

use std::sync::{Arc, Mutex};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// A request that arrived.
#[derive(Clone, Debug)]
pub(crate) struct Arrived {
    pub(crate) method: String,
    /// Path and query, as they came.
    pub(crate) target: String,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Arrived {
    /// The values of a header, joined as HTTP joins them.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let values: Vec<_> = self
            .headers
            .iter()
            .filter(|(own, _)| own == name)
            .map(|(_, value)| value.as_str())
            .collect();
        if values.is_empty() {
            None
        } else {
            Some(values.join(", "))
        }
    }
}

/// What the server answers.
pub(crate) struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: String,
    /// The bytes of the answer, in place of all that.
    raw: Option<Vec<u8>>,
    /// No answer at all, on a connection that stays open.
    is_silent: bool,
}

impl Answer {
    pub(crate) fn new(status: u16, body: impl Into<String>) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: body.into(),
            raw: None,
            is_silent: false,
        }
    }

    /// These bytes and the end of the connection, whatever they are.
    pub(crate) fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            raw: Some(bytes.into()),
            ..Self::new(0, "")
        }
    }

    /// These bytes, and a connection that stays open.
    pub(crate) fn unfinished(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            is_silent: true,
            ..Self::raw(bytes)
        }
    }

    pub(crate) fn json(body: impl Into<String>) -> Self {
        Self::new(200, body).header("content-type", "application/json")
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

pub(crate) struct Server {
    pub(crate) url: String,
    arrived: Arc<Mutex<Vec<Arrived>>>,
}

impl Server {
    /// Starts a server that answers each request with what `answer` makes of it. It ends with the test's runtime.
    pub(crate) async fn start(answer: impl Fn(&Arrived) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let arrived = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&arrived);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                serve(stream, &answer, &kept).await;
            }
        });
        Self { url, arrived }
    }

    /// What arrived so far.
    pub(crate) fn arrived(&self) -> Vec<Arrived> {
        self.arrived.lock().unwrap().clone()
    }

    /// The only request that arrived.
    pub(crate) fn only(&self) -> Arrived {
        let [arrived] = <[Arrived; 1]>::try_from(self.arrived()).unwrap();
        arrived
    }
}

async fn serve(
    mut stream: TcpStream,
    answer: &(impl Fn(&Arrived) -> Answer + Sync),
    kept: &Mutex<Vec<Arrived>>,
) {
    let Some(arrived) = read(&mut stream).await else {
        return;
    };
    let Answer {
        status,
        headers,
        body,
        raw,
        is_silent,
    } = answer(&arrived);
    kept.lock().unwrap().push(arrived);
    if let Some(bytes) = raw {
        let _ = stream.write_all(&bytes).await;
        if is_silent {
            std::future::pending::<()>().await;
        }
        let _ = stream.shutdown().await;
        return;
    }
    let mut head = format!(
        "HTTP/1.1 {status} x\r\nconnection: close\r\ncontent-length: {}\r\n",
        body.len()
    );
    for (name, value) in headers {
        head = format!("{head}{name}: {value}\r\n");
    }
    // The client may have gone; that is its own affair.
    let _ = stream.write_all(format!("{head}\r\n{body}").as_bytes()).await;
    let _ = stream.shutdown().await;
}

async fn read(stream: &mut TcpStream) -> Option<Arrived> {
    let mut bytes = Vec::new();
    loop {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        let text = String::from_utf8_lossy(&bytes);
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let mut lines = head.lines();
        let mut request_line = lines.next()?.split(' ').map(str::to_owned);
        let headers: Vec<_> = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        let length = headers
            .iter()
            .find(|(name, _)| name == "content-length")
            .map_or(0, |(_, value)| value.parse().unwrap());
        if body.len() >= length {
            let (method, target) = (request_line.next()?, request_line.next()?);
            return Some(Arrived {
                method,
                target,
                headers,
                body: body.to_owned(),
            });
        }
    }
}
