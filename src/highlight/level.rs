//! The contexts that are open.
//!
//! It refuses to know rules.

use std::rc::Rc;

use super::grammar::ContextId;

/// A context that is open.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ContextLevel {
    pub(super) context: ContextId,
    /// Contexts whose rules come before those of this level and of all above it.
    pub(super) prototypes: Vec<ContextId>,
    /// What the rule captured that led here, group by group, if patterns here refer to it.
    pub(super) captured: Option<Rc<[Option<String>]>>,
}

impl ContextLevel {
    pub(super) fn new(context: ContextId) -> Self {
        Self { context, prototypes: Vec::new(), captured: None }
    }
}

/// Writes what was captured into a pattern that refers to it, as syntect does: for each digit behind a backslash.
pub(super) fn substituted(pattern: &str, captured: &[Option<String>]) -> String {
    let mut text = String::with_capacity(pattern.len());
    let mut escaped = false;
    for c in pattern.chars() {
        match c.to_digit(10) {
            Some(group) if escaped => {
                let group = captured.get(group as usize).and_then(Option::as_ref);
                text.push_str(&group.map(|group| regex_syntax::escape(group)).unwrap_or_default());
            }
            _ if escaped => text.extend(['\\', c]),
            _ if c != '\\' => text.push(c),
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    if escaped {
        text.push('\\');
    }
    text
}
