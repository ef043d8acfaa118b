//! Strings that grammars do not know, so that a quote within them leads astray until the end of the code.
//!
//! Each is a rule that is put before the rules of contexts that know strings, and a context of its own. It refuses to
//! know how rules are applied.

use super::grammar::ContextId;
use super::stored::{StoredContext, StoredOperation, StoredPattern, StoredReference, StoredRule};

/// A kind of string.
struct Quotation {
    /// The grammar's name.
    grammar: &'static str,
    /// The pattern of a rule of the contexts in which such strings begin.
    beside: &'static str,
    begin: &'static str,
    /// May refer to groups of `begin`.
    end: &'static str,
    scope: &'static str,
}

const HEREDOC: &str = "string.unquoted.heredoc";
const RAW: &str = "string.quoted.raw";

/// A heredoc's first line is passed over: what stands on it beside the heredoc is shown plain.
const QUOTATIONS: &[Quotation] = &[
    Quotation { grammar: "C#", beside: "\\$\"", begin: "\\$*(\"{3,})", end: "\\1", scope: RAW },
    Quotation { grammar: "R", beside: "\"", begin: "\\b[rR]\"(-*)\\(", end: "\\)\\1\"", scope: RAW },
    Quotation { grammar: "R", beside: "\"", begin: "\\b[rR]\"(-*)\\[", end: "\\]\\1\"", scope: RAW },
    Quotation { grammar: "R", beside: "\"", begin: "\\b[rR]\"(-*)\\{", end: "\\}\\1\"", scope: RAW },
    Quotation { grammar: "OCaml", beside: "(\\{)", begin: "\\{([a-z_]*)\\|", end: "\\|\\1\\}", scope: RAW },
    // A backslash at the end of a string escapes nothing: standard SQL has no escapes.
    Quotation { grammar: "SQL", beside: "'", begin: "'(?=[^'\\\\\\n]*\\\\'\\s*[;,)])", end: "'", scope: RAW },
    Quotation {
        grammar: "Perl",
        beside: "<<(?=(\\s*['\"]\\s*)?\\b[_\\p{L}]\\w*\\b)",
        begin: "<<~?\\s*[\"']?\\w+[\"']?.*<<~?\\s*[\"']?(\\w+)[\"']?.*\\n?",
        end: "^\\s*\\1\\b",
        scope: HEREDOC,
    },
    Quotation {
        grammar: "Perl",
        beside: "<<(?=(\\s*['\"]\\s*)?\\b[_\\p{L}]\\w*\\b)",
        begin: "<<~\\s*[\"']?(\\w+)[\"']?.*\\n?",
        end: "^\\s*\\1\\b",
        scope: HEREDOC,
    },
    Quotation {
        grammar: "Ruby",
        beside: "<<[-~][\"`]?((?:[\\p{Lu}_]_)?CSS)[\"`]?",
        begin: "<<[-~]?[\"'`]?[A-Z_]\\w*[\"'`]?.*<<[-~]?[\"'`]?([A-Z_]\\w*)[\"'`]?.*\\n?",
        end: "^\\s*\\1\\b",
        scope: HEREDOC,
    },
];

/// Adds to the contexts of a grammar the strings that it does not know.
pub(super) fn amend(grammar: &str, index: usize, contexts: &mut Vec<StoredContext>) {
    for quotation in QUOTATIONS.iter().rev().filter(|quotation| quotation.grammar == grammar) {
        let own = ContextId { syntax_index: index, context_index: contexts.len() };
        for context in contexts.iter_mut().filter(|context| knows(context, quotation.beside)) {
            let push = StoredOperation::Push(vec![StoredReference::Direct(own)]);
            context.patterns.insert(0, rule(quotation.begin, push));
        }
        contexts.push(StoredContext::within(quotation.scope, rule(quotation.end, StoredOperation::Pop)));
    }
}

fn knows(context: &StoredContext, pattern: &str) -> bool {
    context.patterns.iter().any(|own| matches!(own, StoredPattern::Match(rule) if rule.regex == pattern))
}

fn rule(regex: &str, operation: StoredOperation) -> StoredPattern {
    StoredPattern::Match(StoredRule {
        has_captures: matches!(operation, StoredOperation::Pop),
        regex: regex.to_owned(),
        scope: Vec::new(),
        captures: None,
        operation,
        with_prototype: None,
    })
}
