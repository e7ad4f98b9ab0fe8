#[path = "../sample/mod.rs"]
#[allow(dead_code, unused_imports)]
mod sample;

use sample::types::User;
fn main() {
    let graph = sample::Client::new("token");
    let _ = graph.device_management().remote_action_audits().id("1").update(&graphdown_runtime::Patch::new().null(User::DISPLAY_NAME));
    drop(graph);
}
