//! Ten thousand calls by 64 tasks while one in twenty meets a fault: no answer is lost, nothing is made twice, and memory does not grow.

use std::collections::BTreeMap;
use std::fs;
use std::future::ready;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use graphdown_audit::Client;
use graphdown_audit::types::{RemoteAction, RemoteActionAudit};
use graphdown_codegen::schema::yaml;
use graphdown_emulator::{Emulator, Fault, Faults, token};
use graphdown_runtime::{BoxFuture, Clock, Delivery, Error, Patch, RetryCause, RetryPolicy};

const TASKS: usize = 64;

/// Of each task: a thing is made, found, read, changed and removed.
const ROUNDS: usize = 32;

const CALLS: usize = TASKS * ROUNDS * 5;

/// One in so many calls meets a fault.
const ONE_IN: usize = 20;

/// A second is over in a millisecond.
struct Fast;

impl Clock for Fast {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        if duration.is_zero() {
            return Box::pin(ready(()));
        }
        Box::pin(tokio::time::sleep(duration / 1_000))
    }
}

/// What goes wrong, and with how many calls so far.
#[derive(Clone, Default)]
struct Trouble {
    faults: Faults,
    calls: Arc<AtomicUsize>,
}

impl Trouble {
    /// Before each call: with one in twenty something goes wrong, each kind in its turn.
    fn next(&self) {
        let call = self.calls.fetch_add(1, Ordering::Relaxed);
        if !call.is_multiple_of(ONE_IN) {
            return;
        }
        self.faults.add(match call / ONE_IN % 5 {
            0 => Fault::throttled(1),
            1 => Fault::unavailable(2),
            2 => Fault::status(504),
            3 => Fault::cut(3),
            _ => Fault::slow(Duration::from_millis(5)),
        });
    }
}

/// How the calls that change something ended, by name.
#[derive(Default)]
struct Ends {
    /// Made, as far as the caller knows.
    made: Vec<String>,
    /// Failed with an error that says that it is not known whether the service did what was asked, or that it did.
    told: Vec<String>,
}

/// Kibibytes of this process that are in memory, where the system says so.
fn resident() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Whether the error leaves it open, or says, that the service has done what was asked.
fn may_be_done(error: &Error) -> bool {
    let is_lost = error
        .status()
        .is_some_and(|it| it.is_success() || it.as_u16() == 504);
    is_lost && error.delivery() == Delivery::Answered
}

async fn round(graph: &Client, trouble: &Trouble, name: &str, ends: &Mutex<Ends>) -> Result<(), Error> {
    let audits = graph.device_management().remote_action_audits();
    let own = || RemoteActionAudit::DEVICE_DISPLAY_NAME.eq(name);
    trouble.next();
    let audit = RemoteActionAudit {
        action: Some(RemoteAction::FactoryReset),
        device_display_name: Some(name.to_owned()),
        ..Default::default()
    };
    match audits.create(&audit).await {
        Ok(_) => ends.lock().expect("no panic").made.push(name.to_owned()),
        Err(error) if may_be_done(&error) => ends.lock().expect("no panic").told.push(name.to_owned()),
        Err(error) => return Err(error),
    }
    trouble.next();
    let found = audits.list().filter(own()).stream().try_collect().await?;
    let is_known = ends.lock().expect("no panic").made.iter().any(|it| it == name);
    assert!(found.len() <= 1, "{name} was made {} times", found.len());
    assert!(!is_known || found.len() == 1, "{name} is lost");
    let Some(id) = found.into_iter().next().and_then(|it| it.id) else {
        return Ok(());
    };
    let audit = audits.id(id);
    trouble.next();
    assert_eq!(audit.get().await?.device_display_name.as_deref(), Some(name));
    trouble.next();
    let patch = Patch::new().set(
        RemoteActionAudit::DEVICE_OWNER_USER_PRINCIPAL_NAME,
        "ann@example.com",
    );
    audit.update(&patch).repeatable().await?;
    trouble.next();
    // A removal whose answer was lost finds nothing the second time.
    match audit.delete().await {
        Err(error) if !error.is_not_found() => Err(error),
        _ => Ok(()),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nothing_is_lost_or_made_twice() -> Result<(), Box<dyn std::error::Error>> {
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/audit/schema.yaml");
    let schema = yaml::from_yaml(&fs::read_to_string(schema)?, "schema.yaml")?;
    let trouble = Trouble::default();
    let emulator = Emulator::new(schema)
        .faults(&trouble.faults)
        .serve(([127, 0, 0, 1], 0))
        .await?;
    let retry = RetryPolicy::new().retries(8).with(RetryCause::Interrupted);
    let graph = Client::builder()
        .base_url(emulator.base_url())
        .credential(token::delegated(&[
            "DeviceManagementManagedDevices.ReadWrite.All",
        ]))
        .retry(retry)
        .clock(Fast)
        .build()?;

    let ends = Arc::new(Mutex::new(Ends::default()));
    let memory = Arc::new(Mutex::new(BTreeMap::new()));
    let tasks: Vec<_> = (0..TASKS)
        .map(|task| {
            let (graph, trouble) = (graph.clone(), trouble.clone());
            let (ends, memory) = (Arc::clone(&ends), Arc::clone(&memory));
            tokio::spawn(async move {
                for number in 0..ROUNDS {
                    let name = format!("kiosk {task}-{number}");
                    let ended = round(&graph, &trouble, &name, &ends).await;
                    ended.unwrap_or_else(|error| panic!("{name}: {error}"));
                    let calls = trouble.calls.load(Ordering::Relaxed);
                    if let Some(resident) = resident() {
                        memory.lock().expect("no panic").insert(calls, resident);
                    }
                }
            })
        })
        .collect();
    for task in tasks {
        task.await?;
    }

    let ends = std::mem::take(&mut *ends.lock().expect("no panic"));
    assert_eq!(
        ends.made.len() + ends.told.len(),
        TASKS * ROUNDS,
        "each call has an end"
    );
    // Faults that break a create off are a part of one in a hundred.
    assert!(ends.told.len() < TASKS * ROUNDS / 20, "{:?}", ends.told);
    let calls = trouble.calls.load(Ordering::Relaxed);
    assert!(calls > CALLS * 9 / 10, "{calls} calls");
    let left = graph
        .device_management()
        .remote_action_audits()
        .list()
        .stream()
        .try_collect()
        .await?;
    let left: Vec<_> = left.into_iter().filter_map(|it| it.device_display_name).collect();
    assert!(left.iter().all(|name| ends.told.contains(name)), "{left:?}");

    let memory = std::mem::take(&mut *memory.lock().expect("no panic"));
    let at = |calls: usize| memory.range(calls..).next().map(|(_, resident)| *resident);
    match (at(CALLS / 4), memory.values().next_back()) {
        (Some(early), Some(late)) => {
            let grown = late.saturating_sub(early);
            println!("{calls} calls, {early} KiB after a quarter of them, {late} KiB at the end");
            assert!(grown < 16 * 1024, "grown from {early} to {late} KiB");
        }
        _ => eprintln!("SKIPPED: this system does not say how much memory a process has"),
    }
    emulator.shutdown().await?;
    Ok(())
}
