//! How one begins: `init`, `new`, and what tells of the command line itself.
//!
//! It refuses to know how the starter reads; it builds what was made, and looks at what was refused.

use super::program::Project;

const DAY: &str = "1795392000"; // 2026-11-23

const EVERY_TYPE: &str = "title: Boats
scales: {quality: [Poor, Fair, Good]}
criteria:
  - {id: looks, name: Looks, type: rating, scale: quality}
  - {id: sails, name: Has sails, type: support}
  - {id: length, name: Length, type: number, unit: m}
  - {id: price, name: Price, type: money, currency: EUR, unit: a day, require_source: true}
  - {id: built, name: Built, type: date}
  - {id: plan, name: Plan, type: version}
  - {id: wood, name: Wood, type: text}
  - {id: ports, name: Ports, type: list}
subjects:
  dinghy: {name: Dinghy, values: {looks: Good, sails: yes, length: na, price: unknown, built: na, plan: na, wood: na, ports: na}}
";

/// A folder with a project that `init` made.
fn begun() -> Project {
    let project = Project::new(&[(".git/HEAD", "what is hidden does not count")]);
    let run = project.run_with(&["init"], &[("SOURCE_DATE_EPOCH", DAY)]);
    assert_eq!(run.code, Some(0), "{run:?}");
    project
}

fn builds(project: &Project) {
    let run = project.run(&["build", "--drafts", "--as-of", "2026-11-23", "--deny", "infos"]);
    assert_eq!(run.code, Some(0), "{run:?}");
}

#[test]
fn a_new_project_builds_at_once_with_nothing_to_say() {
    let project = begun();
    let data = String::from_utf8(project.tree()["content/data/drinks.yaml"].clone()).expect("text");
    assert!(data.contains("as_of: 2026-11-23"), "{data}");
    builds(&project);
    let page = String::from_utf8(project.site()["tea-or-coffee/index.html"].clone()).expect("text");
    for part in ["90", "<table", "data-ranking", "<fieldset"] {
        assert!(page.contains(part), "no {part} in {page}");
    }
    let made = project.run(&["init", "of it's \"own\": #1"]);
    assert_eq!(made.code, Some(0), "{made:?}");
    assert!(made.err.contains("cd 'of it'\\''s \"own\": #1'") && made.err.contains("versus serve"), "{}", made.err);
    let inner = project.run(&["-r", "of it's \"own\": #1", "build", "--deny", "infos"]);
    assert_eq!(inner.code, Some(0), "{inner:?}");
}

#[test]
fn a_folder_with_files_is_refused_and_with_force_only_added_to() {
    let project = Project::new(&[("content/_index.md", "# Mine\n"), ("notes.txt", "n")]);
    let before = project.tree();
    let refused = project.run(&["init"]);
    assert_eq!((refused.code, project.tree()), (Some(1), before), "{refused:?}");
    assert!(refused.err.contains("error[exists]") && refused.err.contains("`content`, `notes.txt`"), "{}", refused.err);
    let forced = project.run(&["init", "--force"]);
    assert_eq!(forced.code, Some(0), "{forced:?}");
    assert!(forced.err.contains("content/_index.md was there and stays as it is"), "{}", forced.err);
    assert!(forced.err.contains("4 files written"), "{}", forced.err);
    assert_eq!(project.tree()["content/_index.md"], b"# Mine\n");
    let again = project.run(&["init", "--force"]);
    assert!(again.err.contains("nothing was missing"), "{}", again.err);
}

#[test]
fn what_is_begun_builds_as_a_draft() {
    let project = begun();
    for (arguments, path) in [
        (&["dataset", "Bread: \"daily\""][..], "content/data/bread-daily/dataset.yaml"),
        (&["subject", "Rye # 1", "-d", "bread-daily"], "content/data/bread-daily/subjects/rye-1.yaml"),
        (&["subject", "C++", "-d", "bread-daily", "--id", "cpp"], "content/data/bread-daily/subjects/cpp.yaml"),
        (&["guide", "Rye or C++?", "-d", "bread-daily", "-s", "guides"], "content/guides/rye-or-c-plus-plus.md"),
        (&["guide", "Yes", "-d", "drinks"], "content/yes.md"),
        (&["subject", "Maté", "-d", "drinks"], "content/data/drinks/subjects/mate.yaml"),
    ] {
        let run = project.run(&[&["new"], arguments, &["--as-of", "2026-11-23"]].concat());
        assert_eq!(run.code, Some(0), "{run:?}");
        assert!(run.err.contains(&format!("{path} written")), "no {path} in {}", run.err);
        assert!(project.tree().contains_key(path), "{path}");
        builds(&project);
    }
    assert!(project.site().contains_key("guides/rye-or-c-plus-plus/index.html"));
}

