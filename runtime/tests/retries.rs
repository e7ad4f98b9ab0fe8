//! Calls that are made again, over a real connection and in a time of the test's own.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, SystemTime},
};

use graphdown_runtime as rt;
use rt::{BoxError, BoxFuture, Clock, Delivery, Error, Patch, RetryCause, RetryPolicy, TransportErrorKind};

use crate::{
    sample::{Client, types::RemoteActionAudit},
    support::{Answer, Arrived, Server},
};

/// A time that passes as soon as somebody waits.
#[derive(Clone)]
pub(crate) struct TestClock {
    now: Arc<Mutex<SystemTime>>,
    waits: Arc<Mutex<Vec<Duration>>>,
}

impl TestClock {
    pub(crate) fn new() -> Self {
        Self {
            now: Arc::new(Mutex::new(
                SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000),
            )),
            waits: Arc::default(),
        }
    }

    pub(crate) fn waits(&self) -> Vec<Duration> {
        self.waits.lock().unwrap().clone()
    }

    pub(crate) fn pass(&self, duration: Duration) {
        *self.now.lock().unwrap() += duration;
    }
}

impl Clock for TestClock {
    fn now(&self) -> SystemTime {
        *self.now.lock().unwrap()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.waits.lock().unwrap().push(duration);
        self.pass(duration);
        Box::pin(std::future::ready(()))
    }
}

fn builder(url: &str, clock: &TestClock) -> rt::ClientBuilder {
    rt::Client::builder()
        .base_url(format!("{url}/beta"))
        .credential("secret-token")
        .clock(clock.clone())
}

fn client(server: &Server, clock: &TestClock) -> Client {
    Client::from_runtime(builder(&server.url, clock).build().unwrap())
}

/// Answers with each in turn, and with the last from then on.
async fn answering(answers: Vec<fn() -> Answer>) -> Server {
    let count = AtomicUsize::new(0);
    Server::start(move |_| {
        let index = count.fetch_add(1, Ordering::Relaxed).min(answers.len() - 1);
        answers[index]()
    })
    .await
}

