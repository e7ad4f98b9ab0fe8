#[path = "../sample/mod.rs"]
#[allow(dead_code, unused_imports)]
mod sample;

use sample::types::RemoteActionAudit;
fn main() {
    let graph = sample::Client::new("token");
    let _ = graphdown_runtime::Patch::new().set(RemoteActionAudit::REQUEST_DATE_TIME, 5);
    drop(graph);
}
