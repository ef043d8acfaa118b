//! The names by which authors call a language, and which grammar each of them means.
//!
//! It refuses to know how a grammar works; it only picks one from the set.

use std::collections::HashMap;

use syntect::parsing::SyntaxSet;

use crate::base::suggest;

/// Names that mean: no highlighting, and nothing to complain about.
const PLAIN: &[&str] = &["", "text", "txt", "plain", "plaintext", "none", "nohighlight", "raw", "ascii", "output"];

/// Names that mean a session of a terminal.
const SESSIONS: &[&str] = &["console", "sh-session", "shell-session", "shellsession", "terminal"];
/// The shell whose commands a session holds.
const SHELL: &str = "Bourne Again Shell (bash)";

/// The grammar of JavaScript; it knows more of the language than that of JSX, but no elements.
const JAVASCRIPT: &str = "JavaScript";
/// The grammar of JavaScript with elements in it.
const JSX: &str = "JavaScript (Babel)";

/// Names that authors use beside the grammars' own names and file extensions: the name, the grammar.
///
/// They also decide where two grammars claim one extension.
const ALIASES: &[(&str, &str)] = &[
    ("apache", "Apache Conf"),
    ("asm", "x86_64 Assembly"),
    ("batch", "Batch File"),
    ("bazel", "Python"),
    ("c++", "C++"),
    ("caddy", "nginx"),
    ("caddyfile", "nginx"),
    ("cjs", JAVASCRIPT),
    ("containerfile", "Dockerfile"),
    ("cron", "Crontab"),
    ("csharp", "C#"),
    ("css", "CSS"),
    ("csv", "Separated Values"),
    ("docker", "Dockerfile"),
    ("dotenv", "DotENV"),
    ("editorconfig", "INI"),
    ("ejs", "HTML"),
    ("es6", JAVASCRIPT),
    ("erb", "HTML (Rails)"),
    ("fs", "F#"),
    ("fsharp", "F#"),
    ("golang", "Go"),
    ("gradle", "Groovy"),
    ("h", "C"),
    ("handlebars", "HTML"),
    ("hcl", "Terraform"),
    ("hs", "Haskell"),
    ("htmx", "HTML"),
    ("https", "HTTP Request and Response"),
    ("java-properties", "Java Properties"),
    ("javascript", JAVASCRIPT),
    ("jinja", "HTML (Jinja2)"),
    ("jinja2", "HTML (Jinja2)"),
    ("js", JAVASCRIPT),
    ("json5", JSX),
    ("jsonc", JSX),
    ("jsonl", "JSON"),
    ("ksh", "Bourne Again Shell (bash)"),
    ("latex", "LaTeX"),
    ("mdx", "Markdown"),
    ("mjs", JAVASCRIPT),
    ("mysql", "SQL"),
    ("ndjson", "JSON"),
    ("node", JAVASCRIPT),
    ("objc", "Objective-C"),
    ("objective-c", "Objective-C"),
    ("objectivec", "Objective-C"),
    ("patch", "Diff"),
    ("pgsql", "SQL"),
    ("postgres", "SQL"),
    ("postgresql", "SQL"),
    ("posix", "Bourne Again Shell (bash)"),
    ("powershell", "PowerShell"),
    ("properties", "Java Properties"),
    ("proto3", "Protocol Buffer"),
    ("pwsh", "PowerShell"),
    ("py", "Python"),
    ("pycon", "Python"),
    ("python3", "Python"),
    ("react", JSX),
    ("regex", "Regular Expression"),
    ("ron", "Rust"),
    ("rust", "Rust"),
    ("sass", "Sass"),
    ("shell", "Bourne Again Shell (bash)"),
    ("sh", "Bourne Again Shell (bash)"),
    ("sqlite", "SQL"),
    ("ssh", "SSH Config"),
    ("starlark", "Python"),
    ("svg", "XML"),
    ("systemd", "INI"),
    ("tera", "HTML (Jinja2)"),
    ("tsql", "SQL"),
    ("typescript", "TypeScript"),
    ("tsx", "TypeScriptReact"),
    ("typst", "Typst"),
    ("v", "SystemVerilog"),
    ("vb", "ASP"),
    ("vim", "VimL"),
    ("viml", "VimL"),
    ("vue", "Vue Component"),
    ("xhtml", "HTML"),
    ("zsh", "Bourne Again Shell (bash)"),
];

/// What a language's name leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LanguageEntry {
    /// Text as it is.
    Plain,
    /// The grammar at this index of the set.
    Grammar(usize),
    /// A session of a terminal, with commands of the grammar at this index.
    Session(usize),
    /// Nobody knows it.
    Unknown,
}

