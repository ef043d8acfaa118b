//! The images of a site of which smaller ones are made, and where those stand.
//!
//! It refuses to decode them: which of the smaller ones are worth having is seen when they are made.

use std::collections::BTreeMap;

use super::keys;
use crate::base::slug::slugify;
use crate::base::snapshot::SourceFile;
use crate::base::{Hash128, SitePath, Snapshot, SourcePath};
use crate::images;
use crate::images::{Candidate, EncodedFormat, Probe, VariantOptions};
use crate::link::PageImage;
use crate::parse::config::{ImageFormat, ImagesConfig};
use crate::theme::picture::SrcSet;

/// The longest part of an image's own name in the names of those made of it.
const LONGEST_NAME: usize = 60;

/// The images of a site of which smaller ones are made.
pub(super) struct SiteVariants {
    pub(super) options: VariantOptions,
    column: u32,
    pub(super) images: BTreeMap<SourcePath, ImageSource>,
    /// Where something may stand that is made of an image.
    pub(super) addresses: BTreeMap<SitePath, (SourcePath, Candidate)>,
}

/// An image of which smaller ones are made.
pub(super) struct ImageSource {
    pub(super) file: SourceFile,
    pub(super) probe: Probe,
    /// The hash of all that they are made from.
    pub(super) key: Hash128,
}

impl SiteVariants {
    pub(super) fn new<'p>(
        config: &ImagesConfig,
        pictures: impl Iterator<Item = &'p PageImage>,
        snapshot: &Snapshot,
    ) -> Self {
        let mut sources = Self {
            options: options(config),
            column: config.column.0,
            images: BTreeMap::new(),
            addresses: BTreeMap::new(),
        };
        for picture in pictures.filter(|_| config.enabled) {
            if let Some(file) = snapshot.files.get(&picture.source) {
                sources.add(picture, file);
            }
        }
        sources
    }

    fn add(&mut self, picture: &PageImage, file: &SourceFile) {
        let key = self.options.key(file.hash);
        for candidate in images::candidates(picture.probe, &self.options) {
            self.addresses.insert(address(&picture.source, key, candidate), (picture.source.clone(), candidate));
        }
        let source = ImageSource { file: file.clone(), probe: picture.probe, key };
        self.images.insert(picture.source.clone(), source);
    }

    pub(super) fn has(&self, path: &SitePath) -> bool {
        self.addresses.contains_key(path)
    }

    /// The key of a page that is drawn from `page` and shows `pictures`.
    pub(super) fn page_key(&self, page: Hash128, pictures: &[PageImage]) -> Hash128 {
        keys::page_with_images(page, self.column, pictures, |source| Some(self.images.get(source)?.key))
    }

    /// What the page at `page` offers of an image, of the candidates that are worth having.
    pub(super) fn offer(
        &self,
        page: &SitePath,
        picture: &PageImage,
        worth: impl Iterator<Item = Candidate>,
    ) -> Option<SrcSet> {
        let key = self.images.get(&picture.source)?.key;
        let (mut webp, mut original) = (Vec::new(), Vec::new());
        for candidate in worth {
            let list = if candidate.format == EncodedFormat::WebP { &mut webp } else { &mut original };
            list.push((page.href_to(&address(&picture.source, key, candidate)), candidate.width));
        }
        if webp.is_empty() && original.is_empty() {
            return None;
        }
        webp.reverse();
        original.reverse();
        if !original.is_empty() {
            original.push((page.href_to(&picture.path), picture.probe.width));
        }
        Some(SrcSet { webp, original, widest: picture.probe.width.min(self.column) })
    }
}

fn options(config: &ImagesConfig) -> VariantOptions {
    VariantOptions {
        widths: config.widths.iter().map(|width| width.0).collect(),
        webp: config.formats.contains(&ImageFormat::Webp),
        original: config.formats.contains(&ImageFormat::Original),
        quality: config.quality.0,
    }
}

/// Where an image that is made stands: `assets/images/kitchen.800.0123456789.jpg`.
pub(super) fn address(source: &SourcePath, key: Hash128, candidate: Candidate) -> SitePath {
    let slug = slugify(source.stem());
    let name = &slug[..slug.floor_char_boundary(LONGEST_NAME)];
    let name = if name.is_empty() { "image" } else { name };
    let Candidate { format, width } = candidate;
    SitePath::new(format!("assets/images/{name}.{width}.{}.{}", key.short(10), format.extension()))
}
