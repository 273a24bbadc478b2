//! What is made of a paragraph or an article by itself alone, made once and kept with it.
//!
//! A rule that looks at every paragraph pays for it with every keystroke, unless what it makes of a paragraph is kept
//! as the paragraph's reading is. What is kept must follow from its owner and nothing else.

use std::any::Any;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// One value of each type, made when it is first asked for.
#[derive(Default)]
pub struct Derived {
    made: Mutex<Vec<Arc<dyn Any + Send + Sync>>>,
}

impl Derived {
    /// The value of type `T`: the one made before, or what `make` gives. Two threads may both make it; the value is the
    /// same either way.
    pub fn get<T: Any + Send + Sync>(&self, make: impl FnOnce() -> T) -> Arc<T> {
        let find = |made: &[Arc<dyn Any + Send + Sync>]| {
            made.iter().find_map(|value| value.clone().downcast::<T>().ok())
        };
        if let Some(value) = find(&self.made.lock().unwrap_or_else(PoisonError::into_inner)) {
            return value;
        }
        // Not under the lock: making one value may ask for another.
        let value = Arc::new(make());
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = find(&made) {
            return value;
        }
        made.push(value.clone());
        made.shrink_to_fit();
        value
    }
}

/// A copy may be changed, so it starts with nothing.
impl Clone for Derived {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl fmt::Debug for Derived {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Derived")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_type_is_made_once() {
        let derived = Derived::default();
        let first = derived.get(|| String::from("first"));
        assert!(Arc::ptr_eq(&first, &derived.get(|| String::from("second"))));
        assert_eq!(*derived.get(|| derived.get(|| String::from("third")).len()), 5);
        assert_eq!(*derived.clone().get(|| String::from("fourth")), "fourth");
    }
}
