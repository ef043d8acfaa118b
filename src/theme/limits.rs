//! Bounds what a template may do for one page. Tera has no such bound: two nested loops over 100,000 items run for
//! minutes, a component that draws itself three times for ever, and a text that is put behind itself sixty times fills
//! any memory.
//!
//! Whatever repeats is made to count: before a template is compiled, each container that is iterated over and each
//! value that is set goes through a filter that charges for its size, and each component, block and include begins
//! with a charge. The count depends on template and view alone, so the same page always ends the same way. It refuses
//! to know what a template draws; Tera says whether it is one at all.

mod count;

use std::cell::Cell;
use std::io::{self, Write};

pub(crate) use self::count::Counted;
use tera::value::Map;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

/// Steps for one page: enough for a table of a million cells.
pub(crate) const MOST_STEPS: u64 = 4_000_000;
/// The longest page, in bytes.
pub(crate) const LONGEST_OUTPUT: usize = 64 << 20;

/// What a component costs, which takes longer than a turn of a loop.
const CALL: u64 = 4;
/// So many bytes of a text that is kept count as one step.
const BYTES_A_STEP: u64 = 16;

thread_local! {
    /// What is left for the page that this thread draws; one thread draws a page from beginning to end.
    static LEFT: Cell<u64> = const { Cell::new(MOST_STEPS) };
}

/// Begins a page.
pub(crate) fn begin() {
    LEFT.set(MOST_STEPS);
}

/// Makes known what counted templates call.
pub(crate) fn register(tera: &mut Tera) {
    tera.register_filter("versus_each", each);
    tera.register_filter("versus_held", held);
    tera.register_function("versus_step", |_: Kwargs, _: &State| charge(CALL).map(|()| String::new()));
}

fn each(container: &Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    charge(size(container))?;
    Ok(container.clone())
}

fn held(value: &Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    let size = if value.as_str().is_some() { size(value) / BYTES_A_STEP } else { size(value) };
    charge(size)?;
    Ok(value.clone())
}

/// Items of a container, bytes of a text.
fn size(value: &Value) -> u64 {
    let length = value.as_str().map(str::len);
    let length = length.or_else(|| value.as_array().map(<[Value]>::len)).or_else(|| value.as_map().map(Map::len));
    length.unwrap_or(0) as u64
}

/// Takes `steps` and one more off what is left.
fn charge(steps: u64) -> TeraResult<()> {
    match LEFT.get().checked_sub(steps.saturating_add(1)) {
        Some(left) => {
            LEFT.set(left);
            Ok(())
        }
        None => Err(Error::message(format!(
            "this page takes more than {MOST_STEPS} steps to draw: look for loops in loops, for components that draw \
             themselves, and for texts that double"
        ))),
    }
}

/// Takes a page in, up to [`LONGEST_OUTPUT`].
#[derive(Default)]
pub(crate) struct PageBuffer(Vec<u8>);

impl PageBuffer {
    /// The page as text.
    pub(crate) fn into_string(self) -> String {
        String::from_utf8(self.0).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned())
    }

    /// Whether nothing more fits, so that what ended the drawing is that.
    pub(crate) fn is_full(&self) -> bool {
        self.0.len() >= LONGEST_OUTPUT
    }
}

impl Write for PageBuffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(LONGEST_OUTPUT - self.0.len());
        self.0.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
