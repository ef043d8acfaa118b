//! What a value may look like, as its JSON Schema says.
//!
//! It refuses to know templates.

use std::collections::BTreeMap;

use serde_json::Value;

/// The shape of a value. What the schema leaves open has any field.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SchemaShape<'s> {
    schema: &'s Value,
    /// The document whose definitions the schema refers to.
    document: &'s Value,
}

/// What is found at a field.
pub(crate) enum Field<'s> {
    /// A value of this shape.
    Has(SchemaShape<'s>),
    /// Nothing, ever.
    Lacks,
}

static OPEN: Value = Value::Bool(true);

impl<'s> SchemaShape<'s> {
    /// A value that nothing is known of.
    pub(crate) fn any() -> Self {
        Self { schema: &OPEN, document: &OPEN }
    }

    /// What a document describes.
    pub(crate) fn of(document: &'s Value) -> Self {
        Self { schema: document, document }.resolved()
    }

    /// What it is told apart by.
    pub(crate) fn key(self) -> (usize, usize) {
        (std::ptr::from_ref(self.schema).addr(), std::ptr::from_ref(self.document).addr())
    }

    /// A field of it by name.
    pub(crate) fn field(self, name: &str) -> Field<'s> {
        match self.closed() {
            Some(fields) => fields.get(name).map_or(Field::Lacks, |schema| Field::Has(self.at(schema))),
            None if self.is_list() || self.is_single() => Field::Lacks,
            None => Field::Has(Self::any()),
        }
    }

    /// What it holds at an index or a key that is not written out.
    pub(crate) fn element(self) -> Self {
        match self.schema.get("items") {
            Some(items) if self.is_list() => self.at(items),
            _ => Self::any(),
        }
    }

    /// Its fields, if it has these and no others.
    pub(crate) fn properties(self) -> BTreeMap<&'s str, SchemaShape<'s>> {
        self.closed().into_iter().flatten().map(|(name, schema)| (name.as_str(), self.at(schema))).collect()
    }

    /// Whether it is text, a number or a truth value.
    pub(crate) fn is_single(self) -> bool {
        let is_single =
            |name: &Value| matches!(name.as_str(), Some("string" | "number" | "integer" | "boolean" | "null"));
        match self.schema.get("type") {
            Some(Value::Array(names)) => names.iter().all(is_single),
            Some(name) => is_single(name),
            None => self
                .schema
                .get("oneOf")
                .and_then(Value::as_array)
                .is_some_and(|all| all.iter().all(|schema| self.at(schema).is_single())),
        }
    }

    fn closed(self) -> Option<&'s serde_json::Map<String, Value>> {
        let open = self.schema.get("additionalProperties").is_some_and(|more| *more != Value::Bool(false));
        self.schema.get("properties").filter(|_| !open)?.as_object()
    }

    fn is_list(self) -> bool {
        match self.schema.get("type") {
            Some(Value::Array(names)) => names.iter().any(|n| n == "array") && names.len() <= 2,
            name => name.is_some_and(|n| n == "array"),
        }
    }

    fn at(self, schema: &'s Value) -> Self {
        Self { schema, ..self }.resolved()
    }

    /// Follows references, and what may be empty to what it is otherwise.
    fn resolved(self) -> Self {
        if let Some(name) = self.schema.get("$ref").and_then(Value::as_str) {
            let found = name.strip_prefix("#/$defs/").and_then(|name| self.document.get("$defs")?.get(name));
            return found.map_or_else(Self::any, |schema| self.at(schema));
        }
        let Some(choices) = self.schema.get("anyOf").and_then(Value::as_array) else { return self };
        let mut choices = choices.iter().filter(|schema| schema.get("type").is_none_or(|name| name != "null"));
        match (choices.next(), choices.next()) {
            (Some(only), None) => self.at(only),
            _ => Self::any(),
        }
    }
}
