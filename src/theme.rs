//! Floor 4: theme and view into bytes.
//!
//! It refuses to know the site and the disk: it sees one closed view at a time.

pub mod assets;
pub mod check;
mod compile;
mod error;
pub mod files;
pub mod html_scan;
pub mod limits;
pub mod manifest;
pub mod messages;
pub mod picture;
mod theme_blocks;
mod value;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tera::{Context, Value};

use self::files::Theme;
use self::html_scan::PageRefs;
use self::limits::PageBuffer;
use crate::base::panic::catch;
use crate::base::{Diagnostic, Hash128, Place, SourcePath};
use crate::pages::{PageContext, Redirect, SiteView};

/// What is known of an output without having its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutputMeta {
    /// The hash of its bytes.
    pub hash: Hash128,
    /// How many bytes it has.
    pub length: u64,
    /// The links and ids in it.
    pub found: PageRefs,
    /// What went wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// A finished output.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// Its bytes; empty if it could not be drawn.
    pub bytes: Arc<[u8]>,
    /// Their hash.
    pub hash: Hash128,
    /// The links and ids in it.
    pub found: PageRefs,
    /// What went wrong.
    pub diagnostics: Vec<Diagnostic>,
}

impl Rendered {
    /// Bytes that nobody needs to look into.
    pub fn plain(bytes: Arc<[u8]>) -> Self {
        Self { hash: Hash128::of(&bytes), bytes, found: PageRefs::default(), diagnostics: Vec::new() }
    }

    /// Whether it could not be drawn, which is reported.
    pub fn failed(&self) -> bool {
        !self.diagnostics.is_empty()
    }

    /// What is known of it.
    pub fn into_known(self) -> OutputMeta {
        let Self { bytes, hash, found, diagnostics } = self;
        OutputMeta { hash, length: bytes.len() as u64, found, diagnostics }
    }

    fn html(html: String) -> Self {
        let found = html_scan::scan(&html);
        let bytes: Arc<[u8]> = html.into_bytes().into();
        Self { hash: Hash128::of(&bytes), bytes, found, diagnostics: Vec::new() }
    }

    /// An output that could not be drawn.
    pub fn fault(diagnostic: Diagnostic) -> Self {
        let bytes: Arc<[u8]> = Arc::from([]);
        Self { hash: Hash128::of(&bytes), bytes, found: PageRefs::default(), diagnostics: vec![diagnostic] }
    }
}

/// What all pages see of the site, as template values.
pub struct SiteValues {
    site: Value,
    language: String,
    /// The site's own language, which text falls back to before English.
    main: String,
    messages: Value,
}

impl SiteValues {
    /// Turns the view into values, which on a large site takes as long as drawing many pages.
    pub fn new(theme: &Theme, site: &SiteView) -> Self {
        let main = site.languages.first().map_or(&site.language, |main| &main.language);
        Self {
            site: value::of(site),
            language: site.language.clone(),
            main: main.clone(),
            messages: Value::from_serializable(&theme.messages(&site.language, main)),
        }
    }
}

/// Draws pages with a theme.
pub struct Renderer<'t> {
    theme: &'t Theme,
    shared: &'t SiteValues,
}

impl<'t> Renderer<'t> {
    /// A renderer for pages of a site.
    pub fn new(theme: &'t Theme, shared: &'t SiteValues) -> Self {
        Self { theme, shared }
    }

    /// Draws a page. A fault, even a panic of a template filter, is a diagnostic and touches no other page.
    pub fn page(&self, template: &str, view: &PageContext, source: Option<&SourcePath>) -> Rendered {
        Self::finished(source, || self.page_unguarded(template, view))
    }

    /// Draws a redirect.
    pub fn redirect(&self, view: &Redirect) -> Rendered {
        Self::finished(None, || {
            let mut context = self.context();
            context.insert("root", &view.root);
            context.insert("target", &view.target);
            context.insert("canonical", &view.canonical);
            context.insert("language", &view.language);
            self.draw("redirect.html", &context)
        })
    }

    fn finished(source: Option<&SourcePath>, draw: impl FnOnce() -> Result<String, Diagnostic>) -> Rendered {
        limits::begin();
        match catch("drawing this page", draw).and_then(|drawn| drawn) {
            Ok(html) => Rendered::html(html),
            Err(mut diagnostic) => {
                if diagnostic.place.is_none() {
                    diagnostic.place = source.map(Place::start_of);
                }
                Rendered::fault(diagnostic)
            }
        }
    }

    fn page_unguarded(&self, template: &str, view: &PageContext) -> Result<String, Diagnostic> {
        let mut context = self.context();
        context.insert("root", &view.root);
        let page = value::of(&view.page);
        context.insert_value("page", page.clone());
        // The blocks of a page that is not translated, and their scripts, speak its language, not that of the interface.
        let messages = if view.page.page.language == self.shared.language {
            self.shared.messages.clone()
        } else {
            Value::from_serializable(&self.theme.messages(&view.page.page.language, &self.shared.main))
        };
        context.insert_value("page_messages", messages.clone());
        let mut own = context.clone();
        own.insert_value("t", messages);
        let page = value::Drawer { theme: self.theme, implicits: &own }.draw(page)?;
        let section = value::Drawer { theme: self.theme, implicits: &context }.draw(value::of(&view.section))?;
        context.insert("hub", &view.hub);
        context.insert("subject", &view.subject);
        context.insert("search", &view.search);
        context.insert_value("page", page);
        context.insert_value("section", section);
        self.draw(template, &context)
    }

    fn context(&self) -> Context {
        let mut context = Context::new();
        context.insert_value("site", self.shared.site.clone());
        context.insert_value("t", self.shared.messages.clone());
        context.insert_value("assets", self.theme.asset_map());
        context
    }

    fn draw(&self, template: &str, context: &Context) -> Result<String, Diagnostic> {
        let mut page = PageBuffer::default();
        match self.theme.tera().render_to(template, context, &mut page) {
            Ok(()) => Ok(page.into_string()),
            Err(_) if page.is_full() => Err(error::too_long(template, self.theme.sources())),
            Err(error) => Err(error::diagnostic(&error, self.theme.sources())),
        }
    }
}