fn ok() -> Answer {
    Answer::json(r#"{"id":"1"}"#)
}

fn throttled() -> Answer {
    Answer::new(
        429,
        r#"{"error":{"code":"TooManyRequests","message":"Slow down."}}"#,
    )
    .header("retry-after", "7")
}

fn unavailable() -> Answer {
    Answer::new(503, "").header("retry-after", "2")
}

fn lost() -> Answer {
    Answer::new(504, "")
}

fn cut() -> Answer {
    Answer::raw("HTTP/1.1 200 x\r\ncontent-length: 100\r\n\r\n{")
}

fn seconds(seconds: &[u64]) -> Vec<Duration> {
    seconds.iter().map(|it| Duration::from_secs(*it)).collect()
}

fn patch() -> Patch<RemoteActionAudit> {
    Patch::new().set(RemoteActionAudit::DEVICE_DISPLAY_NAME, "kiosk 7")
}

#[tokio::test]
async fn what_the_service_did_not_take_is_made_again_as_it_was() {
    let server = answering(vec![
        throttled,
        || {
            Answer::new(503, "")
                .header("retry-after", "Wed, 21 Oct 2015 07:28:30 GMT")
                .header("date", "Wed, 21 Oct 2015 07:28:00 GMT")
        },
        || {
            Answer::new(429, "")
                .header("retry-after", "Wednesday, 21-Oct-15 07:28:09 GMT")
                .header("date", "Wed Oct 21 07:28:00 2015")
        },
        || Answer::new(201, r#"{"id":"1"}"#),
    ])
    .await;
    let clock = TestClock::new();
    let audits = client(&server, &clock).device_management().remote_action_audits();
    let made = audits.create(&RemoteActionAudit::default()).await.unwrap();
    assert_eq!(made.id.as_deref(), Some("1"));
    assert_eq!(clock.waits(), seconds(&[7, 30, 9]));

    let arrived = server.arrived();
    assert_eq!(arrived.len(), 4);
    let shape = |it: &Arrived| {
        let headers = ["client-request-id", "content-type", "authorization"].map(|name| it.header(name));
        (it.method.clone(), it.target.clone(), it.body.clone(), headers)
    };
    assert!(arrived.iter().all(|it| shape(it) == shape(&arrived[0])));
    let id = arrived[0].header("client-request-id").unwrap();
    assert!(id.parse::<rt::Guid>().is_ok() && id.len() == 36, "{id}");
    assert_eq!(
        arrived[0].header("content-type").as_deref(),
        Some("application/json")
    );

    // Another call has another id, unless the caller gives it one.
    audits.create(&RemoteActionAudit::default()).await.unwrap();
    audits
        .create(&RemoteActionAudit::default())
        .header("client-request-id", "mine")
        .await
        .unwrap();
    let arrived = server.arrived();
    assert_ne!(arrived[4].header("client-request-id"), Some(id));
    assert_eq!(arrived[5].header("client-request-id").as_deref(), Some("mine"));
}

#[tokio::test]
async fn after_three_times_the_error_is_told() {
    let server = answering(vec![throttled]).await;
    let clock = TestClock::new();
    let error = client(&server, &clock).users().id("1").get().await.unwrap_err();
    assert_eq!(clock.waits(), seconds(&[7, 7, 7]));
    assert_eq!(server.arrived().len(), 4);
    assert!(error.is_throttled());
    assert_eq!(
        error.to_string(),
        "GET /users/{id | userPrincipalName}: 429 Too Many Requests, TooManyRequests: Slow down.; the service asks to come back after 7 s"
    );
}

#[tokio::test]
async fn a_long_wait_is_left_to_the_caller() {
    for (value, wait, said) in [
        ("3600", 3_600, "after 3600 s"),
        ("99999999999999999999", 86_400, "after 86400 s"),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86_400, "after 86400 s"),
    ] {
        let server = Server::start(move |_| Answer::new(429, "").header("retry-after", value)).await;
        let clock = TestClock::new();
        let error = client(&server, &clock).users().id("1").get().await.unwrap_err();
        assert_eq!((server.arrived().len(), clock.waits().len()), (1, 0));
        assert_eq!(
            error.as_service().unwrap().retry_after,
            Some(Duration::from_secs(wait))
        );
        assert!(error.to_string().ends_with(said), "{error}");
    }
}

#[tokio::test]
async fn what_may_have_been_done_is_done_twice_only_if_that_does_no_harm() {
    let server = answering(vec![lost]).await;
    let clock = TestClock::new();
    let audits = client(&server, &clock).device_management().remote_action_audits();
    let audit = audits.id("1");
    let again = |before: usize| server.arrived().len() - before;

    assert!(audits.create(&RemoteActionAudit::default()).await.is_err());
    assert_eq!(again(0), 1);
    assert!(audit.update(&patch()).await.is_err());
    assert_eq!(again(1), 1);
    assert!(audit.update(&patch()).repeatable().await.is_err());
    assert_eq!(again(2), 4);
    assert!(audit.get().await.is_err());
    assert_eq!(again(6), 4);
    assert!(audit.delete().await.is_err());
    assert_eq!(again(10), 4);
    // Waits of our own begin at a second and double, less up to a half.
    for (wait, most) in clock.waits().into_iter().zip([1, 2, 4].into_iter().cycle()) {
        assert!(
            wait >= Duration::from_millis(500 * most) && wait <= Duration::from_secs(most),
            "{wait:?}"
        );
    }
}

#[tokio::test]
async fn each_cause_can_be_switched_off_for_a_client_and_for_a_call() {
    let server = answering(vec![throttled, unavailable, ok]).await;
    let clock = TestClock::new();
    let policy = RetryPolicy::new().without(RetryCause::Throttled);
    let client = Client::from_runtime(builder(&server.url, &clock).retry(policy).build().unwrap());
    let user = client.users().id("1");
    assert!(user.get().await.unwrap_err().is_throttled());
    assert!(user.get().await.is_ok());
    assert_eq!(clock.waits(), seconds(&[2]));

    let server = answering(vec![throttled, throttled, throttled, ok]).await;
    let client = Client::from_runtime(
        builder(&server.url, &clock)
            .retry(RetryPolicy::none())
            .build()
            .unwrap(),
    );
    let user = client.users().id("1");
    assert!(user.get().await.unwrap_err().is_throttled());
    assert!(
        user.get()
            .retry(RetryPolicy::new().retries(1))
            .await
            .unwrap_err()
            .is_throttled()
    );
    assert_eq!(server.arrived().len(), 3);
    assert!(user.get().retry(RetryPolicy::new()).await.is_ok());
}

#[tokio::test]
async fn what_was_not_sent_is_made_again_and_what_was_cut_off_where_that_is_asked_for() {
    // Nobody listens at this port any more.
    let closed = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let clock = TestClock::new();
    let nobody = Client::from_runtime(builder(&format!("http://{closed}"), &clock).build().unwrap());
    let audits = nobody.device_management().remote_action_audits();
    let error = audits.create(&RemoteActionAudit::default()).await.unwrap_err();
    assert_eq!((error.delivery(), clock.waits().len()), (Delivery::NotSent, 3));

    let server = answering(vec![cut, cut, ok]).await;
    let user = client(&server, &clock).users().id("1");
    assert!(matches!(user.get().await.unwrap_err(), Error::Transport(_)));
    assert_eq!(server.arrived().len(), 1);
    let policy = RetryPolicy::new().with(RetryCause::Interrupted);
    assert!(user.get().retry(policy).await.is_ok());
}

#[tokio::test]
async fn a_page_that_is_not_to_be_had_at_once_is_part_of_the_stream_all_the_same() {
    let server = answering(vec![
        || Answer::json(r#"{"value":[{"id":"1"}],"@odata.nextLink":"?page=2"}"#),
        unavailable,
        lost,
        || Answer::json(r#"{"value":[{"id":"2"}]}"#),
    ])
    .await;
    let users = client(&server, &TestClock::new()).users().delta().stream();
    assert_eq!(users.try_collect().await.unwrap().len(), 2);
    assert_eq!(server.arrived().len(), 4);
}

/// Never gives a token.
struct Never;

impl rt::Credential for Never {
    fn token<'a>(&'a self, _: &'a rt::TokenRequest) -> BoxFuture<'a, Result<rt::Token, BoxError>> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn a_call_ends_in_time() {
    let server = Server::start(|_| Answer::unfinished("")).await;
    let builder = || rt::Client::builder().base_url(&server.url);
    let limit = Duration::from_millis(200);
    let said = |error: &Error| match error {
        Error::Transport(error) => (error.kind(), error.delivery(), error.to_string()),
        _ => panic!("{error}"),
    };

    let client = Client::from_runtime(builder().credential("t").build().unwrap());
    let error = client.users().id("1").get().timeout(limit).await.unwrap_err();
    let expected = "GET /users/{id | userPrincipalName}: no answer in time".to_owned();
    assert_eq!(
        said(&error),
        (TransportErrorKind::Timeout, Delivery::Unknown, expected)
    );

    let client = Client::from_runtime(builder().credential(Never).timeout(limit).build().unwrap());
    let error = client.users().id("1").get().await.unwrap_err();
    let (kind, delivery, _) = said(&error);
    assert_eq!((kind, delivery), (TransportErrorKind::Timeout, Delivery::NotSent));
}

/// Waits that are as long as they are, and a limit that is never reached.
#[derive(Clone)]
struct Unhurried(TestClock);

impl Clock for Unhurried {
    fn now(&self) -> SystemTime {
        self.0.now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        if duration == Duration::from_secs(20) {
            return Box::pin(std::future::pending());
        }
        self.0.sleep(duration)
    }
}

#[tokio::test]
async fn no_wait_goes_beyond_the_time_of_a_call() {
    let server = answering(vec![throttled]).await;
    let clock = TestClock::new();
    let client = builder(&server.url, &clock)
        .clock(Unhurried(clock.clone()))
        .timeout(Duration::from_secs(20))
        .build();
    let error = Client::from_runtime(client.unwrap())
        .users()
        .id("1")
        .get()
        .await
        .unwrap_err();
    // The third wait would end after 21 seconds, and the answer is told that is there.
    assert!(error.is_throttled());
    assert_eq!(clock.waits(), seconds(&[7, 7]));
}

#[cfg(feature = "tracing")]
mod traced {
    use tracing::{
        Event, Metadata, Subscriber,
        field::{Field, Visit},
        instrument::WithSubscriber,
        span::{Attributes, Id, Record},
    };

    use std::{fmt::Write as _, future::IntoFuture};

    use super::*;

    /// Writes down what events say.
    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<String>>>);

    impl Subscriber for Log {
        fn enabled(&self, _: &Metadata<'_>) -> bool {
            true
        }

        fn new_span(&self, _: &Attributes<'_>) -> Id {
            Id::from_u64(1)
        }

        fn record(&self, _: &Id, _: &Record<'_>) {}

        fn record_follows_from(&self, _: &Id, _: &Id) {}

        fn event(&self, event: &Event<'_>) {
            if event.metadata().target().starts_with("graphdown") {
                let mut line = Line(String::new());
                event.record(&mut line);
                self.0.lock().unwrap().push(line.0);
            }
        }

        fn enter(&self, _: &Id) {}

        fn exit(&self, _: &Id) {}
    }

    struct Line(String);

    impl Visit for Line {
        fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
            write!(self.0, "{}={value:?} ", field.name()).unwrap();
        }
    }

    #[tokio::test]
    async fn each_time_is_an_event() {
        let server = answering(vec![throttled, unavailable, ok]).await;
        let log = Log::default();
        let call = client(&server, &TestClock::new()).users().id("1").get();
        call.into_future().with_subscriber(log.clone()).await.unwrap();
        assert_eq!(
            *log.0.lock().unwrap(),
            [
                "message=the call is made again cause=\"throttled\" retry=1 wait_ms=7000 ",
                "message=the call is made again cause=\"unavailable\" retry=2 wait_ms=2000 ",
            ]
        );
    }
}
