//! Pages to schema: golden cases of the dialect, the founding pages, and every page of the original corpora.

mod accounted;
mod cases;
mod founding;
mod read;
