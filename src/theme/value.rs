//! Views as template values: finished HTML marked as such, blocks drawn by their components.
//!
//! It refuses to know what a view means.

use serde::Serialize;
use tera::value::{Key, Map};
use tera::{Context, Value};

use super::error;
use super::files::Theme;
use super::limits::PageBuffer;
use crate::base::Diagnostic;
use crate::pages::PARTS;

/// A view as a value; its markup is still bytes and parts.
pub(crate) fn of<T: Serialize>(view: &T) -> Value {
    Value::from_serializable(view)
}

/// Draws the markup in values.
pub(crate) struct Drawer<'a> {
    pub(crate) theme: &'a Theme,
    /// What components take by themselves: `@root`, `@t`, `@page`, `@assets`.
    pub(crate) implicits: &'a Context,
}

impl Drawer<'_> {
    /// The same value with all its markup as safe strings.
    pub(crate) fn draw(&self, value: Value) -> Result<Value, Diagnostic> {
        Ok(self.drawn(&value)?.unwrap_or(value))
    }

    /// The same if there is markup in it. Most values hold none, and are not taken apart.
    fn drawn(&self, value: &Value) -> Result<Option<Value>, Diagnostic> {
        if let Some(bytes) = value.as_bytes() {
            return Ok(Some(Value::safe_string(&String::from_utf8_lossy(bytes))));
        }
        if let Some(items) = value.as_array() {
            let drawn = self.all_drawn(items.iter().enumerate())?;
            return Ok((!drawn.is_empty()).then(|| {
                let mut items = items.to_vec();
                for (at, value) in drawn {
                    items[at] = value;
                }
                Value::from(items)
            }));
        }
        let Some(map) = value.as_map() else { return Ok(None) };
        if let Some(parts) = map.get(&Key::from(PARTS)) {
            return self.parts(parts).map(|html| Some(Value::safe_string(&html)));
        }
        let drawn = self.all_drawn(map)?;
        Ok((!drawn.is_empty()).then(|| {
            let mut map = map.clone();
            map.extend(drawn.into_iter().map(|(key, value)| (key.clone(), value)));
            Value::from(map)
        }))
    }

    /// Those of some values that have markup in them, drawn.
    fn all_drawn<'v, K>(
        &self,
        values: impl IntoIterator<Item = (K, &'v Value)>,
    ) -> Result<Vec<(K, Value)>, Diagnostic> {
        let drawn =
            values.into_iter().filter_map(|(key, value)| Some(self.drawn(value).transpose()?.map(|v| (key, v))));
        drawn.collect()
    }

    fn parts(&self, parts: &Value) -> Result<String, Diagnostic> {
        let mut html = String::new();
        for part in parts.as_array().unwrap_or_default() {
            let Some(map) = part.as_map() else { continue };
            if let Some(bytes) = map.get(&Key::from("html")).and_then(Value::as_bytes) {
                html.push_str(&String::from_utf8_lossy(bytes));
            } else if let Some(block) = map.get(&Key::from("block")).and_then(Value::as_map) {
                html.push_str(&self.block(block)?);
            }
        }
        Ok(html)
    }

    fn block(&self, block: &Map) -> Result<String, Diagnostic> {
        let get = |key: &'static str| block.get(&Key::from(key)).cloned().unwrap_or_else(Value::none);
        let name = get("name").as_str().unwrap_or_default().replace('-', "_");
        let component = self.theme.tera().get_component_definition(&name);
        // A component takes what it declares; whatever else its view holds, it does without.
        let takes = |arg: &str| {
            component.as_ref().is_none_or(|c| c.rest_param().is_some() || c.args().iter().any(|a| a.name() == arg))
        };
        let mut args = Context::new();
        let given = self.draw(get("args"))?;
        for (key, value) in given.as_map().into_iter().flatten() {
            let key = key.to_string();
            if takes(&key) {
                args.insert_value(key, value.clone());
            }
        }
        // A component that draws a body gets one, if only an empty one.
        let body = self.draw(get("body"))?;
        let (tera, body, mut drawn) = (self.theme.tera(), body.as_str().unwrap_or(""), PageBuffer::default());
        match tera.render_component_with_implicits_to(&name, &args, self.implicits, Some(body), true, &mut drawn) {
            Ok(()) => Ok(drawn.into_string()),
            Err(_) if drawn.is_full() => {
                Err(error::too_long(&format!("blocks/{}.html", name.replace('_', "-")), self.theme.sources()))
            }
            Err(error) => Err(error::of_block(&name, &error, self.theme.sources())),
        }
    }
}
