//! **Stage 3: extract.** A [`Page`](crate::markdown::Page) becomes the facts that it states. The dialect lives here.

pub mod readers;
