//! Grammars as syntect stores them: the same types, which it keeps to itself.
//!
//! This file refuses to know what a grammar is for.

use std::collections::HashMap;

use serde::Deserialize;
use syntect::parsing::{ClearAmount, SyntaxReference};

use super::grammar::ContextId;

/// What syntect writes of a `SyntaxReference`, field by field.
#[derive(Deserialize)]
#[expect(dead_code, reason = "fields before the one that is read")]
struct StoredSyntax<'a> {
    name: &'a str,
    file_extensions: Vec<&'a str>,
    scope: &'a str,
    first_line_match: Option<&'a str>,
    hidden: bool,
    variables: HashMap<&'a str, &'a str>,
    #[serde(borrow)]
    serialized_lazy_contexts: &'a [u8],
}

/// `LazyContexts`; this and what follows mirrors the types of syntect 5.3 of the names without `Stored`.
#[derive(Deserialize)]
pub(super) struct StoredContexts {
    pub(super) context_ids: HashMap<String, ContextId>,
    pub(super) contexts: Vec<StoredContext>,
}

impl StoredContexts {
    /// Reads a grammar of the set.
    pub(super) fn read(syntax: &SyntaxReference) -> Option<Self> {
        let bytes = postcard::to_allocvec(syntax).ok()?;
        let stored: StoredSyntax<'_> = postcard::from_bytes(&bytes).ok()?;
        syntect::dumps::from_reader(stored.serialized_lazy_contexts).ok()
    }
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "a flag that syntect has used up when it links grammars")]
pub(super) struct StoredContext {
    pub(super) meta_scope: Vec<String>,
    pub(super) meta_content_scope: Vec<String>,
    pub(super) meta_include_prototype: bool,
    pub(super) clear_scopes: Option<ClearAmount>,
    pub(super) prototype: Option<ContextId>,
    pub(super) uses_backrefs: bool,
    pub(super) patterns: Vec<StoredPattern>,
}

#[derive(Deserialize)]
pub(super) enum StoredPattern {
    Match(StoredRule),
    Include(StoredReference),
}

/// `MatchPattern`.
#[derive(Deserialize)]
pub(super) struct StoredRule {
    pub(super) has_captures: bool,
    pub(super) regex: String,
    pub(super) scope: Vec<String>,
    pub(super) captures: Option<Vec<(usize, Vec<String>)>>,
    pub(super) operation: StoredOperation,
    pub(super) with_prototype: Option<StoredReference>,
}

#[derive(Deserialize)]
pub(super) enum StoredOperation {
    Push(Vec<StoredReference>),
    Set(Vec<StoredReference>),
    Pop,
    None,
}

/// `ContextReference`; all but `Direct` name a grammar that is not in the set.
#[derive(Deserialize)]
#[expect(dead_code, reason = "their fields are passed over")]
pub(super) enum StoredReference {
    Named(String),
    ByScope { scope: String, sub_context: Option<String>, with_escape: bool },
    File { name: String, sub_context: Option<String>, with_escape: bool },
    Inline(String),
    Direct(ContextId),
}

impl StoredContext {
    /// A context of its own scope with one rule, which may refer back.
    pub(super) fn within(scope: &str, rule: StoredPattern) -> Self {
        Self {
            meta_scope: vec![scope.to_owned()],
            meta_content_scope: Vec::new(),
            meta_include_prototype: false,
            clear_scopes: None,
            prototype: None,
            uses_backrefs: true,
            patterns: vec![rule],
        }
    }
}

impl StoredReference {
    pub(super) fn target(&self) -> Option<ContextId> {
        match self {
            Self::Direct(id) => Some(*id),
            _ => None,
        }
    }
}
