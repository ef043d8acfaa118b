//! Images: what is known of them, and the smaller ones that pages offer, each made once of the same bytes.
//!
//! A page is drawn with its images as they are. Where it is to be seen, those that are worth having are put in, for
//! which they have to be made, or the store has to know of them. It refuses to know how an image is made smaller.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use super::image_sources::{ImageSource, address};
use super::memory_budget::MemoryBudget;
use super::{Engine, LinkedSite, OutputSink, keys, store_access};
use crate::base::snapshot::SourceFile;
use crate::base::sync::lock;
use crate::base::{Bucket, Diagnostic, Hash128, Memo, SitePath, SourcePath};
use crate::images;
use crate::images::{Candidate, Probe, Probing, UnreadableImage, Variant};
use crate::link::image::unreadable;
use crate::theme::html_scan::PageRefs;
use crate::theme::picture;
use crate::theme::picture::SrcSet;
use crate::theme::{OutputMeta, Rendered};

/// What all images together may take while they are decoded, however many threads there are: three photographs of
/// 12 million pixels at once.
const MEMORY: u64 = 512 << 20;

/// What a pixel takes at most while it is decoded, turned, brought to eight bits and made smaller, in bytes.
const BYTES_PER_PIXEL: u64 = 12;

/// The images that were made of one.
type Encoded = Result<Vec<Variant>, UnreadableImage>;

/// What is known of them without having their bytes: hash and length.
type VariantMeta = Result<Vec<(Candidate, Hash128, u64)>, UnreadableImage>;

/// What was found out about images, and what was made of them.
pub(super) struct ImageStore {
    probed: Memo<Option<Result<Probe, UnreadableImage>>>,
    made: Memo<Encoded>,
    /// How many were made, not counting remembered ones.
    count: AtomicU64,
    memory: MemoryBudget,
}

/// The images of a site, made: what is known of each.
#[derive(Default)]
pub(super) struct OfferedVariants<'a>(BTreeMap<&'a SourcePath, VariantMeta>);

impl Default for ImageStore {
    fn default() -> Self {
        Self {
            probed: Memo::default(),
            made: Memo::default(),
            count: AtomicU64::new(0),
            memory: MemoryBudget::new(MEMORY),
        }
    }
}

impl ImageStore {
    /// How many images were made smaller so far, not counting remembered ones.
    pub(super) fn computed(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }

    /// Forgets what neither of the last two generations used.
    pub(super) fn next_generation(&self) {
        self.probed.next_generation();
        self.made.next_generation();
    }

    /// While an image is being made nothing else is waited for, so that no thread waits in vain.
    fn make(&self, prepared: &LinkedSite, source: &ImageSource) -> Option<Encoded> {
        let bytes = source.file.bytes()?;
        let pixels = u64::from(source.probe.width) * u64::from(source.probe.height);
        self.count.fetch_add(1, Ordering::Relaxed);
        let _held = self.memory.take(pixels * BYTES_PER_PIXEL);
        Some(images::variants(&bytes, source.probe, &prepared.images.options))
    }
}

impl Probing for Engine {
    fn probe(&self, path: &SourcePath, file: &SourceFile) -> Option<Result<Probe, UnreadableImage>> {
        let extension = path.extension()?;
        let key = keys::probe(extension, file);
        // A file that is gone is missed where it is copied.
        let probe = || file.bytes().and_then(|bytes| images::probe(extension, &bytes));
        let probed = self.images.probed.get(key, || self.recalled(Bucket::Images, key, probe));
        (*probed).clone()
    }
}

