//! Images of pages: sizes, smaller ones that are worth having, and what happens to those that cannot be read.
//!
//! It refuses to know how pages are drawn; it reads what a build gives out.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::{Arc, Mutex};

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use versus::base::{Bucket, Date, Diagnostic, Hash128, Severity, SitePath, Snapshot, SourcePath, Store};
use versus::engine::preview::{Preview, PreviewResponse};
use versus::engine::{BuildOptions, Engine, OutputSink};
use versus::theme::Rendered;

use super::memory_site::{self, MemorySite};

fn options() -> BuildOptions {
    let as_of: Date = "2026-01-01".parse().expect("a day");
    BuildOptions { config: SourcePath::new("versus.yaml"), as_of, drafts: false, base_url: None }
}

/// A project with one page, `/a/`, and images beside it.
fn project(page: &str, images: &[(&str, Vec<u8>)]) -> Snapshot {
    let mut snapshot = Snapshot::default();
    snapshot.insert("versus.yaml", "title: Images\nsearch: {enabled: false}\n");
    snapshot.insert("content/a.md", format!("---\ntitle: A\n---\n{page}\n"));
    for (name, bytes) in images {
        snapshot.insert(format!("content/{name}"), bytes.clone());
    }
    snapshot
}

fn build(page: &str, images: &[(&str, Vec<u8>)]) -> MemorySite {
    memory_site::fresh(&project(page, images), &options())
}

/// The text of the page's images, from the first to the end of the last.
fn shown(build: &MemorySite) -> String {
    let page = build.outputs.get(&SitePath::new("a/")).expect("the page is there");
    let html = String::from_utf8_lossy(page).into_owned();
    let main = html.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>")).expect("it has a main part").0;
    let start = main.find("<picture").or_else(|| main.find("<img")).unwrap_or(0);
    let end = main.rfind("</picture>").or_else(|| main.rfind("<img").and_then(|i| Some(i + main[i..].find('>')?)));
    main[start..end.unwrap_or(main.len())].to_owned()
}

/// The images that were made: address, width, height, bytes; by address.
fn made(build: &MemorySite) -> Vec<(String, u32, u32, Vec<u8>)> {
    let made = build.outputs.iter().filter(|(path, _)| path.as_str().starts_with("assets/images/"));
    let decoded = made.map(|(path, output)| {
        let image = image::load_from_memory(output).expect("what is published can be read");
        (path.to_string(), image.width(), image.height(), output.to_vec())
    });
    decoded.collect()
}

/// Something like a photograph: soft shades and some noise.
fn photo(width: u32, height: u32, quality: u8) -> Vec<u8> {
    let mut state = 1_u32;
    let image = RgbImage::from_fn(width, height, |x, y| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        let shade = |n: u32| u8::try_from((n / 8 + state % 16) % 256).unwrap_or(0);
        Rgb([shade(x + y), shade(x), shade(y + 600)])
    });
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, quality).encode_image(&image).expect("it can be encoded");
    out
}

/// Something like a drawing: bars of few colours, the corner transparent.
fn drawing(width: u32, height: u32) -> RgbaImage {
    RgbaImage::from_fn(width, height, |x, y| match ((x / 40) % 5, (y / 30) % 3) {
        _ if x + y < 200 => Rgba([0, 0, 0, 0]),
        (0, _) => Rgba([20, 80, 160, 255]),
        (3, 1) => Rgba([200, 60, 20, 128]),
        _ => Rgba([250, 250, 245, 255]),
    })
}

fn png(image: &RgbaImage) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    DynamicImage::ImageRgba8(image.clone()).write_to(&mut out, ImageFormat::Png).expect("it can be encoded");
    out.into_inner()
}

/// The JPEG with an Exif segment that says to turn it by 90 degrees, and where it was taken.
fn turned(jpeg: &[u8]) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    exif.extend(b"GPS 52.5N 13.4E");
    let length = u16::try_from(exif.len() + 2).expect("a short segment").to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

