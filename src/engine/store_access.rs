//! What the engine remembers beyond a build: memos in front of the store.
//!
//! It refuses to know what is remembered and where the store keeps it.

use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_bytes::ByteBuf;

use super::{Engine, keys};
use crate::base::{Bucket, Hash128, Remember};
use crate::highlight::Highlighted;
use crate::parse::page::HighlightCode;

/// The highlighter and its memo, for the stages that highlight.
pub(super) struct MemoizedHighlighter<'a>(pub(super) &'a Engine);

impl HighlightCode for MemoizedHighlighter<'_> {
    fn known(&self, language: &str) -> bool {
        self.0.highlighter.known(language)
    }

    fn nearest(&self, language: &str) -> Option<String> {
        self.0.highlighter.nearest(language).map(str::to_owned)
    }

    fn highlight(&self, language: &str, code: &str) -> Arc<Highlighted> {
        let key = keys::code(language, code);
        self.0.highlighted.get(key, || {
            let compute = || self.0.highlighter.highlight(language, code);
            self.0.recalled(Bucket::Code, key, compute)
        })
    }
}

impl Remember for Engine {
    fn remembered(&self, bucket: Bucket, key: Hash128, make: &dyn Fn() -> Vec<u8>) -> Arc<Vec<u8>> {
        self.parts.get(key, || self.recalled(bucket, key, || ByteBuf::from(make())).into_vec())
    }
}

impl Engine {
    /// What the store has for a key; else what `compute` gives, and the store has from now on.
    pub(super) fn recalled<V: Serialize + DeserializeOwned>(
        &self,
        bucket: Bucket,
        key: Hash128,
        compute: impl FnOnce() -> V,
    ) -> V {
        let Some(store) = &self.store else { return compute() };
        if let Some(found) = store.get(bucket, key).and_then(|bytes| read(&bytes)) {
            return found;
        }
        let value = compute();
        store.put(bucket, key, &written(&value));
        value
    }
}

/// Reads what [`written`] wrote.
pub(super) fn read<V: DeserializeOwned>(bytes: &[u8]) -> Option<V> {
    postcard::from_bytes(bytes).ok()
}

/// A value as bytes; what is kept is made of text and numbers, which cannot fail.
pub(super) fn written<V: Serialize>(value: &V) -> Vec<u8> {
    postcard::to_allocvec(value).unwrap_or_default()
}
