//! The same project gives the same bytes and the same messages: whatever the number of threads, the time zone, the
//! locale, the path of the checkout, and the times and the order in which its files were written.
//!
//! It refuses to know what the bytes are.

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::program::{Project, Run};
use super::scale::scale;

/// A world that a build may find itself in.
struct World {
    path: String,
    environment: Vec<(&'static str, &'static str)>,
    /// Whether the files are written last one first, with times long past.
    backwards: bool,
}

const THREADS: &[&str] = &["1", "2", "7", "3", "16"];
const ZONES: &[&str] = &["UTC", "Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kathmandu"];
const LOCALES: &[&str] = &["C", "tr_TR.UTF-8", "de_DE.UTF-8"];
const PATHS: &[&str] = &["a", "some/Ördner mit Lücken/[b]", "c/content/site", "語", "d'e \"f\""];

/// So many worlds, each with its own mixture.
fn worlds(count: usize) -> Vec<World> {
    let of = |choices: &[&'static str], i: usize| choices[i % choices.len()];
    let world = |i: usize| World {
        path: format!("{i}/{}", of(PATHS, i)),
        environment: vec![
            ("RAYON_NUM_THREADS", of(THREADS, i + i / 5)),
            ("TZ", of(ZONES, i)),
            ("LC_ALL", of(LOCALES, i)),
            ("LANG", of(LOCALES, i)),
            ("COLUMNS", if i.is_multiple_of(2) { "40" } else { "200" }),
        ],
        backwards: i.is_multiple_of(3),
    };
    (0..count).map(world).collect()
}

/// Enough for each thread count, zone and path at least once.
fn worlds_tried() -> usize {
    7 + scale() as usize
}

#[test]
fn a_project_of_many_pages_is_the_same_in_every_world() {
    let files = many_pages();
    let (site, messages) = same_in_every_world(&files, worlds_tried());
    assert!(site > 60, "only {site} files were built");
    assert!(messages > 40, "only {messages} bytes of messages were compared");
}

#[test]
fn a_faulty_project_says_the_same_in_every_world() {
    let mut files = many_pages();
    files.push(("content/z.md".to_owned(), "---\ntitel: Z\n---\n".to_owned()));
    files.push(("themes/default/templates/page.html".to_owned(), "{{ page.titel }}".to_owned()));
    let (site, messages) = same_in_every_world(&files, worlds_tried());
    assert!(site == 0 && messages > 200, "{site} files, {messages} bytes of messages");
}

#[test]
fn the_shipped_guide_is_the_same_in_every_world() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec![("versus.yaml".to_owned(), fs::read_to_string(root.join("versus.yaml")).expect("it is text"))];
    read(root, &root.join("content"), &mut files);
    let (site, _) = same_in_every_world(&files, 3);
    assert!(site > 10, "only {site} files were built");
}

/// Builds the project in so many worlds; how many files and how many bytes of messages were equal.
fn same_in_every_world(files: &[(String, String)], count: usize) -> (usize, usize) {
    let worlds = worlds(count);
    let builds = worlds.iter().map(|world| {
        let project = world.project(files);
        let arguments = ["build", "--as-of", "2026-11-23", "--verbose"];
        let first = project.run_with(&arguments, &world.environment);
        let json = project.run_with(&["check", "--as-of", "2026-11-23", "--format", "json"], &world.environment);
        let mut site = project.site();
        // When each file was written, kept beside the site to find a change without reading it all.
        site.remove(".versus/stamps.json");
        (site, without_timing(first), json)
    });
    let mut builds: Vec<_> = builds.collect();
    let (site, human, json) = builds.remove(0);
    for (world, (other_site, other_human, other_json)) in worlds[1..].iter().zip(builds) {
        assert_eq!(human, other_human, "messages in {}", world.path);
        assert_eq!(json, other_json, "JSON in {}", world.path);
        assert_eq!(site.keys().collect::<Vec<_>>(), other_site.keys().collect::<Vec<_>>(), "files in {}", world.path);
        for (path, bytes) in &site {
            let (a, b) = (String::from_utf8_lossy(bytes), String::from_utf8_lossy(&other_site[path]));
            assert_eq!(a, b, "{path} in {}", world.path);
        }
    }
    (site.len(), human.err.len())
}

impl World {
    fn project(&self, files: &[(String, String)]) -> Project {
        let mut files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        if !self.backwards {
            return Project::at(&self.path, &files);
        }
        files.reverse();
        let project = Project::at(&self.path, &files);
        for (index, (path, _)) in (0_u64..).zip(&files) {
            let past = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000 - index * 7);
            File::open(project.root().join(path)).and_then(|f| f.set_modified(past)).expect("a time is set");
        }
        project
    }
}

/// How long a build took is the only thing that may differ.
fn without_timing(mut run: Run) -> Run {
    let lines = run.err.lines().map(|line| line.split_once(", in ").map_or(line, |(before, _)| before));
    run.err = lines.collect::<Vec<_>>().join("\n");
    run
}

fn many_pages() -> Vec<(String, String)> {
    let mut files = vec![
        (
            "versus.yaml".to_owned(),
            "title: Many\nbase_url: https://example.org/x/\npublish: {pairs: true}\n".to_owned(),
        ),
        ("content/data/d/dataset.yaml".to_owned(), DATASET.to_owned()),
        ("content/sample.rs".to_owned(), "// region: a\nfn a() {}\n// endregion: a\n".to_owned()),
    ];
    for (index, name) in ["Ärger", "zeta", "Émile", "i", "İ", "ı"].iter().enumerate() {
        let subject = format!("name: {name}\nvalues: {{speed: {}, since: 20{index}0-01-01}}\n", index % 5 + 1);
        files.push((format!("content/data/d/subjects/s{index}.yaml"), subject));
    }
    for section in 0..4 {
        files.push((format!("content/s{section}/_index.md"), format!("---\ntitle: Section {section}\n---\n")));
        for page in 0..12 {
            files.push((format!("content/s{section}/p{page}.md"), page_text(section, page)));
        }
    }
    files
}

const DATASET: &str = "title: D\nscales: {q: [A, B, C, D, E]}\ncriteria:\n  - {id: speed, name: Speed, type: rating, scale: q, better: higher, weight: 1}\n  - {id: since, name: Since, type: date}\n";

fn page_text(section: usize, page: usize) -> String {
    let next = (page + 1) % 12;
    format!(
        "---\ntitle: Page {page} I i ı\ndate: 2026-0{}-1{section}\ncompare: {{dataset: d}}\n---\nText with [a link](p{next}.md#code) \
         and <b>raw HTML</b>, {{value}}`s1.speed`.\n\n## Code\n\n```rust include=../sample.rs#a\n```\n\n```python\nprint({page})\n```\n\n\
         ```{{matrix}}\n```\n\n```{{ranking}}\n```\n\n> [!NOTE]\n> A note[^1].\n\n[^1]: Its text.\n",
        page % 9 + 1
    )
}

fn read(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    for path in fs::read_dir(folder).expect("a folder of the guide").map(|e| e.expect("its entries").path()) {
        if path.is_dir() {
            read(root, &path, files);
        } else if let Ok(text) = fs::read_to_string(&path) {
            files.push((path.strip_prefix(root).expect("below the root").display().to_string(), text));
        }
    }
}
