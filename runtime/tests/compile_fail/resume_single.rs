#[path = "../sample/mod.rs"]
#[allow(dead_code, unused_imports)]
mod sample;


fn main() {
    let graph = sample::Client::new("token");
    let _ = graph.users().id("1").get().resume("https://graph.microsoft.com/beta/users");
    drop(graph);
}
