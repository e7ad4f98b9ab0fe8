//! Pages to schema: golden cases of the dialect, the founding pages, every page of the original corpora, and the
//! corrections that are shipped for them.

mod accounted;
mod cases;
mod founding;
mod read;
mod shipped;
mod versions;
