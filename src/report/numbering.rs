//! The numbers of a document's parts, of which some stand in one report and not in the next: templates can't count, so they are counted here.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use minijinja::value::{Object, from_args};
use minijinja::{Environment, Error, ErrorKind, State, Value};

/// Adds `numbering(first)`: each `next()` of it is one more, from 1 where `first` is not given.
pub(super) fn add_function(environment: &mut Environment<'static>) {
    environment.add_function("numbering", |first: Option<usize>| {
        Value::from_object(Numbering { next: AtomicUsize::new(first.unwrap_or(1)) })
    });
}

#[derive(Debug)]
struct Numbering {
    next: AtomicUsize,
}

impl Object for Numbering {
    fn call_method(
        self: &Arc<Self>,
        _state: &mut State<'_, '_>,
        method: &str,
        arguments: &[Value],
    ) -> Result<Value, Error> {
        match method {
            "next" => {
                let () = from_args(arguments)?;
                Ok(Value::from(self.next.fetch_add(1, Ordering::Relaxed)))
            }
            _unknown => Err(Error::from(ErrorKind::UnknownMethod)),
        }
    }
}
