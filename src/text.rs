//! Characters. Comes in: the bytes of a file, or a buffer and its edits. Goes out: a [`Document`], which is the
//! original text with its blocks (headline, byline, paragraph ...), a mask that hides markup without moving an
//! offset, and a verdict whether this is an article at all; and [`position`], the only place where byte offsets
//! become lines and columns. No language, no LSP types.

pub mod block;
pub mod buffer;
pub mod cancel;
pub mod cover;
pub mod document;
pub mod position;
pub mod span;

mod byline;
mod dateline;
mod front_matter;
mod layout;
mod lines;
mod markdown;
mod nature;
mod overlong;
mod patterns;
mod plain;

pub use block::{Block, BlockKind};
pub use buffer::{Buffer, Change};
pub use cancel::{Cancel, Cancelled};
pub use cover::Cover;
pub use document::{Document, Format, FrontMatter, Nature};
pub use position::{Encoding, LineIndex, Position, PositionRange};
pub use span::Span;
