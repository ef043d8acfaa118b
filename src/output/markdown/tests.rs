//! The Markdown of some HTML, read back by the parser of Markdown.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, html};

use super::of;
use crate::base::html::escape;

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_FOOTNOTES
}

/// All text that a reader of the Markdown sees, white space in runs of one.
fn text(markdown: &str) -> String {
    let mut out = String::new();
    for event in Parser::new_ext(markdown, options()) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            other => assert!(matches!(other, Event::Start(_) | Event::End(_)), "{other:?} in {markdown}"),
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// HTML that goes to Markdown and comes back as it was.
fn comes_back(expected: &str) {
    let markdown = of(expected);
    let mut back = String::new();
    html::push_html(&mut back, Parser::new_ext(&markdown, options()));
    assert_eq!(back, expected, "by way of:\n{markdown}");
}

#[test]
fn blocks_come_back_as_they_were() {
    comes_back(
        "<h2>A <em>b</em> #</h2>\n<p>Text with <code>a ` b</code>, <a href=\"../c/?x=1&amp;y#z\">a [link]</a> and <strong>stress</strong>.</p>\n",
    );
    comes_back(
        "<blockquote>\n<p>A</p>\n<ul>\n<li>one</li>\n<li>two\n<ul>\n<li>three</li>\n</ul>\n</li>\n</ul>\n</blockquote>\n",
    );
    comes_back("<ol start=\"4\">\n<li>four</li>\n<li>five</li>\n</ol>\n");
    comes_back("<pre><code>a\n\n```\n&lt;b&gt;\n</code></pre>\n");
    comes_back(
        "<p>1. no list</p>\n<p># no heading</p>\n<p>- no list</p>\n<p>&gt; no quote</p>\n<p>a_b _c_ *d* &amp;amp; &lt;i&gt; ~~e~~</p>\n",
    );
    comes_back("<p>a<br />\nb</p>\n<hr />\n<p>c</p>\n");
}

#[test]
fn tables_keep_their_groups_and_their_bars() {
    let table = "<table><caption>All</caption><thead><tr><th>K</th><th>A</th></tr></thead><tbody><tr><th colspan=2>Group</th></tr><tr><th>x|y</th><td>1<br>2</td></tr></tbody></table>";
    assert_eq!(of(table), "**All**\n\n| K | A |\n| --- | --- |\n| **Group** |  |\n| x\\|y | 1 2 |\n");
}

#[test]
fn code_footnotes_and_tasks_have_signs_of_their_own() {
    let code = "<figure class=\"code\" data-lang=\"js\"><figcaption>a.js</figcaption>\n<pre><code><span class=\"l\">let a;\n</span></code></pre></figure>";
    assert_eq!(of(code), "`a.js`:\n\n```js\nlet a;\n```\n");
    let notes = "<p>A<sup class=\"fn-ref\"><a href=\"#fn:x\" id=\"fnref:x\">1</a></sup></p><section class=\"footnotes\"><ol>\n<li id=\"fn:x\"><p>B</p> <a class=\"fn-back\" href=\"#fnref:x\">↩</a></li></ol></section>";
    assert_eq!(of(notes), "A[^x]\n\n[^x]: B\n");
    assert_eq!(of("<ul><li><input type=\"checkbox\" disabled> Do <b>it</b></li></ul>"), "- [ ] Do **it**\n");
}

#[test]
fn broken_and_bottomless_html_is_read_all_the_same() {
    assert_eq!(of("</p><b>a</i><p>b"), "**a b**\n");
    let deep = format!("{}x{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
    assert_eq!(of(&deep), "x\n");
    assert_eq!(of("<svg><text>no</text></svg><script>no()</script>yes"), "yes\n");
}

proptest! {
    #[test]
    fn text_says_the_same_in_markdown(words in prop::collection::vec("[ -~é]{1,8}", 1..8)) {
        let line = words.join(" ");
        let expected = line.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert_eq!(text(&of(&format!("<p>{}</p>", escape(&line)))), expected.clone());
        prop_assert_eq!(text(&of(&format!("<ul><li>{}</li></ul>", escape(&line)))), expected);
    }
}
