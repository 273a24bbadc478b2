//! The fact-check ledger: which claims have been verified, disputed or let stand, by whom, from what source.
