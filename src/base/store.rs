//! A store: what pure functions gave, kept from one run of the program to the next.
//!
//! A store may forget and never errs: what it gives for a key is what was put there by this very program, or nothing.

use std::sync::Arc;

use super::Hash128;

/// A kind of results. Keys of different kinds have nothing to do with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bucket {
    /// Highlighted code, by language and code.
    Code,
    /// Parsed pages, by path, bytes and the options of Markdown.
    Pages,
    /// The hash of a page's view and of all else that it is drawn from, by the layout and the page's own file.
    Views,
    /// What is known of a drawn output, by all that it was drawn from.
    Drawn,
    /// How large images are, and what is known of the smaller ones that were made of them.
    Images,
    /// Parts of the search index, by the words of their pages.
    Search,
    /// The outputs with nothing wrong in their links, by all that links can lead to.
    Checks,
    /// What is known of a whole site, by all that it was made from.
    Site,
    /// What the file system said of the sources when they were last read.
    Sources,
    /// The day on which an address elsewhere last answered, by the address.
    Links,
}

impl Bucket {
    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::Code,
        Self::Pages,
        Self::Views,
        Self::Drawn,
        Self::Images,
        Self::Search,
        Self::Checks,
        Self::Site,
        Self::Sources,
        Self::Links,
    ];

    /// Its name, for files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Pages => "pages",
            Self::Views => "views",
            Self::Drawn => "drawn",
            Self::Images => "images",
            Self::Search => "search",
            Self::Checks => "checks",
            Self::Site => "site",
            Self::Sources => "sources",
            Self::Links => "links",
        }
    }
}

/// Keeps bytes by key; used from many threads.
pub trait Store: Send + Sync {
    /// What was put under the key, if that is still known.
    fn get(&self, bucket: Bucket, key: Hash128) -> Option<Vec<u8>>;
    /// Keeps the bytes in place of what there may be under the key, if it can.
    fn put(&self, bucket: Bucket, key: Hash128, bytes: &[u8]);
}

/// Remembers what pure functions gave, in memory and perhaps in a store.
pub trait Remember: Sync {
    /// What is remembered under the key, else what `make` gives, remembered from now on.
    fn remembered(&self, bucket: Bucket, key: Hash128, make: &dyn Fn() -> Vec<u8>) -> Arc<Vec<u8>>;
}
