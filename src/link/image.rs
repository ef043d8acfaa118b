//! Images that pages show: the files they are, their sizes, and which smaller ones can be made of.

use super::project::{LinkOptions, ParsedProject};
use super::resolve::Names;
use crate::base::{Code, Diagnostic, Place, SitePath, SourcePath};
use crate::images::{ImageKind, LONGEST_SIDE, MOST_PIXELS, Probe, UnreadableImage};

/// An image on a page of which smaller ones can be made.
#[derive(Clone, Debug)]
pub struct PageImage {
    /// Its element as the page has it, which may be replaced by one that offers them.
    pub tag: String,
    /// Its address.
    pub path: SitePath,
    /// Its file.
    pub source: SourcePath,
    /// What is known of it.
    pub probe: Probe,
    /// Where an author put it.
    pub place: Place,
}

/// The file of an image.
pub(super) struct ImageFile {
    pub(super) path: SitePath,
    source: SourcePath,
    probe: Option<Probe>,
}

impl ImageFile {
    /// What stands at `path`, which an author wrote as `target`.
    pub(super) fn new(
        project: &ParsedProject,
        options: &LinkOptions,
        names: &Names,
        path: SitePath,
        target: &str,
        place: &Place,
    ) -> Result<Self, Diagnostic> {
        let source = names.file(&path).ok_or_else(|| not_an_image(target, place))?.clone();
        let file = project.snapshot.files.get(&source).ok_or_else(|| not_an_image(target, place))?;
        let probe = options.images.probe(&source, file).transpose();
        let probe = probe.map_err(|fault| unreadable(&source, &fault, place))?;
        Ok(Self { path, source, probe })
    }

    /// Its size as attributes, which keep its place on the page until it is there.
    pub(super) fn size(&self) -> String {
        self.probe.map_or_else(String::new, |p| format!(" width=\"{}\" height=\"{}\"", p.width, p.height))
    }

    /// A warning if it has more pixels than are decoded.
    pub(super) fn too_large(&self, target: &str, place: &Place) -> Option<Diagnostic> {
        let Probe { width, height, .. } = self.probe.filter(|probe| probe.kind == ImageKind::TooLarge)?;
        let message = format!("`{target}` has {width} × {height} pixels, too many to make smaller ones of it");
        let most = MOST_PIXELS / 1_000_000;
        let warning = Diagnostic::warning(Code::ImageTooLarge, message).at(place.clone());
        Some(warning.help(format!("scale it down: {most} million pixels and {LONGEST_SIDE} on a side are the most")))
    }

    /// What smaller ones can be made of.
    pub(super) fn picture(self, tag: &str, place: Place) -> Option<PageImage> {
        let probe = self.probe.filter(|probe| matches!(probe.kind, ImageKind::Lossy | ImageKind::Exact))?;
        Some(PageImage { tag: tag.to_owned(), path: self.path, source: self.source, probe, place })
    }
}

/// The error of an image that cannot be read.
pub fn unreadable(source: &SourcePath, fault: &UnreadableImage, place: &Place) -> Diagnostic {
    Diagnostic::error(Code::BadImage, format!("{source} cannot be read as an image: {fault}"))
        .at(place.clone())
        .help("export the image anew, and look whether its name says what it is")
}

pub(super) fn not_an_image(target: &str, place: &Place) -> Diagnostic {
    Diagnostic::error(Code::BadImage, format!("`{target}` is not an image"))
        .at(place.clone())
        .help("name the file of an image; for a link take out the `!`")
}