impl Engine {
    /// All images of a site that the store does not know are made, and handed to `sink`.
    pub(super) fn keep_images<'a>(&self, prepared: &'a LinkedSite, sink: &dyn OutputSink) -> OfferedVariants<'a> {
        let images = prepared.images.images.par_iter();
        OfferedVariants(images.map(|(path, source)| (path, self.worth(prepared, path, source, Some(sink)))).collect())
    }

    /// The page at `path` with the images that are worth having; those of it that nobody knows are made.
    pub(super) fn with_images(&self, prepared: &LinkedSite, path: &SitePath, page: Arc<Rendered>) -> Arc<Rendered> {
        let pictures = prepared.editions.pictures_at(path).into_iter().flatten();
        let sources = pictures.filter_map(|picture| prepared.images.images.get_key_value(&picture.source));
        let worth = sources.map(|(path, source)| (path, self.worth(prepared, path, source, None)));
        OfferedVariants(worth.collect()).put(prepared, path, page)
    }

    /// What stands at an address for images that are made.
    pub(super) fn image(&self, prepared: &LinkedSite, path: &SitePath) -> Option<Rendered> {
        let (source, candidate) = prepared.images.addresses.get(path)?;
        let made = self.made(prepared, source, prepared.images.images.get(source)?);
        let variant = made.as_ref().as_ref().ok()?.iter().find(|variant| variant.candidate == *candidate)?;
        Some(Rendered::plain(Arc::clone(&variant.bytes)))
    }

    /// What is wrong with those images of a site that were made so far.
    pub fn image_faults(&self, prepared: &LinkedSite) -> Vec<Diagnostic> {
        let known = |(path, source): (_, &ImageSource)| Some((path, worth(&*self.images.made.known(source.key)?)));
        OfferedVariants(prepared.images.images.iter().filter_map(known).collect()).faults(prepared)
    }

    /// What is known of the images made of `source`, from the store or by making them. Those that are handed over
    /// are not held.
    fn worth(
        &self,
        prepared: &LinkedSite,
        path: &SourcePath,
        source: &ImageSource,
        sink: Option<&dyn OutputSink>,
    ) -> VariantMeta {
        let known = self.store.as_ref().and_then(|store| store.get(Bucket::Images, source.key));
        if let Some(known) = known.and_then(|bytes| store_access::read(&bytes)) {
            return known;
        }
        let made = match sink {
            Some(_) => Arc::new(self.made_anew(prepared, path, source)),
            None => self.made(prepared, path, source),
        };
        if let Some(sink) = sink {
            for variant in made.iter().flatten() {
                let address = address(path, source.key, variant.candidate);
                sink.accept(&address, &Arc::new(Rendered::plain(Arc::clone(&variant.bytes))));
            }
        }
        let worth = worth(&made);
        if let Some(store) = self.store.as_ref().filter(|_| !prepared.lost().contains(path)) {
            store.put(Bucket::Images, source.key, &store_access::written(&worth));
        }
        worth
    }

    fn made(&self, prepared: &LinkedSite, path: &SourcePath, source: &ImageSource) -> Arc<Encoded> {
        self.images.made.get(source.key, || self.made_anew(prepared, path, source))
    }

    fn made_anew(&self, prepared: &LinkedSite, path: &SourcePath, source: &ImageSource) -> Encoded {
        self.images.make(prepared, source).unwrap_or_else(|| {
            lock(&prepared.lost).insert(path.clone());
            Ok(Vec::new())
        })
    }
}

fn worth(made: &Encoded) -> VariantMeta {
    let known = |variant: &Variant| (variant.candidate, Hash128::of(&variant.bytes), variant.bytes.len() as u64);
    made.as_ref().map(|made| made.iter().map(known).collect()).map_err(Clone::clone)
}

impl OfferedVariants<'_> {
    /// The page at `path` with what is offered in the place of each image.
    pub(super) fn put(&self, prepared: &LinkedSite, path: &SitePath, page: Arc<Rendered>) -> Arc<Rendered> {
        let pictures = prepared.editions.pictures_at(path).filter(|_| !page.failed());
        let offers = pictures.into_iter().flatten().filter_map(|picture| {
            let worth = self.0.get(&picture.source)?.as_ref().ok()?;
            let candidates = worth.iter().map(|(candidate, ..)| *candidate);
            Some((picture.tag.as_str(), prepared.images.offer(path, picture, candidates)?))
        });
        let offers: BTreeMap<&str, SrcSet> = offers.collect();
        if offers.is_empty() { page } else { Arc::new(picture::put(&page, &offers)) }
    }

    /// What is known of all images that are worth having.
    pub(super) fn outputs(&self, prepared: &LinkedSite) -> Vec<(SitePath, OutputMeta)> {
        let known = self.0.iter().filter_map(|(path, worth)| {
            let key = prepared.images.images.get(*path)?.key;
            let of = move |(candidate, hash, length): &(_, _, _)| {
                let (found, diagnostics) = (PageRefs::default(), Vec::new());
                let known = OutputMeta { hash: *hash, length: *length, found, diagnostics };
                (address(path, key, *candidate), known)
            };
            Some(worth.iter().flatten().map(of))
        });
        known.flatten().collect()
    }

    /// What is wrong with the images, where authors put them.
    pub(super) fn faults(&self, prepared: &LinkedSite) -> Vec<Diagnostic> {
        let pictures = prepared.editions.pictures();
        let faults = pictures.filter_map(|picture| {
            let fault = self.0.get(&picture.source)?.as_ref().err()?;
            Some(unreadable(&picture.source, fault, &picture.place))
        });
        faults.collect()
    }
}