fn codes(diagnostics: &[Diagnostic]) -> Vec<(Severity, &'static str)> {
    diagnostics.iter().map(|d| (d.severity, d.code.slug())).collect()
}

#[test]
fn a_photograph_is_offered_smaller_as_jpeg() {
    let original = photo(2000, 1500, 90);
    let build = build("![Kitchen](kitchen.jpg)\n\n![Again](kitchen.jpg)", &[("kitchen.jpg", original.clone())]);
    assert_eq!(codes(&build.diagnostics), []);
    let mut made = made(&build);
    made.sort_by_key(|(_, width, ..)| *width);
    let sizes: Vec<(u32, u32)> = made.iter().map(|(_, width, height, _)| (*width, *height)).collect();
    assert_eq!(sizes, [(480, 360), (800, 600), (1200, 900), (1600, 1200)]);
    let lengths: Vec<usize> = made.iter().map(|(.., bytes)| bytes.len()).chain([original.len()]).collect();
    assert!(lengths.windows(2).all(|pair| pair[0] * 10 <= pair[1] * 9), "{lengths:?}");
    let candidates: String = made.iter().map(|(path, width, ..)| format!("../{path} {width}w, ")).collect();
    let srcset = format!("srcset=\"{candidates}../kitchen.jpg 2000w\"");
    let html = shown(&build);
    assert_eq!(html.matches(&srcset).count(), 2, "{html}");
    let size = " width=\"2000\" height=\"1500\" decoding=\"async\" ";
    assert!(html.starts_with(&format!("<img src=\"../kitchen.jpg\" alt=\"Kitchen\"{size}srcset=")), "{html}");
    assert!(html.contains("loading=\"lazy\""), "all but the first can wait: {html}");
    assert!(html.contains("sizes=\"(max-width: 720px) 100vw, 720px\""), "{html}");
    assert!(html.contains("sizes=\"auto, (max-width: 720px) 100vw, 720px\""), "{html}");
}

#[test]
fn a_drawing_is_offered_exactly_as_it_is() {
    let image = drawing(1000, 600);
    let build = build("![Bars](bars.png)", &[("bars.png", png(&image))]);
    assert_eq!(codes(&build.diagnostics), []);
    let html = shown(&build);
    assert!(html.starts_with("<picture><source type=\"image/webp\" srcset=\"../assets/images/bars."), "{html}");
    let full = made(&build).into_iter().find(|(path, width, ..)| *width == 1000 && path.ends_with(".webp"));
    let (.., bytes) = full.expect("a drawing of few colours is smaller as WebP");
    assert!(image::load_from_memory(&bytes).expect("it can be read").into_rgba8() == image, "pixels differ");
}

#[test]
fn nothing_is_made_larger_or_without_gain() {
    let images =
        [("small.jpg", photo(400, 300, 80)), ("coarse.jpg", photo(1300, 900, 1)), ("dot.png", png(&drawing(8, 8)))];
    let originals = images.iter().map(|(name, bytes)| (*name, bytes.len())).collect::<Vec<_>>();
    let build = build("![S](small.jpg) ![C](coarse.jpg) ![D](dot.png)", &images);
    for (path, width, _, bytes) in made(&build) {
        let name = path.trim_start_matches("assets/images/").split('.').next().unwrap_or_default().to_owned();
        assert_ne!(name, "small", "{path} of a width that is no step below 400");
        let original = originals.iter().find(|(n, _)| n.starts_with(&name)).expect("it has an original").1;
        assert!(bytes.len() < original && width <= 1300, "{path}: {} bytes of {original}", bytes.len());
    }
}

#[test]
fn a_turned_photograph_stands_upright_and_keeps_its_secrets() {
    let original = turned(&photo(1000, 600, 90));
    let build = build("![Hall](hall.jpg)", &[("hall.jpg", original)]);
    assert!(shown(&build).contains("width=\"600\" height=\"1000\""), "{}", shown(&build));
    let made = made(&build);
    assert_eq!(made.iter().map(|(_, w, h, _)| (*w, *h)).collect::<Vec<_>>(), [(480, 800)]);
    for (path, .., bytes) in made {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains("Exif") && !text.contains("GPS"), "{path} tells where it was taken");
    }
}

