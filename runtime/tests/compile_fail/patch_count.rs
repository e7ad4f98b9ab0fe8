#[path = "../sample/mod.rs"]
#[allow(dead_code, unused_imports)]
mod sample;

use graphdown_runtime::Patch;
use sample::types::User;

fn main() {
    let _ = Patch::<User>::new().set(User::DIRECT_REPORTS.count(), 5);
}
