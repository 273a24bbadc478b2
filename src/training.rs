//! Makes the model files from the data sets, and measures them. Only with the feature `train`.
//!
//! Each model has a module with `train` (data folder in, model bytes and scores out); features are computed by the
//! same functions that the rooms run.

pub mod agreement;
pub mod attribution;
pub mod claims;
pub mod coreference;
pub mod corpus;
pub mod encoder;
pub mod figures;
pub(crate) mod forest;
pub mod lemmas;
pub mod linear;
pub mod names;
pub mod parse;
pub mod tags;
pub mod thesaurus;
pub mod vectors;
