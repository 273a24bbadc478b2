//! What is made of a paragraph or an article by itself alone, made once and kept with it.
//!
//! A rule that looks at every paragraph pays for it with every keystroke, unless what it makes of a paragraph is kept
//! as the paragraph's reading is. What is kept must follow from its owner and nothing else, or else be kept together with
//! all else that it follows from.

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
            made.iter().find(|value| value.is::<T>())?.clone().downcast::<T>().ok()
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

/// What was made last, and what it followed from.
struct Last<K, T>(Mutex<Option<(K, Arc<T>)>>);

impl Derived {
    /// A value of type `T` that follows from the owner and from `key`: the one made last, if it was made for an equal key,
    /// or what `make` gives, which is kept in its stead.
    pub fn recall<K, T>(&self, key: K, make: impl FnOnce(&K) -> T) -> Arc<T>
    where
        K: Any + Send + Sync + PartialEq,
        T: Any + Send + Sync,
    {
        let last = self.get(|| Last::<K, T>(Mutex::new(None)));
        let known = |last: &Option<(K, Arc<T>)>| {
            last.as_ref().filter(|(of, _)| *of == key).map(|(_, value)| value.clone())
        };
        if let Some(value) = known(&last.0.lock().unwrap_or_else(PoisonError::into_inner)) {
            return value;
        }
        let value = Arc::new(make(&key));
        *last.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((key, value.clone()));
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

    #[test]
    fn what_follows_from_a_key_is_made_again_for_another() {
        let derived = Derived::default();
        let made = |key: u8, text: &str| derived.recall(key, |_| String::from(text));
        assert_eq!(*made(1, "first"), "first");
        assert_eq!(*made(1, "second"), "first");
        assert_eq!(*made(2, "third"), "third");
        assert_eq!(*made(1, "fourth"), "fourth");
        assert_eq!(*derived.get(|| String::from("fifth")), "fifth");
    }
}
