//! Who calls: tokens over a real connection, kept ones, and a sign-in at an identity platform of the test's own.

use std::{
    future::Future,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use graphdown_runtime as rt;
use rt::{BoxError, BoxFuture, CachedCredential, Clock, Credential, DeviceCode, Error, Token, TokenRequest};
use tokio::sync::Semaphore;

use crate::{
    retries::TestClock,
    sample::Client,
    support::{Answer, Arrived, Server},
};

/// Gives `token-1`, `token-2` and so on, each for an hour, and remembers what it was asked.
#[derive(Clone)]
struct Counting {
    clock: TestClock,
    asked: Arc<Mutex<Vec<TokenRequest>>>,
    /// Each answer takes one of these.
    permits: Arc<Semaphore>,
    /// How many answers are waited for, and the most that ever were.
    running: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
    fails: Arc<AtomicUsize>,
}

impl Counting {
    fn new(clock: &TestClock) -> Self {
        Self {
            clock: clock.clone(),
            asked: Arc::default(),
            permits: Arc::new(Semaphore::new(1_000)),
            running: Arc::default(),
            most: Arc::default(),
            fails: Arc::default(),
        }
    }

    fn count(&self) -> usize {
        self.asked.lock().unwrap().len()
    }
}

impl Credential for Counting {
    fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Result<Token, BoxError>> {
        let number = {
            let mut asked = self.asked.lock().unwrap();
            asked.push(request.clone());
            asked.len()
        };
        Box::pin(async move {
            let _running = Running::new(self);
            self.permits.acquire().await?.forget();
            let fails = |left: usize| left.checked_sub(1);
            if self
                .fails
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, fails)
                .is_ok()
            {
                return Err(format!("no token {number}").into());
            }
            let expiry = self.clock.now() + Duration::from_secs(3_600);
            Ok(Token::new(format!("token-{number}")).expires_at(expiry))
        })
    }
}

/// An answer that is waited for, until it is there or is given up.
struct Running<'a>(&'a Counting);

impl<'a> Running<'a> {
    fn new(of: &'a Counting) -> Self {
        let running = of.running.fetch_add(1, Ordering::SeqCst) + 1;
        of.most.fetch_max(running, Ordering::SeqCst);
        Self(of)
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.running.fetch_sub(1, Ordering::SeqCst);
    }
}

fn cached(clock: &TestClock) -> (Counting, Arc<CachedCredential<Counting>>) {
    let counting = Counting::new(clock);
    let cached = CachedCredential::new(counting.clone()).clock(clock.clone());
    (counting, Arc::new(cached))
}

fn client(server: &Server, credential: impl Credential) -> Client {
    let client = rt::Client::builder()
        .base_url(format!("{}/beta", server.url))
        .credential(credential)
        .clock(TestClock::new());
    Client::from_runtime(client.build().unwrap())
}

fn wanted() -> TokenRequest {
    TokenRequest::new("https://graph.example/.default")
}

fn token(number: usize) -> Token {
    Token::new(format!("token-{number}"))
}

/// Whether it is the token of this number, whenever it expires.
fn is(found: &Token, number: usize) -> bool {
    Some(found)
        == found
            .expiry()
            .map(|expiry| token(number).expires_at(expiry))
            .as_ref()
}

const CLAIMS: &str = r#"{"access_token":{"nbf":{"essential":true, "value":"1604106651"}}}"#;
const CHALLENGE: &str = "Bearer realm=\"\", error=\"insufficient_claims\", \
    claims=\"eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwgInZhbHVlIjoiMTYwNDEwNjY1MSJ9fX0=\"";

