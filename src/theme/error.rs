//! Template errors as diagnostics that point into the theme.
//!
//! It refuses to know which page was being drawn.

use std::error::Error as _;
use std::ops::Range;

use tera::{Error, ErrorKind};

use super::compile::BUILT_IN;
use super::files::TemplateSources;
use super::limits::{Counted, LONGEST_OUTPUT};
use crate::base::position::offset_of;
use crate::base::{Code, Diagnostic, Place, suggest};

const MANUAL: &str = "https://keats.github.io/tera/";

/// What a template error says, at its place in the theme's file.
pub(crate) fn diagnostic(error: &Error, sources: &TemplateSources) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let diagnostic = Diagnostic::error(Code::Template, one_line(report.message()));
            let Some((file, text)) = sources.get(report.filename()) else { return diagnostic };
            let span = report.span();
            let counted = Counted::of(text);
            let offset = |line, column| counted.written(offset_of(&counted.text, line, column));
            let start = offset(span.start_line, span.start_col + 1);
            let end = offset(span.end_line, span.end_col + 1);
            let mut diagnostic = diagnostic.at(Place::new(file, start..end.max(start)));
            if let Some(source) = error.source() {
                diagnostic = diagnostic.help(one_line(&source.to_string()));
            }
            diagnostic
        }
        kind => Diagnostic::error(Code::Template, one_line(&kind.to_string()))
            .help("look at the theme's templates and blocks"),
    }
}

/// A page longer than any reader would wait for.
pub(crate) fn too_long(template: &str, sources: &TemplateSources) -> Diagnostic {
    let error =
        Diagnostic::error(Code::Template, format!("this page would be longer than {} MiB", LONGEST_OUTPUT >> 20))
            .help("look for loops in loops in the theme's templates");
    let own = sources.get(template).or_else(|| sources.get(&format!("{BUILT_IN}{template}")));
    match own {
        Some((file, _)) => error.at(Place::start_of(file)),
        None => error,
    }
}

/// The same for an error in drawing a block, which is named when the error has no place of its own.
pub(crate) fn of_block(name: &str, error: &Error, sources: &TemplateSources) -> Diagnostic {
    let mut diagnostic = diagnostic(error, sources);
    if diagnostic.place.is_none() {
        diagnostic.message = format!("the block `{name}` cannot be drawn: {}", diagnostic.message);
        diagnostic.help = Some(format!("compare what `blocks/{name}.html` of the theme takes with what the block has"));
    }
    diagnostic
}

/// A fault found while the templates of a theme were compiled.
#[derive(Debug)]
pub(crate) struct TeraFault {
    /// The name of the template.
    pub(crate) template: String,
    message: String,
    /// Line and column from 1, and how many characters.
    at: Option<(usize, usize, usize)>,
}

/// The faults that an error of compiling tells of, as far as it says in which template they are.
pub(crate) fn faults(error: &Error) -> Vec<TeraFault> {
    let plain = |template: &str| TeraFault {
        template: template.to_owned(),
        message: one_line(&error.kind().to_string()),
        at: None,
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) => {
            let span = report.span();
            let length = if span.start_line == span.end_line { span.end_col.saturating_sub(span.start_col) } else { 0 };
            let at = Some((span.start_line, span.start_col + 1, length));
            vec![TeraFault { template: report.filename().to_owned(), message: one_line(report.message()), at }]
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => vec![plain(tpl)],
        ErrorKind::MissingParent { current, .. } => vec![plain(current)],
        ErrorKind::Msg(text) => reports(text),
        _ => Vec::new(),
    }
}

/// Tera puts all that it finds after parsing into one text, a report after the other:
///
/// ```text
/// error: Unknown filter `shout`
///  --> page.html:2:10
///   |
/// 2 | {{ title | shout }}
///   |            ^^^^^
/// ```
fn reports(text: &str) -> Vec<TeraFault> {
    let mut faults: Vec<TeraFault> = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let message = line.strip_prefix("error: ");
        let place = lines.peek().and_then(|next| location(next));
        if let (Some(message), Some((template, line, column))) = (message, place) {
            faults.push(TeraFault { template, message: message.to_owned(), at: Some((line, column, 0)) });
        } else if let Some((_, _, length)) = faults.last_mut().and_then(|f| f.at.as_mut())
            && line.trim_start().trim_start_matches(['|', ' ']).starts_with('^')
        {
            *length = line.matches('^').count();
        }
    }
    faults
}

fn location(line: &str) -> Option<(String, usize, usize)> {
    let (rest, column) = line.trim_start().strip_prefix("--> ")?.rsplit_once(':')?;
    let (template, line) = rest.rsplit_once(':')?;
    Some((template.to_owned(), line.parse().ok()?, column.parse().ok()?))
}

impl TeraFault {
    /// Whether a template fills a block that none above it has.
    pub(crate) fn is_of_missing_block(&self) -> bool {
        self.message.ends_with("is not defined in any parent template")
    }

    /// Whether what is missing is the template `name`, or a component in its `text`.
    pub(crate) fn misses(&self, name: &str, text: &str) -> bool {
        let name = name.strip_prefix(BUILT_IN).unwrap_or(name);
        let quoted = self.message.split(['`', '\'']).skip(1).step_by(2);
        quoted.into_iter().any(|part| part == name || text.contains(&format!("component {part}(")))
    }

    pub(crate) fn diagnostic(&self, sources: &TemplateSources) -> Diagnostic {
        let error = Diagnostic::error(Code::Template, self.message.clone()).help(self.help(sources));
        match sources.get(&self.template) {
            Some((file, text)) => error.at(Place::new(file, self.span(text))),
            None => error,
        }
    }

    fn help(&self, sources: &TemplateSources) -> String {
        let templates = sources.keys().map(|name| name.strip_prefix(BUILT_IN).unwrap_or(name));
        let components = sources.values().flat_map(|(_, text)| components(text));
        let mut quoted = self.message.split(['`', '\'']).skip(1).step_by(2);
        let near = match self.message.split(['`', '\'']).next().map(str::trim) {
            Some("Unknown component") => quoted.next().and_then(|name| suggest::nearest(name, components)),
            Some("Unknown template") => quoted.next().and_then(|name| suggest::nearest(name, templates)),
            Some("Template") => quoted.nth(1).and_then(|name| suggest::nearest(name, templates)),
            _ => return format!("templates are written in Tera: {MANUAL}"),
        };
        near.map_or_else(|| "the theme has none of that name".to_owned(), |near| format!("did you mean `{near}`?"))
    }

    fn span(&self, text: &str) -> Range<usize> {
        let Some((line, column, length)) = self.at else { return 0..0 };
        let counted = Counted::of(text);
        let offset = |column| counted.written(offset_of(&counted.text, line, column));
        offset(column)..offset(column + length)
    }
}

/// The names of the components that a template defines.
fn components(text: &str) -> impl Iterator<Item = &str> {
    text.split("{% component ").skip(1).filter_map(|rest| rest.split('(').next())
}

fn one_line(message: &str) -> String {
    let lines: Vec<&str> = message.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    lines.join(" ").trim_end_matches('.').to_owned()
}