#[test]
fn a_new_subject_says_what_each_criterion_takes() {
    let project = Project::new(&[("versus.yaml", "title: T\n"), ("content/data/boats.yaml", EVERY_TYPE)]);
    let run = project.run(&["new", "subject", "Cutter", "--as-of", "2026-11-23"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let text = String::from_utf8(project.tree()["content/data/boats/subjects/cutter.yaml"].clone()).expect("text");
    let (_, values) = text.split_once("values:\n").expect("values");
    let expected = "  # Looks: Poor, Fair or Good
  looks: unknown
  # Has sails: yes, no, or partial with a note that says in what
  sails: unknown
  # Length: a number, m
  length: unknown
  # Price: an amount of EUR, a day; it needs a source
  price: unknown
  # Built: a day, as 2026-11-23
  built: unknown
  # Plan: a version, as 3.10
  plan: unknown
  # Wood: words
  wood: unknown
  # Ports: a list, as [this, that]
  ports: unknown
";
    assert_eq!(values, expected);
    builds(&project);
}

#[test]
fn what_cannot_be_begun_is_told_and_leaves_everything_as_it_was() {
    let project = begun();
    project.write("content/guides/there/index.md", "# There\n");
    project.write("content/data/broken.yaml", "title: Broken\nkriteria: []\n");
    project.write(
        "content/data/single.yaml",
        "title: S\ncriteria: [{id: a, name: A, type: text}]\nsubjects: {x: {name: X}}\n",
    );
    let before = project.tree();
    for (arguments, parts) in [
        (&["guide", "A or B", "-d", "drink"][..], &["unknown-dataset", "did you mean `drinks`?"][..]),
        (&["guide", "A or B"], &["there are several datasets", "`--dataset`: drinks, single"]),
        (&["guide", "A or B", "-d", "single"], &["unknown-subject", "versus new subject NAME --dataset single"]),
        (&["guide", "Tea or coffee", "-d", "drinks"], &["error[exists]", "content/tea-or-coffee.md"]),
        (
            &["guide", "There", "-s", "guides", "-d", "drinks"],
            &["content/guides/there/index.md stands at the same address"],
        ),
        (
            &["guide", "A or B", "-s", "../out", "-d", "drinks"],
            &["error[bad-name]", "`../out` is no folder for guides"],
        ),
        (&["guide", "A or B", "-s", "data/x", "-d", "drinks"], &["`data/x` is no folder for guides"]),
        (&["guide", "Index", "-d", "drinks"], &["`index.md` would be the page of its folder", "--id"]),
        (&["subject", "Tea", "-d", "drinks"], &["error[exists]", "content/data/drinks.yaml:", "--id"]),
        (&["subject", "???", "-d", "drinks"], &["no id can be made of `???`", "--id"]),
        (&["subject", "Con", "-d", "drinks"], &["Windows keeps for a device"]),
        (&["subject", "X", "-d", "drinks", "--id", "Tea Bag"], &["`Tea Bag` cannot be an id", "`tea-bag`"]),
        (&["subject", "X", "-d", "broken"], &["content/data/broken.yaml:2:1", "did you mean `criteria`?"]),
        (&["dataset", "Drinks"], &["error[exists]", "content/data/drinks.yaml"]),
        (&["dataset", " "], &["error[bad-name]"]),
    ] {
        let run = project.run(&[&["new"], arguments].concat());
        assert_eq!((run.code, run.out.as_str()), (Some(1), ""), "{arguments:?}: {run:?}");
        for part in parts {
            assert!(run.err.contains(part), "{arguments:?}: no {part:?} in {}", run.err);
        }
        assert_eq!(project.tree(), before, "{arguments:?}");
    }
    let none = Project::new(&[("versus.yaml", "title: T\n")]).run(&["new", "subject", "X"]);
    assert!(none.err.contains("versus new dataset NAME"), "{}", none.err);
    let nowhere = Project::new(&[("a.txt", "")]).run(&["new", "dataset", "X"]);
    assert!(nowhere.code == Some(1) && nowhere.err.contains("versus init"), "{}", nowhere.err);
}

#[test]
fn a_projects_own_archetype_comes_first() {
    let own = "themes/mine/archetypes/dataset.yaml";
    let project =
        Project::new(&[("versus.yaml", "title: T\ntheme: mine\n"), (own, "title: @title@ # by me@home.org\n")]);
    assert_eq!(project.run(&["new", "dataset", "Own"]).code, Some(0));
    assert_eq!(project.tree()["content/data/own/dataset.yaml"], b"title: \"Own\" # by me@home.org\n");
    project.write(own, "title: @tilte@\n");
    let before = project.tree();
    let run = project.run(&["new", "dataset", "Other"]);
    assert_eq!((run.code, project.tree()), (Some(1), before), "{run:?}");
    for part in ["error[theme-file]", "themes/mine/archetypes/dataset.yaml:1:8", "did you mean `title`?"] {
        assert!(run.err.contains(part), "no {part:?} in {}", run.err);
    }
}

#[test]
fn shells_and_manuals_know_the_commands() {
    let project = Project::new(&[("versus.yaml", "title: T\n")]);
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = project.run(&["completions", shell]);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{shell}");
        assert!(
            ["init", "force", "completions"].iter().all(|word| run.out.contains(word)),
            "{shell}: {}",
            run.out.len()
        );
    }
    let page = project.run(&["man"]);
    assert!(page.code == Some(0) && page.out.contains(".TH versus 1"), "{page:?}");
    assert_eq!(project.run(&["man", "pages/man1"]).code, Some(0));
    let pages = project.tree();
    for name in ["versus.1", "versus-build.1", "versus-new-guide.1"] {
        assert!(pages.contains_key(&format!("pages/man1/{name}")), "no {name} in {:?}", pages.keys());
    }
}
