//! The nearest name to a misspelt one, for the way out that a message offers.

/// The candidate nearest to `wrong`, if one is near enough to be meant.
pub fn nearest<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (wrong.chars().count() / 3).clamp(1, 4);
    candidates
        .into_iter()
        .filter(|c| *c != wrong)
        .map(|c| (strsim::damerau_levenshtein(&wrong.to_lowercase(), &c.to_lowercase()), c))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, c)| c)
}

/// The candidate nearest to a path that leads nowhere, if its last part is the same or near enough to be meant.
pub fn nearest_path<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = last_part(wrong);
    let meant = |candidate: &&str| {
        let name = last_part(candidate);
        name == wanted || nearest(wanted, [name]).is_some()
    };
    let meant = candidates.into_iter().filter(meant);
    meant.min_by_key(|candidate| (strsim::damerau_levenshtein(wrong, candidate), *candidate))
}

fn last_part(path: &str) -> &str {
    path.trim_end_matches('/').rsplit('/').next().unwrap_or(path)
}

/// “did you mean `x`?” when a candidate is near, else “one of: …” when the list is short.
pub fn advice<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> Option<String> {
    if let Some(near) = nearest(wrong, candidates.clone()) {
        return Some(format!("did you mean `{near}`?"));
    }
    let all: Vec<&str> = candidates.into_iter().collect();
    (!all.is_empty() && all.len() <= 24).then(|| format!("it can be one of: {}", all.join(", ")))
}