/// All names of all languages, in small letters, and the grammar of each.
pub(crate) struct Languages {
    names: HashMap<String, usize>,
    extensions: HashMap<String, usize>,
    shell: Option<usize>,
    /// The grammars of JavaScript, and of JavaScript with elements in it.
    javascript: Option<(usize, usize)>,
}

impl Languages {
    /// Lists the names of the grammars in `set`.
    pub(crate) fn of(set: &SyntaxSet) -> Self {
        let visible = || set.syntaxes().iter().enumerate().filter(|(_, s)| !s.hidden);
        let extensions = visible().flat_map(|(index, s)| s.file_extensions.iter().map(move |e| (small(e), index)));
        let named = visible().map(|(index, s)| (small(&s.name), index));
        let grammar = |name: &str| set.syntaxes().iter().position(|s| s.name == name);
        let aliases = ALIASES.iter().filter_map(|(alias, name)| Some(((*alias).to_owned(), grammar(name)?)));
        Self {
            shell: grammar(SHELL),
            javascript: grammar(JAVASCRIPT).zip(grammar(JSX)),
            names: named.chain(aliases).collect(),
            extensions: extensions.collect(),
        }
    }

    /// What `name` means, whatever its case.
    pub(crate) fn find(&self, name: &str) -> LanguageEntry {
        let name = small(name);
        if PLAIN.contains(&name.as_str()) {
            return LanguageEntry::Plain;
        }
        if SESSIONS.contains(&name.as_str()) {
            return self.shell.map_or(LanguageEntry::Unknown, LanguageEntry::Session);
        }
        let index = self.names.get(&name).or_else(|| self.extensions.get(&name));
        index.map_or(LanguageEntry::Unknown, |index| LanguageEntry::Grammar(*index))
    }

    /// The grammar that reads `code` in the language of the grammar at `index`.
    pub(crate) fn reading(&self, index: usize, code: &str) -> usize {
        match self.javascript {
            Some((javascript, jsx)) if index == javascript && has_elements(code) => jsx,
            _ => index,
        }
    }

    /// The known name nearest to `name`, if one is near enough to be meant: names before file extensions.
    pub(crate) fn nearest(&self, name: &str) -> Option<&str> {
        suggest::nearest(name, one_word(&self.names)).or_else(|| suggest::nearest(name, one_word(&self.extensions)))
    }
}

/// Whether an element ends somewhere in JavaScript.
fn has_elements(code: &str) -> bool {
    code.contains("</") || code.contains("/>")
}

fn small(name: &str) -> String {
    name.to_ascii_lowercase()
}

/// The names that can stand in an info string and read like a language.
fn one_word(names: &HashMap<String, usize>) -> impl Iterator<Item = &str> {
    let readable = |n: &&str| n.bytes().all(|b| b.is_ascii_alphanumeric() || b"+#-".contains(&b));
    names.keys().map(String::as_str).filter(readable)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use crate::highlight::Highlighter;

    static HIGHLIGHTER: LazyLock<Highlighter> = LazyLock::new(Highlighter::new);

    #[test]
    fn languages_are_found_by_any_usual_name() {
        let usual = "js ts py sh shell console yml rs jsx tsx text plain none dockerfile Docker nginx http json5 jsonc toml kotlin \
            JavaScript C++ cpp c# cs F# objc golang ps1 md vue svelte scss sass less graphql proto zig nix hcl ini make diff";
        for name in usual.split_whitespace() {
            assert!(HIGHLIGHTER.known(name), "{name}");
        }
        assert!(!HIGHLIGHTER.known("rsut"));
        assert_eq!(HIGHLIGHTER.nearest("rsut"), Some("rust"));
        assert_eq!(HIGHLIGHTER.nearest("javscript"), Some("javascript"));
    }

    #[test]
    fn javascript_with_elements_is_read_as_such() {
        let javascript = HIGHLIGHTER.highlight("js", "import { a } from './a.js';\nclass B extends C {}\n");
        assert_eq!(javascript.name.as_deref(), Some("JavaScript"));
        for keyword in ["import", "from", "extends"] {
            assert!(
                javascript.html().contains(&format!("<span class=\"k\">{keyword}</span>")),
                "{}",
                javascript.html()
            );
        }
        for code in ["const a = <b>c</b>;\n", "const a = <B c={d} />;\n"] {
            let read = HIGHLIGHTER.highlight("js", code);
            assert_eq!(read.name.as_deref(), Some("JavaScript"));
            assert_eq!(read.html(), HIGHLIGHTER.highlight("jsx", code).html());
        }
    }
}
