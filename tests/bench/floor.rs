//! Builds the pages of a project by the libraries alone, onto the disk and on all cores: `floor FOLDER` writes
//! `FOLDER/site`. It is what `tests/bench/run` holds builds against, and refuses to know all else that is in a project.

mod bare;

use std::fs;
use std::path::{Path, PathBuf};

use bare::Libraries;
use rayon::prelude::*;

#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() {
    let root = std::env::args().nth(1).map(PathBuf::from).expect("the folder of a project");
    let (content, site) = (root.join("content"), root.join("site"));
    let libraries = Libraries::load();
    let mut pages = Vec::new();
    find(&content, &mut pages);
    pages.par_iter().for_each(|page| {
        let text = fs::read_to_string(page).expect("text");
        let (front, body) =
            text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).unwrap_or(("", &text));
        let title = front.lines().find_map(|line| line.strip_prefix("title: ")).unwrap_or_default();
        let html = libraries.page(title, body);
        let place = page.strip_prefix(&content).expect("a page of the content").with_extension("");
        let folder =
            if place.ends_with("_index") { site.join(place.parent().expect("a folder")) } else { site.join(place) };
        fs::create_dir_all(&folder).expect("a folder that can be made");
        fs::write(folder.join("index.html"), html).expect("a file that can be written");
    });
}

/// The Markdown below a folder.
fn find(folder: &Path, pages: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            find(&path, pages);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            pages.push(path);
        }
    }
}
