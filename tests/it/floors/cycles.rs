//! Finds files of a room that import each other in a circle.

use std::collections::BTreeMap;

use super::Source;
use super::code;

/// A circle of imports between the files of the folder `room`, by module path, if there is one.
///
/// A name that a file only re-exports counts as imported from the file that has it.
pub(super) fn cycle(sources: &[Source], room: &str) -> Option<Vec<String>> {
    let files: Vec<&Source> = sources.iter().filter(|s| s.module().join("/").starts_with(room)).collect();
    let imports = |source: &Source| -> Vec<Vec<String>> {
        let code = source.code.split("#[cfg(test)]").next().unwrap_or_default();
        code::paths(code).iter().map(|path| absolute(&source.module(), path)).collect()
    };
    let modules: Vec<String> = files.iter().map(|source| source.module().join("/")).collect();
    let imported: BTreeMap<&str, Vec<Vec<String>>> =
        modules.iter().map(String::as_str).zip(files.iter().map(|source| imports(source))).collect();
    let edges: BTreeMap<&str, Vec<&str>> = imported
        .iter()
        .map(|(module, paths)| {
            let targets = paths.iter().filter_map(|path| target(&imported, path)).filter(|target| target != module);
            (*module, targets.collect())
        })
        .collect();
    edges.keys().find_map(|start| back_to(start, &edges))
}

/// A path with `self`, `super` and `crate` resolved, seen from `module`.
fn absolute(module: &[&str], path: &[&str]) -> Vec<String> {
    let up = path.iter().take_while(|part| **part == "super").count();
    let (base, rest): (&[&str], &[&str]) = match path.first() {
        Some(&"crate") => (&[], &path[1..]),
        Some(&"self") => (module, &path[1..]),
        _ => (&module[..module.len().saturating_sub(up)], &path[up..]),
    };
    base.iter().chain(rest).map(|part| (*part).to_owned()).collect()
}

/// The module of the room that a path leads into.
fn target<'m>(imported: &BTreeMap<&'m str, Vec<Vec<String>>>, path: &[String]) -> Option<&'m str> {
    let own = |path: &[String]| imported.get_key_value(path.join("/").as_str()).map(|(module, _)| *module);
    let (module, end) = (1..=path.len()).rev().find_map(|end| own(&path[..end]).map(|module| (module, end)))?;
    let Some(name) = path.get(end) else { return Some(module) };
    // What the file itself imports under this name, it only passes on.
    let passed_on = imported[module].iter().find(|import| import.last() == Some(name) && import[..] != *path);
    match passed_on.and_then(|import| own(&import[..import.len() - 1])) {
        Some(other) if other != module => Some(other),
        _ => Some(module),
    }
}

/// The shortest way along `edges` from a module back to itself.
fn back_to(start: &str, edges: &BTreeMap<&str, Vec<&str>>) -> Option<Vec<String>> {
    let mut ways: Vec<Vec<&str>> = vec![vec![start]];
    let mut seen: Vec<&str> = Vec::new();
    while let Some(way) = (!ways.is_empty()).then(|| ways.remove(0)) {
        for next in way.last().and_then(|last| edges.get(last)).into_iter().flatten() {
            if *next == start {
                return Some(way.iter().chain([next]).map(|part| (*part).to_owned()).collect());
            }
            if !seen.contains(next) {
                seen.push(next);
                ways.push(way.iter().copied().chain([*next]).collect());
            }
        }
    }
    None
}
