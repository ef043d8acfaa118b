//! Makes a template count: finds where something repeats, and puts the charges there.
//!
//! It takes the text apart as Tera's own reader does. It refuses to judge it: what is no template stays none.

const BEFORE: &str = " (";
const EACH: &str = ") | versus_each ";
const HELD: &str = ") | versus_held ";
const STEP: &str = "{{ versus_step() }}";
/// The same behind a tag that takes the blanks after it away.
const STEP_TRIMMED: &str = "{{ versus_step() -}}";

/// A template that counts, and where it differs from the one that was written.
pub(crate) struct Counted {
    /// Its text.
    pub(crate) text: String,
    /// What was put in: where it stands in the text, and how long it is.
    inserted: Vec<(usize, usize)>,
}

impl Counted {
    /// Makes the template `written` count.
    pub(crate) fn of(written: &str) -> Self {
        let mut reader = TagReader { written, at: 0, insertions: Vec::new() };
        reader.template();
        let mut insertions = reader.insertions;
        insertions.sort_by_key(|(at, _)| *at);
        let (mut text, mut inserted, mut done) = (String::with_capacity(written.len() + 64), Vec::new(), 0);
        for (at, what) in insertions {
            text.push_str(&written[done..at]);
            inserted.push((text.len(), what.len()));
            text.push_str(what);
            done = at;
        }
        text.push_str(&written[done..]);
        Self { text, inserted }
    }

    /// Where the byte `offset` stands in the template as it was written.
    pub(crate) fn written(&self, offset: usize) -> usize {
        let before = self.inserted.iter().take_while(|(at, _)| *at < offset);
        offset - before.map(|(at, length)| (*length).min(offset - at)).sum::<usize>()
    }
}

/// Finds where something repeats. It takes the text apart as Tera's own reader does, and judges nothing.
struct TagReader<'t> {
    written: &'t str,
    at: usize,
    insertions: Vec<(usize, &'static str)>,
}

/// What is open within a tag or an expression.
struct Open {
    /// Where the expression begins that is to be counted.
    start: usize,
    /// How many brackets were open there.
    depth: usize,
    /// Whether it is the container of a comprehension, which a condition may follow.
    comprehension: bool,
    filter: &'static str,
}

