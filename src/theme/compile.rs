//! Compiles the templates of a theme, the user's over the built-in ones.
//!
//! Each template that is broken is reported and left out, so that the others are looked at as well. It refuses to
//! know what the templates draw.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use tera::value::{Key, Map};
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::error;
use super::error::TeraFault;
use super::files::TemplateSources;
use super::limits;
use super::limits::Counted;
use crate::base::Diagnostic;
use crate::base::format;
use crate::base::html::escape;

/// What stands before the names of built-in templates; the user's have nothing there.
pub(crate) const BUILT_IN: &str = "builtin/";

type Texts<'s> = BTreeMap<&'s str, String>;

/// The compiled templates, and whether all are among them.
pub(crate) fn compile(sources: &TemplateSources, diagnostics: &mut Vec<Diagnostic>) -> (Tera, bool) {
    let mut texts: Texts = sources.iter().map(|(name, (_, text))| (name.as_str(), Counted::of(text).text)).collect();
    loop {
        let mut tera = new_tera();
        let Err(error) = tera.add_raw_templates(&texts) else { return (tera, texts.len() == sources.len()) };
        let faults = error::faults(&error);
        let detached = detach(&faults, &mut texts);
        let broken: Vec<&TeraFault> = faults.iter().filter(|f| !detached.contains(&f.template)).collect();
        let lost: Vec<_> = sources.iter().filter(|(name, _)| !texts.contains_key(name.as_str())).collect();
        let new = broken.iter().filter(|f| !lost.iter().any(|(name, (_, text))| f.misses(name, text)));
        diagnostics.extend(new.map(|f| f.diagnostic(sources)));
        let before = texts.len();
        texts.retain(|name, _| broken.iter().all(|f| f.template != *name));
        if texts.len() == before && detached.is_empty() {
            diagnostics.push(error::diagnostic(&error, sources));
            return (new_tera(), false);
        }
    }
}

/// Lets built-in templates that fill blocks of a template of the user's, which has no such blocks, fill those of the
/// built-in one: who replaces `page.html` must not have to replace `guide.html` as well.
fn detach(faults: &[TeraFault], texts: &mut Texts) -> BTreeSet<String> {
    let mut detached = BTreeSet::new();
    for fault in faults.iter().filter(|f| f.is_of_missing_block() && f.template.starts_with(BUILT_IN)) {
        let Some(text) = texts.get_mut(fault.template.as_str()) else { continue };
        let own = format!("extends \"{BUILT_IN}");
        if !text.contains(&own) && text.contains("extends \"") {
            *text = text.replacen("extends \"", &own, 1);
            detached.insert(fault.template.clone());
        }
    }
    detached
}

fn new_tera() -> Tera {
    let mut tera = Tera::default();
    // Cannot fail: there are no templates yet.
    let _ = tera.set_fallback_prefixes([BUILT_IN]);
    // Whatever a template is called: it draws pages, so that what it prints is escaped.
    tera.autoescape_on([""]);
    tera.set_escape_fn(|text, out| out.write_all(escape(text).as_bytes()));
    tera.register_filter("fill", fill);
    tera.register_filter("json", json_for_script);
    limits::register(&mut tera);
    tera
}

/// `{{ t.minutes | fill(n=3) }}`: puts values into the places in braces of a message.
fn fill(text: &str, values: Kwargs, _: &State) -> String {
    format::fill(text, |name| {
        let (_, value) = values.iter().find(|(key, _)| key.as_str() == Some(name))?;
        Some(value.as_str().map_or_else(|| Cow::Owned(value.to_string()), Cow::Borrowed))
    })
}

/// `{{ t | json(keys=["copy", "copied"]) }}`: a value, or these entries of a map, as JSON that may stand in a `<script>`.
fn json_for_script(value: &Value, arguments: Kwargs, _: &State) -> TeraResult<Value> {
    let text = match arguments.get::<Vec<String>>("keys")? {
        Some(keys) => format::json(&entries(value, &keys)?),
        None => format::json(value),
    };
    Ok(Value::safe_string(&text.replace('<', "\\u003c")))
}

fn entries(map: &Value, keys: &[String]) -> TeraResult<Value> {
    let entry = |key: &String| {
        let key = Key::from(key.clone());
        let found = map.as_map().and_then(|map| map.get(&key)).cloned();
        let missing = || Error::message(format!("there is no `{key}` in the value that becomes JSON"));
        found.ok_or_else(missing).map(|value| (key.clone(), value))
    };
    Ok(Value::from(keys.iter().map(entry).collect::<TeraResult<Map>>()?))
}
