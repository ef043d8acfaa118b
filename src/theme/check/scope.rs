//! The names that can be seen at a place in a template.
//!
//! It refuses to know how they came there.

use std::collections::BTreeMap;

use super::shape::SchemaShape;

/// The names at a place, and those of the caller, which implicit arguments are taken from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scope<'s> {
    names: Vec<(String, SchemaShape<'s>)>,
    /// What the caller of a component sees.
    outside: Vec<(String, SchemaShape<'s>)>,
}

impl<'s> Scope<'s> {
    pub(crate) fn new(names: BTreeMap<&str, SchemaShape<'s>>) -> Self {
        let names = names.into_iter().map(|(name, shape)| (name.to_owned(), shape)).collect();
        Self { names, outside: Vec::new() }
    }

    /// What a component sees that is called from here, before it has its arguments.
    pub(crate) fn inside(&self) -> Self {
        Self { names: Vec::new(), outside: self.outside.iter().chain(&self.names).cloned().collect() }
    }

    pub(crate) fn bind(&mut self, name: &str, shape: SchemaShape<'s>) {
        self.names.push((name.to_owned(), shape));
    }

    /// Names of which nothing is known but that they are there.
    pub(crate) fn bind_all<'n>(&mut self, names: impl IntoIterator<Item = &'n str>) {
        names.into_iter().for_each(|name| self.bind(name, SchemaShape::any()));
    }

    pub(crate) fn get(&self, name: &str) -> Option<SchemaShape<'s>> {
        find(&self.names, name)
    }

    /// What a component that is called from here gets as an implicit argument.
    pub(crate) fn implicit(&self, name: &str) -> Option<SchemaShape<'s>> {
        self.get(name).or_else(|| find(&self.outside, name))
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.names.iter().map(|(name, _)| name.as_str())
    }

    /// Where the names end, to come back to.
    pub(crate) fn mark(&self) -> usize {
        self.names.len()
    }

    pub(crate) fn back_to(&mut self, mark: usize) {
        self.names.truncate(mark);
    }
}

fn find<'s>(names: &[(String, SchemaShape<'s>)], name: &str) -> Option<SchemaShape<'s>> {
    names.iter().rev().find(|(n, _)| n == name).map(|(_, shape)| *shape)
}
