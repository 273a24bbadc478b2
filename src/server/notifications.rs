//! What clients tell. One file a notification, named as its method. None waits: they take effect in the order of
//! arrival.

pub(crate) mod did_change;
pub(crate) mod did_change_configuration;
pub(crate) mod did_change_watched_files;
pub(crate) mod did_change_workspace_folders;
pub(crate) mod did_move_files;
pub(crate) mod did_open;
pub(crate) mod initialized;
