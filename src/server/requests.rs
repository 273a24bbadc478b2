//! What clients ask. One file a request, named as its method; each is a function of a snapshot.

pub(crate) mod document_symbol;
pub(crate) mod hover;
pub(crate) mod initialize;
