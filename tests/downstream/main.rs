//! Crates outside of this workspace, built with cargo: what a developer has, what a registry has, and what a stranger's pages
//! make of a client.

mod documented_calls;
mod hostile;
mod life;
mod packages;
