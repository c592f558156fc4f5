//! The one integration binary: it links once, and everything that needs the whole line from files to printed text is a module of it.

mod documents;
mod published_class;
mod reports;
mod reproducible;
mod told;
mod yushu;
