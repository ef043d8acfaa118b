//! Plain HTML as Markdown, for the Markdown versions of pages.
//!
//! It writes `CommonMark` with tables, struck text, task lists and footnotes, which every reader of today takes. It
//! refuses to know where the HTML came from: elements that Markdown has no sign for count as what is in them.

mod inline;
mod tree;

use self::inline::{code_span, inline, words};
use self::tree::{Element, HtmlNode};

/// The Markdown of some HTML.
pub(crate) fn of(html: &str) -> String {
    let mut text = blocks(&tree::parse(html)).join("\n\n");
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// The blocks that some nodes make; what is not a block of its own gathers into paragraphs.
fn blocks(nodes: &[HtmlNode]) -> Vec<String> {
    let mut out = Vec::new();
    let mut loose: Vec<&HtmlNode> = Vec::new();
    for node in nodes {
        match node {
            HtmlNode::Element(element) if is_block(&element.name) => {
                paragraph(&mut out, &loose);
                loose.clear();
                block(&mut out, element);
            }
            _ => loose.push(node),
        }
    }
    paragraph(&mut out, &loose);
    out
}

fn is_block(name: &str) -> bool {
    const BLOCKS: &[&str] = &[
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "table",
        "hr",
        "div",
        "section",
        "article",
        "aside",
        "header",
        "footer",
        "main",
        "nav",
        "details",
        "summary",
        "fieldset",
        "legend",
        "form",
        "address",
        "caption",
    ];
    BLOCKS.contains(&name)
}

fn paragraph(out: &mut Vec<String>, nodes: &[&HtmlNode]) {
    let text = inline(nodes.iter().copied());
    let text = text.trim();
    if !text.is_empty() {
        out.push(guarded(text));
    }
}

/// A paragraph whose first sign would begin another block is escaped there.
fn guarded(text: &str) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if (1..10).contains(&digits) && text[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &text[..digits], &text[digits..]);
    }
    if text.starts_with(['#', '>', '-', '+', '=', ':', '|', '~']) { format!("\\{text}") } else { text.to_owned() }
}

fn block(out: &mut Vec<String>, element: &Element) {
    let children = &element.children;
    match element.name.as_str() {
        name @ ("h1" | "h2" | "h3" | "h4" | "h5" | "h6") => {
            let level = name[1..].parse().unwrap_or(6);
            let text = inline(children.iter()).trim().replace("\\\n", " ");
            // A `#` at the end would count as a closing sign.
            let text = text.strip_suffix('#').map_or_else(|| text.clone(), |rest| format!("{rest}\\#"));
            out.push(format!("{} {text}", "#".repeat(level)).trim_end().to_owned());
        }
        "p" | "summary" | "legend" | "dt" | "figcaption" => paragraph(out, &children.iter().collect::<Vec<_>>()),
        "ul" => list(out, element, &|_| "- ".to_owned()),
        "ol" => {
            let first: usize = element.attribute("start").and_then(|s| s.parse().ok()).unwrap_or(1);
            list(out, element, &|i| format!("{}. ", first.saturating_add(i)));
        }
        "section" if element.has_class("footnotes") => footnotes(out, element),
        "blockquote" => out.push(prefixed(&blocks(children).join("\n\n"), "> ", "> ")),
        "pre" => out.push(fence(&element.text(), "")),
        "figure" => figure(out, element),
        "table" => table(out, element),
        "hr" => out.push("---".to_owned()),
        _ => out.extend(blocks(children)),
    }
}

fn prefixed(text: &str, first: &str, rest: &str) -> String {
    let lines = text.lines().enumerate().map(|(i, line)| {
        let prefix = if i == 0 { first } else { rest };
        format!("{prefix}{line}").trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn list(out: &mut Vec<String>, element: &Element, mark: &dyn Fn(usize) -> String) {
    let items = element.elements("li").enumerate().map(|(i, item)| {
        let mark = mark(i);
        let parts = blocks(&item.children);
        // A list straight under its item's text needs no blank line.
        let text = match parts.as_slice() {
            [text, list] if list.starts_with("- ") || list.starts_with("1. ") => format!("{text}\n{list}"),
            parts => parts.join("\n\n"),
        };
        prefixed(&text, &mark, &" ".repeat(mark.len()))
    });
    let items: Vec<String> = items.collect();
    // Two lists in a row would run together.
    let same = |last: &String| last.starts_with("- ") && items.first().is_some_and(|item| item.starts_with("- "));
    if out.last().is_some_and(same) {
        out.push("<!-- -->".to_owned());
    }
    out.extend((!items.is_empty()).then(|| items.join("\n")));
}

fn footnotes(out: &mut Vec<String>, element: &Element) {
    for item in element.elements("ol").flat_map(|list| list.elements("li")) {
        let name = item.attribute("id").and_then(inline::footnote).unwrap_or("note");
        out.push(prefixed(&blocks(&item.children).join("\n\n"), &format!("[^{name}]: "), "    "));
    }
}

/// Code keeps its language and its title; any other figure is what is in it.
fn figure(out: &mut Vec<String>, element: &Element) {
    let code = element.elements("pre").next().filter(|_| element.has_class("code"));
    let Some(code) = code else { return out.extend(blocks(&element.children)) };
    if let Some(caption) = element.elements("figcaption").next() {
        let title = caption.text();
        out.push(format!("{}:", code_span(title.trim())));
    }
    out.push(fence(&code.text(), element.attribute("data-lang").unwrap_or("")));
}

fn fence(code: &str, language: &str) -> String {
    let longest = code.lines().map(|line| line.trim_start().bytes().take_while(|b| *b == b'`').count()).max();
    let ticks = "`".repeat(longest.unwrap_or(0).max(2) + 1);
    format!("{ticks}{language}\n{}\n{ticks}", code.trim_end_matches('\n'))
}

/// A table; the caption stands above it, and a heading over a group of rows is a row in bold.
fn table(out: &mut Vec<String>, element: &Element) {
    if let Some(caption) = element.elements("caption").next() {
        let text = inline(caption.children.iter());
        out.push(format!("**{}**", text.trim()));
    }
    let rows: Vec<&Element> = element.descendants("tr");
    let width = rows.iter().map(|row| cells(row).count()).max().unwrap_or(0);
    let mut lines = Vec::new();
    for row in rows {
        let mut texts: Vec<String> = cells(row).map(cell).collect();
        let heads_group = texts.len() == 1 && width > 1;
        if let (true, Some(text)) = (heads_group, texts.first_mut()) {
            *text = format!("**{text}**");
        }
        texts.resize(width, String::new());
        lines.push(format!("| {} |", texts.join(" | ")));
        if lines.len() == 1 {
            lines.push(format!("|{}", " --- |".repeat(width)));
        }
    }
    out.extend((!lines.is_empty()).then(|| lines.join("\n")));
}

fn cells(row: &Element) -> impl Iterator<Item = &Element> {
    row.children.iter().filter_map(|node| match node {
        HtmlNode::Element(cell) if matches!(cell.name.as_str(), "th" | "td") => Some(cell),
        _ => None,
    })
}

fn cell(cell: &Element) -> String {
    let text = inline(cell.children.iter());
    words(&text.replace("\\\n", " ")).trim().replace('|', "\\|")
}

#[cfg(test)]
mod tests;
