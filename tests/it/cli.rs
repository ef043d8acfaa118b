//! What the program promises on the command line: exit codes, what it prints where, and what it leaves alone.
//!
//! It refuses to know how anything is built.

use std::fs;
use std::time::SystemTime;

use serde_json::Value;

use super::program::Project;

const CONFIG: (&str, &str) = ("versus.yaml", "title: Test\n");
const SOUND: &[(&str, &str)] = &[CONFIG, ("content/a.md", "# A\n\nText.\n")];
const WARNS: &[(&str, &str)] = &[CONFIG, ("content/a.md", "# A\n\nRaw<br>HTML\n")];
const FAULTY: &[(&str, &str)] = &[CONFIG, ("content/a.md", "---\ntitel: A\n---\n"), ("content/b.md", "[gone](c.md)\n")];

#[test]
fn a_sound_site_is_built_and_the_program_succeeds() {
    let project = Project::new(SOUND);
    let run = project.run(&["build"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.out.is_empty(), "standard output is for tools: {}", run.out);
    assert!(run.err.contains("written"), "{}", run.err);
    assert!(project.site().contains_key("a/index.html"));
}

#[test]
fn faults_are_all_told_and_the_program_fails() {
    let project = Project::new(FAULTY);
    for command in ["build", "check"] {
        let run = project.run(&[command]);
        assert_eq!(run.code, Some(1), "{run:?}");
        for part in
            ["error[unknown-key]", "content/a.md:2:1", "help: did you mean `title`?", "error[broken-link]", "2 errors"]
        {
            assert!(run.err.contains(part), "no {part:?} in {}", run.err);
        }
    }
    assert!(project.site().is_empty(), "a site with errors was written");
}

#[test]
fn a_command_line_that_means_nothing_is_another_failure() {
    let project = Project::new(SOUND);
    for arguments in
        [&["biuld"][..], &["build", "--drafts=perhaps"], &["build", "--as-of", "tomorrow"], &["-q", "-v", "check"], &[]]
    {
        let run = project.run(arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}: {run:?}");
        assert!(run.out.is_empty() && !run.err.is_empty(), "{arguments:?}: {run:?}");
    }
    for arguments in [&["--help"][..], &["build", "--help"], &["--version"]] {
        let run = project.run(arguments);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn warnings_fail_only_when_they_are_denied() {
    let project = Project::new(WARNS);
    let warned = project.run(&["check"]);
    assert_eq!(warned.code, Some(0), "{warned:?}");
    assert!(warned.err.contains("warning[raw-html]") && warned.err.contains("1 warning"), "{}", warned.err);
    let denied = project.run(&["build", "--deny", "warnings"]);
    assert_eq!(denied.code, Some(1), "{denied:?}");
    assert!(project.site().is_empty(), "a site with denied warnings was written");
    assert_eq!(project.run(&["build", "--quiet"]).err, "", "quiet is quiet about warnings");
}

#[test]
fn tools_get_a_line_of_json_for_each_message() {
    let project = Project::new(FAULTY);
    let run = project.run(&["build", "--format", "json"]);
    assert_eq!(run.code, Some(1));
    let lines: Vec<Value> = run.out.lines().map(|l| serde_json::from_str(l).expect("a line of JSON")).collect();
    let [key, link] = &lines[..] else { panic!("{} lines: {}", lines.len(), run.out) };
    assert_eq!(
        *key,
        serde_json::json!({
            "code": "unknown-key", "severity": "error", "message": "`titel` means nothing here",
            "file": "content/a.md", "line": 2, "column": 1, "help": "did you mean `title`?",
        })
    );
    assert_eq!(
        (&link["code"], &link["file"], &link["line"], &link["column"]),
        (&"broken-link".into(), &"content/b.md".into(), &1.into(), &8.into())
    );
    assert!(!run.err.contains("error["), "messages go to tools or to people: {}", run.err);
}

#[test]
fn a_site_that_turns_faulty_leaves_the_last_good_one_as_it_was() {
    let data = |value: &str| {
        format!(
            "title: D\ncriteria: [{{id: n, name: N, type: number}}]\nsubjects: {{s: {{name: S, values: {{n: {value}}}}}}}\n"
        )
    };
    let project = Project::new(&[SOUND, &[("content/data/d.yaml", data("1").as_str())]].concat());
    assert_eq!(project.run(&["build"]).code, Some(0));
    let good = project.site();
    for (file, broken, code) in [
        ("content/b.md", "[gone](c.md)\n", "broken-link"),
        ("content/data/d.yaml", &data("many"), "bad-value"),
        ("themes/default/templates/page.html", "{{ page.title / 2 }}", "template"),
    ] {
        let before = fs::read_to_string(project.root().join(file)).ok();
        project.write("content/a.md", "# Changed\n");
        project.write(file, broken);
        let run = project.run(&["build"]);
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(run.err.contains(&format!("error[{code}]")) && run.err.contains(file), "{}", run.err);
        assert!(run.err.contains("nothing was written"), "{}", run.err);
        assert!(project.site() == good, "{code} changed the site");
        match before {
            Some(before) => project.write(file, &before),
            None => fs::remove_file(project.root().join(file)).expect("a removal"),
        }
    }
}

/// Threads that no machine has the addresses for: whoever starts them panics, as a fault of our own would.
#[test]
#[cfg(target_pointer_width = "64")]
fn a_panic_is_an_error_and_leaves_the_last_good_site_as_it_was() {
    let project = Project::new(SOUND);
    assert_eq!(project.run(&["build"]).code, Some(0));
    let good = project.site();
    project.write("content/a.md", "# Changed\n");
    let stack = ("RUST_MIN_STACK", "140737488355328");
    let run = project.run_with(&["build"], &[stack]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.err.starts_with("error[internal]: this command failed: "), "{}", run.err);
    assert!(run.err.contains("help: this is a fault in Versus") && !run.err.contains("panicked"), "{}", run.err);
    assert!(project.site() == good);
    let asked = project.run_with(&["build"], &[stack, ("RUST_BACKTRACE", "1")]);
    assert!(asked.err.contains("panicked"), "a backtrace was asked for: {}", asked.err);
}

/// A limit on the size of files stands for a full disk: the write fails midway.
#[test]
#[cfg(unix)]
fn a_full_disk_names_the_file_and_leaves_the_last_good_site_as_it_was() {
    let project = Project::new(SOUND);
    assert_eq!(project.run(&["build"]).code, Some(0));
    let good = project.site();
    project.write("content/a.md", "# Changed\n");
    project.write("content/picture.png", &"x".repeat(1 << 20));
    let run = project.run_under("trap '' XFSZ; ulimit -f 256", &["build"], &[]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.err.contains("error[output]") && run.err.contains("site/picture.png"), "{}", run.err);
    assert!(project.site() == good);
}

#[test]
fn a_second_build_of_the_same_writes_nothing() {
    let project = Project::new(SOUND);
    assert_eq!(project.run(&["build"]).code, Some(0));
    let (files, times) = (project.site(), times(&project));
    let run = project.run(&["build"]);
    assert!(run.err.contains("0 files written"), "{}", run.err);
    assert_eq!((project.site(), self::times(&project)), (files, times));
}

#[test]
fn today_is_an_input() {
    let project = Project::new(&[CONFIG, ("content/a.md", "---\ntitle: A\ndate: 2026-11-24\n---\n")]);
    let built = |arguments: &[&str], epoch: &str| {
        let run = project.run_with(arguments, &[("SOURCE_DATE_EPOCH", epoch)]);
        assert_eq!(run.code, Some(0), "{run:?}");
        project.site().contains_key("a/index.html")
    };
    // 1795392000 is midnight of 2026-11-23 in UTC.
    assert!(!built(&["build"], "1795392000"), "a page of tomorrow was built");
    assert!(built(&["build"], "1795478400"), "a page of today was not built");
    assert!(!built(&["build", "--as-of", "2026-11-23"], "1795478400"), "--as-of comes before the environment");
    assert!(built(&["build", "--drafts"], "0"), "--drafts builds what has not come");
}

#[test]
fn an_output_that_would_hurt_is_refused() {
    let project = Project::new(SOUND);
    for output in [".", "content", "..", "/", "content/a"] {
        let run = project.run(&["build", "-o", output]);
        assert_eq!(run.code, Some(1), "{output}: {run:?}");
        assert!(run.err.contains("error[output]"), "{output}: {}", run.err);
    }
    assert!(project.root().join("content/a.md").exists() && project.root().join("versus.yaml").exists());
}

fn times(project: &Project) -> Vec<(String, SystemTime)> {
    let site = project.root().join("site");
    let paths = project.site().into_keys();
    paths.map(|p| (p.clone(), fs::metadata(site.join(p)).and_then(|m| m.modified()).expect("a file's time"))).collect()
}