/// Takes every token but this one.
async fn refusing(bearer: &'static str) -> Server {
    Server::start(move |arrived| {
        if arrived.header("authorization").as_deref() == Some(bearer) {
            return Answer::new(401, "").header("www-authenticate", CHALLENGE);
        }
        Answer::json(r#"{"id":"1"}"#)
    })
    .await
}

#[tokio::test]
async fn claims_reach_the_credential_and_the_call_is_made_once_more() {
    let server = refusing("Bearer token-1").await;
    let (counting, cached) = cached(&TestClock::new());
    let user = client(&server, cached).users().id("1");
    user.get().await.unwrap();
    let asked = counting.asked.lock().unwrap().clone();
    assert_eq!(asked.len(), 2);
    // The scope is everything at the service's own origin.
    assert_eq!(asked[0].scope(), format!("{}/.default", server.url));
    assert_eq!((asked[0].claims(), asked[1].claims()), (None, Some(CLAIMS)));
    assert!(asked[0].refused().is_none() && is(asked[1].refused().unwrap(), 1));
    let arrived = server.arrived();
    assert_eq!(arrived.len(), 2);
    assert_eq!(
        arrived[0].header("client-request-id"),
        arrived[1].header("client-request-id")
    );

    // The new token is kept.
    user.get().await.unwrap();
    assert_eq!((server.arrived().len(), counting.count()), (3, 2));
}

#[tokio::test]
async fn one_that_has_no_other_token_leaves_the_refusal_to_the_caller() {
    let server = refusing("Bearer secret").await;
    let error = client(&server, "secret").users().id("1").get().await.unwrap_err();
    assert!(error.is_unauthorized());
    assert_eq!(error.header("www-authenticate"), Some(CHALLENGE));
    assert_eq!(server.arrived().len(), 1);

    // A service that is never content is not asked for ever.
    let server = Server::start(|_| Answer::new(401, "").header("www-authenticate", CHALLENGE)).await;
    let (counting, cached) = cached(&TestClock::new());
    let error = client(&server, cached).users().id("1").get().await.unwrap_err();
    assert!(error.is_unauthorized());
    assert_eq!((server.arrived().len(), counting.count()), (2, 2));

    // A call with an authorization of its own is its caller's affair, and a 401 without claims asks for nothing.
    let (counting, cached) = self::cached(&TestClock::new());
    let own = client(&server, cached)
        .users()
        .id("1")
        .get()
        .header("authorization", "Bearer mine");
    assert!(own.await.unwrap_err().is_unauthorized());
    assert_eq!((server.arrived().len(), counting.count()), (3, 0));
}

#[tokio::test]
async fn what_another_origin_says_of_a_token_is_nothing_to_the_credential() {
    let other = Server::start(|_| Answer::new(401, "").header("www-authenticate", CHALLENGE)).await;
    let location = format!("{}/file", other.url);
    let server = Server::start(move |_| Answer::new(302, "").header("location", location.clone())).await;
    let (counting, cached) = cached(&TestClock::new());
    let error = client(&server, cached).users().id("1").get().await.unwrap_err();
    assert!(error.is_unauthorized());
    assert_eq!(
        (server.arrived().len(), other.arrived().len(), counting.count()),
        (1, 1, 1)
    );
    assert_eq!(other.only().header("authorization"), None);
}

#[tokio::test]
async fn a_new_token_stays_the_calls_own_over_its_attempts() {
    let count = AtomicUsize::new(0);
    let server = Server::start(move |_| match count.fetch_add(1, Ordering::Relaxed) {
        0 => Answer::new(401, "").header("www-authenticate", CHALLENGE),
        1 => Answer::new(503, ""),
        _ => Answer::json(r#"{"id":"1"}"#),
    })
    .await;
    let counting = Counting::new(&TestClock::new());
    client(&server, counting.clone())
        .users()
        .id("1")
        .get()
        .await
        .unwrap();
    let asked = counting.asked.lock().unwrap().clone();
    let claims: Vec<_> = asked.iter().map(TokenRequest::claims).collect();
    assert_eq!(claims, [None, Some(CLAIMS), Some(CLAIMS)]);
}

#[tokio::test]
async fn a_token_is_kept_and_renewed_before_it_expires() {
    let clock = TestClock::new();
    let (counting, cached) = cached(&clock);
    assert!(is(&cached.token(&wanted()).await.unwrap(), 1));
    clock.pass(Duration::from_secs(3_600 - 301));
    assert!(is(&cached.token(&wanted()).await.unwrap(), 1));
    assert_eq!(counting.count(), 1);

    // In its last five minutes one call renews it, and one beside it goes on with it.
    clock.pass(Duration::from_secs(2));
    counting.permits.forget_permits(1_000);
    let (request, other) = (wanted(), wanted());
    let mut renewing = cached.token(&request);
    assert!(is_waiting(&mut renewing).await);
    assert!(is(&cached.token(&other).await.unwrap(), 1));
    counting.permits.add_permits(1_000);
    assert!(is(&renewing.await.unwrap(), 2));
    assert!(is(&cached.token(&wanted()).await.unwrap(), 2));

    // Where that fails, the old one is good until it expires, and is not tried to be renewed with each call.
    clock.pass(Duration::from_secs(3_600 - 299));
    counting.fails.store(1_000, Ordering::Relaxed);
    for _ in 0..5 {
        assert!(is(&cached.token(&wanted()).await.unwrap(), 2));
    }
    assert_eq!(counting.count(), 3);
    clock.pass(Duration::from_secs(31));
    assert!(is(&cached.token(&wanted()).await.unwrap(), 2));
    assert_eq!(counting.count(), 4);
    clock.pass(Duration::from_secs(299));
    assert_eq!(
        cached.token(&wanted()).await.unwrap_err().to_string(),
        "no token 5"
    );

    // Another scope has a token of its own, and one without an end is asked for each time.
    counting.fails.store(0, Ordering::Relaxed);
    let other = TokenRequest::new("https://other.example/.default");
    assert!(is(&cached.token(&wanted()).await.unwrap(), 6));
    assert!(is(&cached.token(&other).await.unwrap(), 7));
    assert!(is(&cached.token(&wanted()).await.unwrap(), 6));
    let endless = CachedCredential::new("endless");
    assert_eq!(endless.token(&wanted()).await.unwrap(), Token::new("endless"));
}

async fn is_waiting<T>(future: &mut (impl Future<Output = T> + Unpin)) -> bool {
    tokio::time::timeout(Duration::from_millis(20), future)
        .await
        .is_err()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_request_for_a_token_runs_at_a_time() {
    let clock = TestClock::new();
    let (counting, cached) = cached(&clock);
    counting.permits.forget_permits(1_000);
    let ask = |cached: &Arc<CachedCredential<Counting>>| {
        let cached = Arc::clone(cached);
        tokio::spawn(async move { cached.token(&wanted()).await.map_err(|error| error.to_string()) })
    };
    let calls: Vec<_> = (0..64).map(|_| ask(&cached)).collect();
    while counting.count() == 0 {
        tokio::task::yield_now().await;
    }
    // Whoever asks first is given up, and another takes its place.
    let request = wanted();
    let mut late = cached.token(&request);
    assert!(is_waiting(&mut late).await);
    assert_eq!(counting.count(), 1);
    let (given_up, calls): (Vec<_>, Vec<_>) = calls
        .into_iter()
        .enumerate()
        .partition(|(number, _)| number % 2 == 0);
    for (_, call) in given_up {
        call.abort();
        assert!(call.await.unwrap_err().is_cancelled());
    }
    counting.permits.add_permits(1);
    let mut found = Vec::new();
    for (_, call) in calls {
        found.push(call.await.unwrap());
    }
    // One that ran and was given up was begun again, by one that may have been given up after it.
    let last = counting.count();
    assert!(last <= 33, "{last}");
    assert!(
        found.iter().all(|token| is(token.as_ref().unwrap(), last)),
        "{found:?}"
    );
    assert!(is(&late.await.unwrap(), last));

    // A failure is one for all who wait for it, and for no one after.
    clock.pass(Duration::from_secs(3_601));
    counting.fails.store(1, Ordering::Relaxed);
    let calls: Vec<_> = (0..64).map(|_| ask(&cached)).collect();
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(counting.count(), last + 1);
    counting.permits.add_permits(1);
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap_err(), format!("no token {}", last + 1));
    }
    counting.permits.add_permits(1);
    assert!(is(&cached.token(&wanted()).await.unwrap(), last + 2));
    assert_eq!(counting.most.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_variable_of_the_environment_holds_a_token() {
    // Every process of a test has this one.
    let server = Server::start(|_| Answer::json(r#"{"id":"1"}"#)).await;
    let named = rt::EnvironmentToken::new("CARGO_PKG_NAME");
    client(&server, named).users().id("1").get().await.unwrap();
    assert_eq!(
        server.only().header("authorization").as_deref(),
        Some("Bearer graphdown-runtime")
    );
    let error = client(&server, rt::EnvironmentToken::new("GRAPHDOWN_NO_SUCH_TOKEN"))
        .users()
        .id("1")
        .get()
        .await;
    let Err(Error::Credential(error)) = error else {
        panic!("{error:?}")
    };
    assert_eq!(
        error.to_string(),
        "the environment variable GRAPHDOWN_NO_SUCH_TOKEN holds no token: environment variable not found"
    );
}

/// The fields of a form that arrived.
fn field(arrived: &Arrived, name: &str) -> Option<String> {
    let value = arrived
        .body
        .split('&')
        .find_map(|field| field.strip_prefix(&format!("{name}=")))?;
    Some(percent_encoding(value))
}

fn percent_encoding(text: &str) -> String {
    let mut pieces = text.split('%');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        bytes.push(u8::from_str_radix(&piece[..2], 16).unwrap());
        bytes.extend(&piece.as_bytes()[2..]);
    }
    String::from_utf8(bytes).unwrap()
}

fn oauth_error(code: &str) -> Answer {
    Answer::new(
        400,
        format!(r#"{{"error":"{code}","error_description":"AADSTS: {code}."}}"#),
    )
}

/// An identity platform at which a person takes a while to sign in.
async fn platform(answers: Vec<fn() -> Answer>) -> Server {
    let count = AtomicUsize::new(0);
    Server::start(move |arrived| {
        if arrived.target.ends_with("/devicecode") {
            return Answer::json(
                r#"{"device_code":"DEVICE","user_code":"ABCD","verification_uri":"https://login.example/device","expires_in":"900","interval":5,"message":"Type ABCD."}"#,
            );
        }
        let index = count.fetch_add(1, Ordering::Relaxed).min(answers.len() - 1);
        answers[index]()
    })
    .await
}

fn device_code(server: &Server, clock: &TestClock) -> (DeviceCode, Arc<Mutex<Vec<String>>>) {
    let prompts = Arc::new(Mutex::new(Vec::new()));
    let shown = Arc::clone(&prompts);
    let authority = format!("{}/common", server.url);
    let prompt = move |prompt: &rt::DeviceCodePrompt| shown.lock().unwrap().push(prompt.message.clone());
    (
        DeviceCode::new(authority, "app", prompt).clock(clock.clone()),
        prompts,
    )
}

fn signed_in() -> Answer {
    Answer::json(
        r#"{"token_type":"Bearer","access_token":"ACCESS","refresh_token":"REFRESH/1","expires_in":3599}"#,
    )
}

#[tokio::test]
async fn a_person_signs_in_on_another_device() {
    let server = platform(vec![
        || oauth_error("authorization_pending"),
        || oauth_error("slow_down"),
        || Answer::raw(""),
        signed_in,
        || Answer::json(r#"{"access_token":"SECOND","expires_in":3599}"#),
        || oauth_error("invalid_grant"),
        || Answer::json(r#"{"access_token":"THIRD","expires_in":3599}"#),
    ])
    .await;
    let clock = TestClock::new();
    let (credential, prompts) = device_code(&server, &clock);
    let got = credential.token(&wanted()).await.unwrap();
    assert_eq!(
        got,
        Token::new("ACCESS").expires_at(clock.now() + Duration::from_secs(3_599))
    );
    assert_eq!(*prompts.lock().unwrap(), ["Type ABCD."]);
    assert_eq!(clock.waits(), [5, 5, 10, 20].map(Duration::from_secs));

    let arrived = server.arrived();
    assert_eq!(arrived[0].target, "/common/oauth2/v2.0/devicecode");
    assert_eq!(field(&arrived[0], "client_id").unwrap(), "app");
    assert_eq!(
        field(&arrived[0], "scope").unwrap(),
        "https://graph.example/.default offline_access"
    );
    assert_eq!(
        field(&arrived[0], "claims").unwrap(),
        r#"{"access_token":{"xms_cc":{"values":["cp1"]}}}"#
    );
    assert_eq!(arrived[1].target, "/common/oauth2/v2.0/token");
    assert_eq!(
        field(&arrived[1], "grant_type").unwrap(),
        "urn:ietf:params:oauth:grant-type:device_code"
    );
    assert_eq!(field(&arrived[1], "device_code").unwrap(), "DEVICE");

    // The next token needs no person, and meets the claims of the service.
    let claims = wanted().after_refusal(r#"{"access_token":{"nbf":{"value":"1"}}}"#, got);
    assert_eq!(
        credential.token(&claims).await.unwrap().expiry(),
        Some(clock.now() + Duration::from_secs(3_599))
    );
    let renewal = server.arrived().pop().unwrap();
    assert_eq!(field(&renewal, "grant_type").unwrap(), "refresh_token");
    assert_eq!(field(&renewal, "refresh_token").unwrap(), "REFRESH/1");
    let sent: serde_json::Value = serde_json::from_str(&field(&renewal, "claims").unwrap()).unwrap();
    assert_eq!(
        sent,
        serde_json::json!({"access_token": {"nbf": {"value": "1"}, "xms_cc": {"values": ["cp1"]}}})
    );

    // Unless the platform wants the person again.
    credential.token(&wanted()).await.unwrap();
    assert_eq!(prompts.lock().unwrap().len(), 2);
    let shown = format!("{credential:?}");
    assert!(shown.contains("app") && !shown.contains("REFRESH"), "{shown}");
}

#[tokio::test]
async fn a_sign_in_that_fails_says_why() {
    let clock = TestClock::new();
    for (answers, said) in [
        (
            vec![(|| oauth_error("access_denied")) as fn() -> Answer],
            "access_denied: AADSTS: access_denied.",
        ),
        (
            vec![|| oauth_error("authorization_pending")],
            "nobody has signed in while the code was good",
        ),
    ] {
        let server = platform(answers).await;
        let (credential, _) = device_code(&server, &clock);
        assert_eq!(credential.token(&wanted()).await.unwrap_err().to_string(), said);
    }
    let server = Server::start(|_| Answer::new(502, "<h1>")).await;
    let (credential, _) = device_code(&server, &clock);
    assert_eq!(
        credential.token(&wanted()).await.unwrap_err().to_string(),
        "the identity platform answered 502 Bad Gateway, and not as OAuth has it"
    );
    // What is sent there opens doors, so that it goes nowhere in plain text.
    let plain = DeviceCode::new("http://login.example/common", "app", |_| ());
    assert!(
        plain
            .token(&wanted())
            .await
            .unwrap_err()
            .to_string()
            .contains("plain http")
    );
}