impl<'t> TagReader<'t> {
    fn rest(&self) -> &'t str {
        &self.written[self.at..]
    }

    fn template(&mut self) {
        while let Some(start) =
            self.rest().as_bytes().windows(2).position(|w| [b"{{", b"{%", b"{#"].contains(&&[w[0], w[1]]))
        {
            self.at += start;
            let kind = self.rest().as_bytes()[1];
            self.at += 2;
            match kind {
                b'#' => self.skip_past("#}"),
                b'%' if self.is_tag("raw") => self.raw(),
                b'%' => self.expression("%}"),
                _ => self.expression("}}"),
            }
        }
    }

    fn skip_past(&mut self, end: &str) {
        self.at = self.rest().find(end).map_or(self.written.len(), |i| self.at + i + end.len());
    }

    /// Whether the tag that begins here is `name` and nothing more.
    fn is_tag(&self, name: &str) -> bool {
        let inner = self.rest().split("%}").next().unwrap_or("");
        inner.strip_prefix('-').unwrap_or(inner).trim().trim_end_matches('-').trim_end() == name
    }

    fn raw(&mut self) {
        self.skip_past("%}");
        while !self.rest().is_empty() {
            self.skip_past("{%");
            if self.is_tag("endraw") {
                return self.skip_past("%}");
            }
        }
    }

    /// Reads a tag or an expression up to its end.
    fn expression(&mut self, end: &str) {
        let is_tag = end == "%}";
        let (mut open, mut depth, mut last): (Vec<Open>, usize, &str) = (Vec::new(), 0, "");
        let (mut first, mut looping) = ("", false);
        while let Some(token) = self.token(end) {
            let from = self.at - token.len();
            if first.is_empty() && token != "-" {
                first = token;
            }
            match token {
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" => depth = depth.saturating_sub(1),
                "for" if last != "." => looping = true,
                "in" if looping => {
                    let comprehension = !(is_tag && first == "for" && depth == 0);
                    open.push(Open { start: self.at, depth, comprehension, filter: EACH });
                    looping = false;
                }
                "=" if depth == 0 && open.is_empty() && is_tag && first.starts_with("set") => {
                    open.push(Open { start: self.at, depth, comprehension: false, filter: HELD });
                }
                _ => {}
            }
            let ends = |o: &Open| depth < o.depth || o.comprehension && depth == o.depth && token == "if";
            while let Some(done) = open.pop_if(|o| ends(o)) {
                self.wrap(&done, from);
            }
            last = token;
        }
        let trims = last == "-";
        let stop = if trims { self.at - 1 } else { self.at };
        if !self.rest().starts_with(end) {
            return;
        }
        for done in open.into_iter().rev() {
            self.wrap(&done, stop);
        }
        self.at += end.len();
        if is_tag && ["component", "block", "include"].contains(&first) {
            self.insertions.push((self.at, if trims { STEP_TRIMMED } else { STEP }));
        }
    }

    /// Has an expression counted, unless there is none.
    fn wrap(&mut self, open: &Open, end: usize) {
        if !self.written[open.start..end].trim().is_empty() {
            self.insertions.extend([(open.start, BEFORE), (end, open.filter)]);
        }
    }

    /// The next word, text in quotes or sign; `None` before `end` and where the template ends.
    fn token(&mut self, end: &str) -> Option<&'t str> {
        let rest = self.rest().trim_start();
        self.at = self.written.len() - rest.len();
        let first = rest.chars().next().filter(|_| !rest.starts_with(end))?;
        let length = match first {
            'a'..='z' | 'A'..='Z' | '_' => {
                rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len())
            }
            '"' | '\'' | '`' => quoted(rest, first),
            '=' | '!' | '<' | '>' if rest[1..].starts_with('=') => 2,
            _ => first.len_utf8(),
        };
        self.at += length;
        Some(&rest[..length])
    }
}

/// The length of a text in quotes, both among it.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (i, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return i + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_repeats_is_counted_and_nothing_else_is_touched() {
        for (written, counted) in [
            ("{% for a in b -%} x", "{% for a in ( b ) | versus_each -%} x"),
            ("{% for k, v in f(x=[1]) %}", "{% for k, v in ( f(x=[1]) ) | versus_each %}"),
            ("{{ [a for a in b if a in c] }}", "{{ [a for a in ( b ) | versus_each if a in c] }}"),
            ("{% for a in [b for b in c] %}", "{% for a in ( [b for b in ( c) | versus_each ] ) | versus_each %}"),
            ("{% set a = b == c -%}", "{% set a = ( b == c ) | versus_held -%}"),
            ("{% set_global a = \"=%}\" %}", "{% set_global a = ( \"=%}\" ) | versus_held %}"),
            ("{%- block a -%} x", "{%- block a -%}{{ versus_step() -}} x"),
            ("{% component a(b = 1, @t) %}", "{% component a(b = 1, @t) %}{{ versus_step() }}"),
            ("{% include \"a.html\" %}", "{% include \"a.html\" %}{{ versus_step() }}"),
        ] {
            let of = Counted::of(written);
            assert_eq!(of.text, counted);
            assert_eq!(of.written(of.text.len()), written.len());
            assert_eq!(of.written(2), 2);
        }
        for untouched in [
            "plain {# {% for a in b %} #} text",
            "{%- raw -%}{% for a in b %}{{ x }}{% block a %}{% endraw %}",
            "{% if a in b %}{{ c.for }}{% set a %}{% endset %}",
            "{% for a in b",
            "{% for a in %}",
            "{{ \"{% for a in b %}",
            "{%",
        ] {
            assert_eq!(Counted::of(untouched).text, untouched);
        }
    }
}
