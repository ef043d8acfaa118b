//! What lines of code came to. The same line in the same state of a grammar gives the same markup and the same next
//! state, and much code is the same: closing braces, imports, commands.
//!
//! The states of a grammar hold matches of its regular expressions, which may not leave their thread, so each thread
//! has lines of its own. There is nothing to invalidate, as the grammars are a part of the program. It refuses to know
//! how a line is highlighted.

use std::collections::HashMap;

use syntect::parsing::ParseState;

use super::highlighter::Scopes;
use crate::base::hash::FastHash;

/// So many bytes of lines and markup are remembered, about; then all are forgotten.
const MOST_BYTES: usize = 2 << 20;
/// So many states are remembered; a new one is compared with each of its grammar.
const MOST_STATES: usize = 256;
/// Longer lines do not come again.
const LONGEST: usize = 400;

/// Lines and what they came to.
#[derive(Default)]
pub(crate) struct Lines {
    states: Vec<LineState>,
    bytes: usize,
}

/// Between two lines: where the grammar is, and which scopes are open.
#[derive(Clone, PartialEq)]
pub(crate) struct Between {
    pub(crate) grammar: usize,
    pub(crate) parse: ParseState,
    pub(crate) scopes: Scopes,
}

struct LineState {
    between: Between,
    /// By the line that follows: its markup, and the state after it.
    known: HashMap<Box<str>, (Box<str>, usize), FastHash>,
}

impl Lines {
    /// Appends the markup of `code` to `html`, where each line that is not known is highlighted by `line`: it appends
    /// the line's markup, and moves the state behind it.
    pub(crate) fn markup(
        &mut self,
        html: &mut String,
        start: Between,
        code: &str,
        line: impl Fn(&mut String, &mut Between, &str),
    ) {
        if self.bytes > MOST_BYTES || self.states.len() > MOST_STATES {
            *self = Self::default();
        }
        let mut at = self.number(start);
        for text in code.split_inclusive('\n') {
            if let Some((markup, next)) = self.states[at].known.get(text) {
                html.push_str(markup);
                at = *next;
                continue;
            }
            let mut between = self.states[at].between.clone();
            let start = html.len();
            line(html, &mut between, text);
            let markup = &html[start..];
            let next = self.number(between);
            if text.len() <= LONGEST {
                self.bytes += text.len() + markup.len() + size_of::<(Box<str>, Box<str>, usize)>();
                self.states[at].known.insert(text.into(), (markup.into(), next));
            }
            at = next;
        }
    }

    /// The number of a state.
    fn number(&mut self, between: Between) -> usize {
        // The states that come most often come first, and there are few.
        self.states.iter().position(|state| state.between == between).unwrap_or_else(|| {
            self.states.push(LineState { between, known: HashMap::default() });
            self.states.len() - 1
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::highlight::Highlighter;

    const LINES: &[&str] = &[
        "/* begins",
        "ends */ let a = 1;",
        "`a ${b",
        "} c`;",
        "}",
        "",
        "x = '''",
        "cat <<EOF",
        "EOF",
        "<script>",
        "</script>",
        "# a",
        "\"",
    ];

    proptest! {
        #![proptest_config(crate::test_scale::tries(12))]

        #[test]
        fn code_looks_the_same_whatever_was_highlighted_before(
            listings in prop::collection::vec((0..4_usize, prop::collection::vec(0..LINES.len(), 1..12)), 1..6),
        ) {
            let highlighter = Highlighter::new();
            for (language, lines) in listings {
                let language = ["js", "python", "sh", "html"][language];
                let code = lines.iter().map(|line| LINES[*line]).collect::<Vec<_>>().join("\n");
                // A thread of its own has nothing to remember.
                let alone = std::thread::scope(|scope| scope.spawn(|| highlighter.highlight(language, &code)).join());
                let alone = alone.expect("highlighting ends");
                prop_assert_eq!(highlighter.highlight(language, &code), alone, "{}:\n{}", language, code);
            }
        }
    }
}
