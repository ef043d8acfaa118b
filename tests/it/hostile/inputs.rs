//! The hostile files: bombs, towers, floods, lines without end, and bytes that are no text.
//!
//! It refuses to know what becomes of them beyond what each must end in.

/// What a build must end in.
#[derive(Clone, Copy, Debug)]
pub(super) enum Expect {
    /// No error at all.
    Plain,
    /// An error of this code; the other pages are built.
    Error(&'static str),
    /// An error of this code in what the whole site stands on.
    NoSite(&'static str),
}

/// Files for a project that has a configuration and a sound page already.
pub(super) struct Input {
    pub(super) name: String,
    pub(super) files: Vec<(String, Vec<u8>)>,
    pub(super) expect: Expect,
}

/// Languages whose grammars differ most.
const LANGUAGES: &[&str] = &[
    "rust",
    "js",
    "ts",
    "tsx",
    "python",
    "sql",
    "go",
    "java",
    "c",
    "cpp",
    "csharp",
    "html",
    "css",
    "json",
    "yaml",
    "bash",
    "ruby",
    "php",
    "kotlin",
    "swift",
    "toml",
    "dockerfile",
    "xml",
    "markdown",
    "diff",
];

const DATASET: &str = "title: A\ncriteria: [{id: x, name: X, type: text}]\n";

/// All of them.
pub(super) fn inputs() -> Vec<Input> {
    [aliases(), towers(), floods(), lines(), bytes(), sizes(), templates()].into_iter().flatten().collect()
}

fn input(name: &str, expect: Expect, files: &[(&str, &str)]) -> Input {
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    Input { name: name.to_owned(), files, expect }
}

fn page(name: &str, expect: Expect, text: &str) -> Input {
    input(name, expect, &[("content/a.md", text)])
}

fn raw(name: &str, expect: Expect, path: &str, bytes: Vec<u8>) -> Input {
    Input { name: name.to_owned(), files: vec![(path.to_owned(), bytes)], expect }
}

/// Nine to the twelfth power of one word, in a few lines.
fn bomb(indent: &str) -> String {
    let first = format!("{indent}a: &a [x,x,x,x,x,x,x,x,x]\n");
    let letters: Vec<char> = ('a'..='m').collect();
    let more = letters.windows(2).map(|pair| {
        let inner = vec![format!("*{}", pair[0]); 9].join(",");
        format!("{indent}{0}: &{0} [{inner}]\n", pair[1])
    });
    first + &more.collect::<String>()
}

fn aliases() -> Vec<Input> {
    let front = format!("---\ntitle: A\nextra:\n{}---\n", bomb("  "));
    let block = format!("```{{own}}\n{}```\n", bomb(""));
    let own = "{% component own(...rest) %}{% endcomponent own %}";
    vec![
        input(
            "alias bomb: configuration",
            Expect::NoSite("yaml-limits"),
            &[("versus.yaml", &format!("title: T\nextra:\n{}", bomb("  ")))],
        ),
        page("alias bomb: front matter", Expect::Error("yaml-limits"), &front),
        input("alias bomb: data", Expect::Error("unknown-key"), &[("content/data/a.yaml", &bomb(""))]),
        input(
            "alias bomb: block",
            Expect::Error("yaml-limits"),
            &[("themes/default/blocks/own.html", own), ("content/a.md", &block)],
        ),
    ]
}

/// Nested and opened without end.
fn towers() -> Vec<Input> {
    let brackets = "[".repeat(100_000);
    let limits = Expect::Error("markdown-limits");
    let lists: String = (0..1000).map(|i| format!("{}- x\n", "  ".repeat(i))).collect();
    let fences: String = (0..2000).map(|i| format!("{}{{note}}\n", "`".repeat(3 + i))).collect();
    let ticks: String = (0..1400).map(|i| format!("{} ", "`".repeat(i))).collect();
    vec![
        page("100,000 brackets: page", Expect::Plain, &brackets),
        page("100,000 brackets: front matter", Expect::Error("wrong-type"), &format!("---\ntitle: {brackets}\n---\n")),
        page(
            "100,000 brackets: block",
            Expect::Error("yaml-limits"),
            &format!("```{{matrix}}\ncriteria: {brackets}\n```\n"),
        ),
        input(
            "100,000 brackets: data",
            Expect::Error("wrong-type"),
            &[("content/data/a.yaml", &format!("title: {brackets}"))],
        ),
        page("10,000 quotes", limits, &format!("{} x", ">".repeat(10_000))),
        page("10,000 lists on a line", limits, &format!("{}x", "- ".repeat(10_000))),
        page("1,000 lists, each deeper", limits, &lists),
        page("10,000 emphases", limits, &format!("{0}a{0}", "*".repeat(10_000))),
        page("emphases in emphases", Expect::Plain, &format!("{}a{}", "*a **b ".repeat(5_000), "** *".repeat(5_000))),
        page("50,000 pictures in pictures", limits, &format!("{}x{}", "![".repeat(50_000), "](a)".repeat(50_000))),
        page("2,000 blocks, each with a longer fence", limits, &fences),
        page("50,000 links that never end", Expect::Plain, &"[a](<b".repeat(50_000)),
        page("50,000 emphases that never end", Expect::Plain, &"*a ".repeat(50_000)),
        page("code with ever more ticks", Expect::Plain, &ticks),
        page("100,000 roles that never end", Expect::Error("unknown-dataset"), &"{value}`".repeat(100_000)),
        page(
            "HTML that never ends",
            Expect::Plain,
            &format!("{}{}", "<!--".repeat(50_000), "<a <? <![CDATA[".repeat(20_000)),
        ),
    ]
}

/// Many of a kind.
fn floods() -> Vec<Input> {
    let broken = Expect::Error("broken-link");
    let definitions: String = (0..50_000).map(|i| format!("[a{i}]: x{i}\n")).collect();
    let rows: String = (0..100_000).map(|i| format!("s{i},y\n")).collect();
    let notes: String = (0..10_000).map(|i| format!("[^{i}]\n\n[^{i}]: x\n\n")).collect();
    let keys: String = (0..100_000).map(|i| format!("k{i}: v\n")).collect();
    vec![
        page("50,000 definitions and uses", broken, &format!("{definitions}{}", "[a1]".repeat(50_000))),
        page("40,000 broken links on a line", broken, &"word *em* [l](x) ".repeat(40_000)),
        page("10,000 footnotes", Expect::Plain, &notes),
        page("200,000 entities", Expect::Plain, &"&amp".repeat(200_000)),
        page("20,000 terms", Expect::Plain, &"a\n: b\n\n".repeat(20_000)),
        page("10,000 headings of one name", Expect::Plain, &"# a\n\n".repeat(10_000)),
        page(
            "a table of 3,000 columns",
            Expect::Plain,
            &format!("{}|\n{}|\n{}", "|a".repeat(3_000), "|-".repeat(3_000), "|x\n".repeat(500)),
        ),
        page("100,000 keys in front matter", Expect::Error("unknown-key"), &format!("---\n{keys}---\n")),
        input(
            "100,000 rows of nobody",
            Expect::Error("unknown-subject"),
            &[("content/data/a/dataset.yaml", DATASET), ("content/data/a/values.csv", &format!("subject,x\n{rows}"))],
        ),
    ]
}

/// A megabyte on one line.
fn lines() -> Vec<Input> {
    let piece = "a = \"b\" + (c[1]) /* x */ <d> ; ";
    let line = piece.repeat(1_000_000 / piece.len());
    let code = LANGUAGES.iter().map(|language| {
        page(&format!("1 MB line: {language}"), Expect::Plain, &format!("```{language}\n{line}\n```\n"))
    });
    let mut inputs: Vec<Input> = code.collect();
    inputs.extend([
        page("1 MB line: page", Expect::Plain, &"word *em* `c` &lt; ".repeat(52_000)),
        page("1 MB word", Expect::Plain, &"w".repeat(1_000_000)),
        page("1 MB title", Expect::Plain, &format!("---\ntitle: {}\n---\n", "w".repeat(1_000_000))),
        input(
            "1 MB line: YAML",
            Expect::Plain,
            &[("content/data/a.yaml", &format!("{DATASET}description: {}\n", "y".repeat(1_000_000)))],
        ),
        input(
            "1 MB line: CSV",
            Expect::Error("unknown-subject"),
            &[
                ("content/data/a/dataset.yaml", DATASET),
                ("content/data/a/values.csv", &format!("subject,x\na,{}\n", "y".repeat(1_000_000))),
            ],
        ),
    ]);
    inputs
}

/// What is no text, or none that an editor would have written.
fn bytes() -> Vec<Input> {
    let not_text = Expect::Error("not-text");
    vec![
        page("a byte-order mark", Expect::Plain, "\u{feff}---\ntitle: A\n---\n# x\n"),
        page("carriage returns and line feeds", Expect::Plain, "---\r\ntitle: A\r\n---\r\n# x\r\n\r\ny\r\n"),
        page("carriage returns alone", Expect::Plain, "---\rtitle: A\r---\r# x\r\ry"),
        page("NUL", Expect::Plain, "---\ntitle: \"A\\0\"\n---\n# \0x\0\n\n`\0`\n\n```rust\n\0\n```\n"),
        input("NUL: configuration", Expect::NoSite("yaml-syntax"), &[("versus.yaml", "title: T\0\n")]),
        raw("not UTF-8: page", not_text, "content/a.md", b"\xff\xfe# x".to_vec()),
        raw("not UTF-8: data", not_text, "content/data/a.yaml", b"title: \xff".to_vec()),
        raw("not UTF-8: table", not_text, "content/data/a/values.csv", b"subject\xff,\xfe".to_vec()),
        raw("not UTF-8: configuration", Expect::NoSite("not-text"), "versus.yaml", b"title: \xff".to_vec()),
        raw("not UTF-8: template", not_text, "themes/default/templates/own.html", b"\xff".to_vec()),
        raw("empty: page", Expect::Plain, "content/a.md", Vec::new()),
        raw("empty: data", Expect::Error("missing-key"), "content/data/a.yaml", Vec::new()),
        raw("empty: table", Expect::Error("bad-csv"), "content/data/a/values.csv", Vec::new()),
        raw("empty: configuration", Expect::NoSite("missing-key"), "versus.yaml", Vec::new()),
        raw("empty: template", Expect::Plain, "themes/default/templates/own.html", Vec::new()),
    ]
}

/// 50 MB, and as much as is read.
fn sizes() -> Vec<Input> {
    const SIZE: usize = 50_000_000;
    let too_large = Expect::Error("too-large");
    let largest = usize::try_from(versus::io::source::scanner::LONGEST_PAGE).expect("it fits");
    let paragraph = "Some words in a paragraph, *with* [a link](fine.md).\n\n";
    vec![
        raw("50 MB: page", too_large, "content/a.md", vec![b'a'; SIZE]),
        raw("50 MB: data", too_large, "content/data/a.yaml", vec![b'a'; SIZE]),
        raw("50 MB: table", too_large, "content/data/a/values.csv", vec![b'a'; SIZE]),
        raw("50 MB: configuration", Expect::NoSite("too-large"), "versus.yaml", vec![b'#'; SIZE]),
        raw("50 MB: picture", Expect::Plain, "content/a.png", vec![0; SIZE]),
        page("the largest page", Expect::Plain, &paragraph.repeat(largest / paragraph.len())),
    ]
}

/// Templates that include, extend or draw themselves.
fn templates() -> Vec<Input> {
    let own = |name: &str, files: &[(&str, &str)]| {
        let mut all = vec![("content/a.md", "---\ntitle: A\ntemplate: own.html\n---\n")];
        all.extend_from_slice(files);
        input(name, Expect::Error("template"), &all)
    };
    let (a, b) = ("themes/default/templates/own.html", "themes/default/templates/other.html");
    vec![
        own("a template that includes itself", &[(a, "{% include \"own.html\" %}")]),
        own("two that include each other", &[(a, "{% include \"other.html\" %}"), (b, "{% include \"own.html\" %}")]),
        own("a template that extends itself", &[(a, "{% extends \"own.html\" %}")]),
        own("two that extend each other", &[(a, "{% extends \"other.html\" %}"), (b, "{% extends \"own.html\" %}")]),
        own("a component that draws itself", &[(a, "{% component c() %}{{ <c /> }}{% endcomponent c %}{{ <c /> }}")]),
        own(
            "loops in loops",
            &[(a, "{% set r = range(end=100000) %}{% for a in r %}{% for b in r %}x{% endfor %}{% endfor %}")],
        ),
        own("lists of lists", &[(a, "{% set r = range(end=100000) %}{% set s = [[b for b in r] for a in r] %}")]),
        own("a range without end", &[(a, "{% for a in range(end=10000000000) %}{% endfor %}")]),
        own(
            "a text that doubles",
            &[(a, "{% set s = \"12345678\" %}{% for a in range(end=60) %}{% set_global s = s ~ s %}{% endfor %}")],
        ),
        own(
            "a list that doubles",
            &[(a, "{% set s = [1, 2] %}{% for a in range(end=60) %}{% set_global s = [...s, ...s] %}{% endfor %}")],
        ),
    ]
}
