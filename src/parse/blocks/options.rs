//! The options of blocks that hold Markdown: lines of `:key: value` before their text.

use std::ops::Range;

use super::BlockFence;
use crate::base::suggest;
use crate::base::{Code, Diagnostic, Place, SourcePath};
use crate::parse::markdown::Fragment;
use crate::parse::yaml::Spanned;

/// The options of a block. What is not asked for is an unknown option.
pub(crate) struct BlockOptions<'f> {
    file: &'f SourcePath,
    content: &'f Fragment,
    entries: Vec<OptionLine<'f>>,
    /// The options that were asked for.
    known: Vec<&'static str>,
    /// Where the body begins in the fence's text.
    body_at: usize,
}

struct OptionLine<'f> {
    key: &'f str,
    key_span: Range<usize>,
    value: &'f str,
    value_span: Range<usize>,
}

impl<'f> BlockOptions<'f> {
    /// Reads the `:key: value` lines at the beginning of a block's text.
    pub(super) fn read(file: &'f SourcePath, fence: &BlockFence<'f>) -> Self {
        let mut entries = Vec::new();
        let mut at = 0;
        for line in fence.content.text.split_inclusive('\n') {
            let Some((key, value)) = line.trim_end().strip_prefix(':').and_then(|l| l.split_once(':')) else { break };
            if key.is_empty() || !key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-') {
                break;
            }
            let trimmed = value.trim();
            let start = at + 2 + key.len() + (value.len() - value.trim_start().len());
            entries.push(OptionLine {
                key,
                key_span: at + 1..at + 1 + key.len(),
                value: trimmed,
                value_span: start..start + trimmed.len(),
            });
            at += line.len();
        }
        Self { file, content: fence.content, entries, known: Vec::new(), body_at: at }
    }

    /// Takes an option, with its bytes in the block's text.
    fn take(&mut self, key: &'static str) -> Option<(&'f str, Range<usize>)> {
        self.known.push(key);
        let index = self.entries.iter().position(|e| e.key == key)?;
        let entry = self.entries.remove(index);
        Some((entry.value, entry.value_span))
    }

    /// Takes an option that is plain text.
    pub(super) fn text(&mut self, key: &'static str) -> Option<String> {
        self.take(key).map(|(value, _)| value.to_owned())
    }

    /// Takes an option with its bytes in the file.
    pub(super) fn spanned(&mut self, key: &'static str) -> Option<Spanned<String>> {
        self.take(key).map(|(value, span)| Spanned { value: value.to_owned(), span: self.content.span(span) })
    }

    /// Takes an option that is one of `values`, the first by default. `Err` is a diagnostic that names them.
    pub(super) fn one_of(
        &mut self,
        key: &'static str,
        values: &'static [&'static str],
    ) -> Result<&'static str, Diagnostic> {
        let Some((value, span)) = self.take(key) else { return Ok(values[0]) };
        values.iter().copied().find(|known| *known == value).ok_or_else(|| {
            let error = Diagnostic::error(Code::WrongType, format!("`{value}` is not a value of this option"))
                .at(self.place(span));
            match suggest::advice(value, values.iter().copied()) {
                Some(advice) => error.help(advice),
                None => error,
            }
        })
    }

    fn place(&self, span: Range<usize>) -> Place {
        self.content.place(self.file, span)
    }

    /// What is wrong with the options that nothing asked for, and the body.
    pub(super) fn finish(self) -> (Vec<Diagnostic>, Fragment) {
        let fault = |entry: &OptionLine| {
            let twice = self.known.contains(&entry.key);
            let (code, message) = if twice {
                (Code::DuplicateKey, format!("the option `{}` stands twice", entry.key))
            } else {
                (Code::UnknownKey, format!("this block has no option `{}`", entry.key))
            };
            let error = Diagnostic::error(code, message).at(self.place(entry.key_span.clone()));
            match suggest::advice(entry.key, self.known.iter().copied()).filter(|_| !twice) {
                Some(advice) => error.help(advice),
                None => error.help("take this line out"),
            }
        };
        (self.entries.iter().map(fault).collect(), self.content.from(self.body_at))
    }
}
