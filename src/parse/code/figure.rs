//! The finished `<figure class="code">` of a code fence.
//!
//! It refuses to know colours: it sets classes only, so pages run under a policy that forbids inline styles.
//!
//! ```html
//! <figure class="code" data-lang="js"><figcaption>server.js</figcaption>
//! <pre tabindex="0" role="group" aria-label="server.js"><code class="lines numbered">
//! <span class="l hl" data-line="10">…
//! </span></code></pre></figure>
//! ```
//!
//! - Each line is an element, `.l`, only if numbers, stress or a patch need it; its line feed stands inside, so
//!   that lines drawn as blocks are neither doubled nor lost when copied.
//! - Numbers are attributes for style sheets to draw (`content: attr(data-line)`) and never text.
//! - A patch's `+` and `-` are taken out of the text and drawn by the style sheet (`.add`, `.del`): code is
//!   highlighted as the language it is in, and what is copied can be run.
//! - The scrolling box can be reached by keyboard and has a name, but is no landmark: a page of twenty listings
//!   would drown in them.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::fence::Fence;
use crate::base::Html;
use crate::base::html::{escape, escape_into};
use crate::highlight::highlighter::Highlighted;

/// Code ready to be highlighted: without the marks of a patch, which are kept aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing<'a> {
    code: Cow<'a, str>,
    marks: Vec<LineMark>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LineMark {
    Same,
    Added,
    Removed,
}

impl<'a> Listing<'a> {
    /// Takes the code of a fence, and takes out the marks if the fence is a `diff`.
    pub fn new(fence: &Fence, code: &'a str) -> Self {
        if fence.diff { Self::patch(code) } else { Self { code: Cow::Borrowed(code), marks: Vec::new() } }
    }

    /// The code to highlight.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// How many lines it has.
    pub fn lines(&self) -> usize {
        self.code.lines().count()
    }

    /// Draws the figure; `highlighted` is the markup of [`Listing::code`].
    pub fn draw(&self, fence: &Fence, highlighted: &Highlighted) -> Html {
        let mut out = String::with_capacity(highlighted.html().len() + 256);
        let language = fence.language.value.to_lowercase();
        out.push_str("<figure class=\"code\"");
        attribute(&mut out, "data-lang", Some(&language).filter(|l| !l.is_empty()));
        out.push('>');
        if let Some(title) = &fence.title {
            let _ = write!(out, "<figcaption>{}</figcaption>", escape(title));
        }
        let label = fence.title.as_ref().or(highlighted.name.as_ref());
        out.push_str("<pre tabindex=\"0\"");
        attribute(&mut out, "role", label.map(|_| "group"));
        attribute(&mut out, "aria-label", label);
        out.push_str("><code");
        self.code_into(&mut out, fence, highlighted);
        out.push_str("</code></pre></figure>");
        Html::trusted(out)
    }

    fn code_into(&self, out: &mut String, fence: &Fence, highlighted: &Highlighted) {
        if !fence.diff && fence.linenos.is_none() && fence.hl.is_empty() {
            out.push('>');
            return out.push_str(highlighted.html());
        }
        out.push_str(if fence.linenos.is_some() { " class=\"lines numbered\">" } else { " class=\"lines\">" });
        for (index, line) in highlighted.lines().enumerate() {
            let place = u32::try_from(index).unwrap_or(u32::MAX);
            out.push_str("<span class=\"l");
            out.push_str(if fence.hl.contains(place.saturating_add(1)) { " hl" } else { "" });
            out.push_str(self.marks.get(index).map_or("", |mark| mark.class()));
            out.push('"');
            attribute(out, "data-line", fence.linenos.map(|first| first.saturating_add(place).to_string()));
            let _ = write!(out, ">{line}\n</span>");
        }
    }

    /// Context lines of a patch begin with a space, but many authors leave it out: it goes only if all have it.
    fn patch(code: &str) -> Self {
        let marked = |line: &str| line.starts_with(['+', '-']);
        let spaced = code.lines().all(|line| marked(line) || line.trim().is_empty() || line.starts_with(' '));
        let mut listing = Listing { code: Cow::Borrowed(""), marks: Vec::new() };
        let out = listing.code.to_mut();
        for line in code.split_inclusive('\n') {
            let (mark, text) = match line.as_bytes().first() {
                Some(b'+') => (LineMark::Added, &line[1..]),
                Some(b'-') => (LineMark::Removed, &line[1..]),
                Some(b' ') if spaced => (LineMark::Same, &line[1..]),
                _ => (LineMark::Same, line),
            };
            listing.marks.push(mark);
            out.push_str(text);
        }
        Self { code: Cow::Owned(listing.code.into_owned()), marks: listing.marks }
    }
}

impl LineMark {
    fn class(self) -> &'static str {
        match self {
            Self::Same => "",
            Self::Added => " add",
            Self::Removed => " del",
        }
    }
}

fn attribute(out: &mut String, name: &str, value: Option<impl AsRef<str>>) {
    let Some(value) = value else { return };
    let _ = write!(out, " {name}=\"");
    escape_into(out, value.as_ref());
    out.push('"');
}