#[test]
fn what_cannot_be_read_is_an_error_where_it_is_used() {
    let (jpeg, whole) = (photo(700, 500, 90), png(&drawing(600, 400)));
    let mut damaged = whole.clone();
    damaged.truncate(whole.len() / 2);
    let images = [
        ("cut.jpg", jpeg[..jpeg.len() / 2].to_vec()),
        ("cut.png", damaged),
        ("text.png", b"not an image".to_vec()),
        ("empty.webp", Vec::new()),
        ("head.jpg", jpeg[..30].to_vec()),
    ];
    let page = images.iter().map(|(name, _)| format!("![x]({name})\n")).collect::<String>();
    let build = build(&page, &images);
    let places: Vec<usize> = build.diagnostics.iter().filter_map(|d| Some(d.place.as_ref()?.span.start)).collect();
    let text = format!("---\ntitle: A\n---\n{page}");
    let expected: Vec<usize> = images.iter().filter_map(|(name, _)| text.find(name)).collect();
    assert_eq!(places, expected, "{:#?}", build.diagnostics);
    assert!(build.diagnostics.iter().all(|d| d.code.slug() == "bad-image" && d.help.is_some()));
    assert!(build.failed());
}

#[test]
fn a_bomb_is_not_decoded() {
    // The size stands in the first chunk, of which the sum must be right.
    let mut bomb = png(&drawing(8, 8));
    bomb[16..24].copy_from_slice(&[0, 0, 0x9c, 0x40, 0, 0, 0x9c, 0x40]);
    let sum = crc(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&sum.to_be_bytes());
    let build = build("![Bomb](bomb.png)", &[("bomb.png", bomb)]);
    assert_eq!(codes(&build.diagnostics), [(Severity::Warning, "image-too-large")]);
    assert!(shown(&build).contains("width=\"40000\" height=\"40000\""), "{}", shown(&build));
    assert!(made(&build).is_empty());
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 })
    })
}

#[test]
fn the_configuration_chooses_what_is_made() {
    let images = [("hall.jpg", photo(1000, 600, 90)), ("bars.png", png(&drawing(1000, 600)))];
    let made_with = |config: &str| {
        let mut snapshot = project("![H](hall.jpg) ![B](bars.png)", &images);
        snapshot.insert("versus.yaml", format!("title: Images\nimages: {config}\n"));
        let build = memory_site::fresh(&snapshot, &options());
        assert_eq!(codes(&build.diagnostics), []);
        assert!(shown(&build).contains("width=\"1000\""), "sizes are filled in whatever is made");
        let made = made(&build).into_iter();
        made.map(|(path, width, ..)| (width, path.rsplit('.').next().unwrap_or_default().to_owned()))
            .collect::<Vec<_>>()
    };
    assert_eq!(made_with("{enabled: false}"), []);
    assert!(made_with("{formats: [webp]}").iter().all(|(_, format)| format == "webp"));
    assert!(made_with("{formats: [original]}").iter().all(|(_, format)| format != "webp"));
    assert!(made_with("{widths: [320], formats: [original]}").contains(&(320, "jpg".to_owned())));
}

