//! `robots.txt`, once: everything may be read. What search engines are to leave out says so itself, which a robot that
//! is kept out could not see.

use super::{FileContext, OutputFormat, sitemap};
use crate::base::SitePath;
use crate::link::{FileScope, SiteOutline};

pub(super) struct Robots;

impl OutputFormat for Robots {
    fn files(&self, site: &SiteOutline) -> Vec<(SitePath, FileScope)> {
        let wanted = site.edition.is_main() && site.config.publish.robots;
        wanted.then(|| (SitePath::new("robots.txt"), FileScope::Site)).into_iter().collect()
    }

    fn write(&self, file: &FileContext) -> String {
        let site = file.voice.site;
        let sitemap = SitePath::new(sitemap::PATH);
        match &site.base_url {
            Some(base) if site.has_file(&sitemap) => format!("User-agent: *\nAllow: /\n\nSitemap: {base}{sitemap}\n"),
            _ => "User-agent: *\nAllow: /\n".to_owned(),
        }
    }
}
