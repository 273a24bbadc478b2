//! Makes the model files from the data sets, and measures them. Only with the feature `train`.

pub mod coreference;