#[test]
fn a_preview_makes_images_when_they_are_asked_for() {
    let mut files = project("![Hall](hall.jpg)", &[("hall.jpg", photo(1000, 600, 90))]);
    let preview = Preview::default();
    let revision = preview.show(preview.consider(Ok(files.clone()), &options()));
    let build = preview.complete(&revision, &|| true).expect("nobody gave it up");
    assert_eq!(codes(&build.diagnostics), []);
    assert_eq!(preview.images_made(), 0, "nobody has asked for the page");
    let page = answer(&preview, "a/");
    assert_eq!(preview.images_made(), 1);
    let address = page.split("srcset=\"../").nth(1).and_then(|rest| rest.split(' ').next()).expect("it offers one");
    assert!(!answer(&preview, address).is_empty());
    files.insert("content/a.md", "---\ntitle: A\n---\nMore words. ![Hall](hall.jpg)\n");
    let revision = preview.show(preview.consider(Ok(files), &options()));
    assert!(answer(&preview, "a/").contains("More words"));
    let build = preview.complete(&revision, &|| true).expect("nobody gave it up");
    assert_eq!(preview.images_made(), 1, "the image is the same");
    assert_eq!(preview.verify(&revision, &build), []);
}

fn answer(preview: &Preview, path: &str) -> String {
    let revision = preview.current().expect("something is shown");
    match preview.answer(&revision, &SitePath::new(path)) {
        PreviewResponse::Output { rendered, .. } => String::from_utf8_lossy(&rendered.bytes).into_owned(),
        _ => panic!("nothing stands at {path}"),
    }
}

/// Keeps everything, in memory.
#[derive(Default)]
struct Shelf(Mutex<BTreeMap<(Bucket, Hash128), Vec<u8>>>);

impl Store for Shelf {
    fn get(&self, bucket: Bucket, key: Hash128) -> Option<Vec<u8>> {
        // As when a page was changed: the site is another.
        let shelf = self.0.lock().expect("nobody panicked");
        shelf.get(&(bucket, key)).filter(|_| bucket != Bucket::Site).cloned()
    }

    fn put(&self, bucket: Bucket, key: Hash128, bytes: &[u8]) {
        self.0.lock().expect("nobody panicked").insert((bucket, key), bytes.to_vec());
    }
}

/// Counts what is handed over.
#[derive(Default)]
struct Counting(Mutex<usize>);

impl OutputSink for Counting {
    fn accept(&self, path: &SitePath, _: &Arc<Rendered>) {
        *self.0.lock().expect("nobody panicked") += usize::from(path.as_str().starts_with("assets/images/"));
    }
}

#[test]
fn a_store_knows_which_images_are_worth_having() {
    let images = [("hall.jpg", photo(1000, 600, 90)), ("bars.png", png(&drawing(1000, 600)))];
    let snapshot = project("![H](hall.jpg) ![B](bars.png)", &images);
    let options = options();
    let plain = memory_site::fresh(&snapshot, &options);
    let plain: BTreeMap<_, _> =
        plain.outputs.iter().map(|(path, output)| (path.clone(), Hash128::of(output))).collect();
    let store = Arc::new(Shelf::default());
    for (kept, count) in [(made(&build("![H](hall.jpg) ![B](bars.png)", &images)).len(), 2), (0, 0)] {
        let (engine, counting) = (Engine::with(store.clone()), Counting::default());
        let site = engine.build(&snapshot, &options, &counting);
        assert_eq!(site.outputs.iter().map(|(p, (hash, _))| (p.clone(), *hash)).collect::<BTreeMap<_, _>>(), plain);
        assert_eq!((*counting.0.lock().expect("nobody panicked"), engine.images_made()), (kept, count));
        for path in site.outputs.keys() {
            assert!(site.bytes(path).is_some(), "{path} can be made again");
        }
    }
}

#[test]
fn images_of_the_same_name_have_the_same_bytes() {
    let images = [("hall.jpg", photo(1000, 600, 90)), ("bars.png", png(&drawing(1000, 600)))];
    let build = build("![H](hall.jpg) ![B](bars.png)", &images);
    let made = made(&build);
    let hash = Hash128::of_parts(made.iter().map(|(.., bytes)| bytes.as_slice()));
    // After an update of an encoder: raise `PROCEDURE` in src/images.rs, so that names change with the bytes.
    assert_eq!(hash.short(16), "3dd0ed04e9059c94", "the encoders give other bytes than before");
}
