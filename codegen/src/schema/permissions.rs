//! Who may call an operation: flat lists of scopes, and which of them are needed together.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::is_false;

/// The permissions of an operation, least privileged first. An empty list: not supported. What of them is enough is told by
/// [`delegated_ways`](Permissions::delegated_ways) and its like.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Permissions {
    /// For a signed-in user of a work or school account.
    #[serde(default)]
    pub delegated: Vec<String>,
    /// For a signed-in user of a personal account.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub delegated_personal: Vec<String>,
    /// For an application without a user.
    #[serde(default)]
    pub application: Vec<String>,
    /// Which of them are needed together.
    #[serde(default, skip_serializing_if = "Together::is_empty")]
    pub together: Together,
    /// The page lists scopes without saying whose they are (the 2017 form); they stand under `delegated`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unsplit: bool,
}

/// Scopes of each list of [`Permissions`] that are needed together. Each inner list is enough. A scope that stands in one of
/// them is not enough alone, unless a list of its own says so; one that stands in none is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Together {
    /// Of the list `delegated`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub delegated: Vec<Vec<String>>,
    /// Of the list `delegatedPersonal`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub delegated_personal: Vec<Vec<String>>,
    /// Of the list `application`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub application: Vec<Vec<String>>,
}

impl Together {
    /// True where every scope is enough alone.
    pub fn is_empty(&self) -> bool {
        self.delegated.is_empty() && self.delegated_personal.is_empty() && self.application.is_empty()
    }
}

impl Permissions {
    /// What is enough for a signed-in user of a work or school account: of each inner list all scopes are needed. The least
    /// privileged way comes first.
    pub fn delegated_ways(&self) -> Vec<Vec<&str>> {
        ways(&self.delegated, &self.together.delegated)
    }

    /// What is enough for a signed-in user of a personal account.
    pub fn personal_ways(&self) -> Vec<Vec<&str>> {
        ways(&self.delegated_personal, &self.together.delegated_personal)
    }

    /// What is enough for an application without a user.
    pub fn application_ways(&self) -> Vec<Vec<&str>> {
        ways(&self.application, &self.together.application)
    }

    /// Permissions of which each list tells what is enough; of each inner list all scopes are needed.
    pub fn of_ways(delegated: &[Vec<String>], personal: &[Vec<String>], application: &[Vec<String>]) -> Self {
        let (delegated, delegated_together) = lists(delegated);
        let (delegated_personal, personal_together) = lists(personal);
        let (application, application_together) = lists(application);
        Self {
            delegated,
            delegated_personal,
            application,
            together: Together {
                delegated: delegated_together,
                delegated_personal: personal_together,
                application: application_together,
            },
            unsplit: false,
        }
    }

    /// Adds what is enough by another page; what is known comes first.
    pub fn add(&mut self, other: &Self) {
        let all = |own: Vec<Vec<&str>>, others: Vec<Vec<&str>>| -> Vec<Vec<String>> {
            let owned = own.into_iter().chain(others);
            owned
                .map(|way| way.into_iter().map(str::to_owned).collect())
                .collect()
        };
        *self = Self {
            unsplit: self.unsplit,
            ..Self::of_ways(
                &all(self.delegated_ways(), other.delegated_ways()),
                &all(self.personal_ways(), other.personal_ways()),
                &all(self.application_ways(), other.application_ways()),
            )
        };
    }
}

/// A way stands where the last of its scopes stands. Each scope is looked at once: a page may list any number.
fn ways<'a>(scopes: &'a [String], together: &'a [Vec<String>]) -> Vec<Vec<&'a str>> {
    let joined: HashSet<&str> = together.iter().flatten().map(String::as_str).collect();
    let mut places: HashMap<&str, usize> = HashMap::new();
    if !together.is_empty() {
        for (at, scope) in scopes.iter().enumerate() {
            places.entry(scope).or_insert(at);
        }
    }
    let mut ending: HashMap<usize, Vec<&'a Vec<String>>> = HashMap::new();
    for way in together {
        let found: Option<Vec<usize>> = way.iter().map(|it| places.get(it.as_str()).copied()).collect();
        if let Some(last) = found.and_then(|it| it.into_iter().max()) {
            ending.entry(last).or_default().push(way);
        }
    }

    let mut found: Vec<Vec<&str>> = Vec::with_capacity(scopes.len());
    for (at, scope) in scopes.iter().enumerate() {
        if !joined.contains(scope.as_str()) {
            found.push(vec![scope]);
        }
        let ended = ending.get(&at).into_iter().flatten();
        found.extend(ended.map(|way| way.iter().map(String::as_str).collect::<Vec<_>>()));
    }
    found
}

/// The scopes of ways, each once, and which of them are needed together.
fn lists(ways: &[Vec<String>]) -> (Vec<String>, Vec<Vec<String>>) {
    let mut seen: HashSet<&str> = HashSet::new();
    let all = ways.iter().flatten();
    let scopes = all.filter(|it| seen.insert(it)).cloned().collect();
    let several = ways.iter().filter(|it| it.len() > 1);
    let joined: HashSet<&str> = several.flatten().map(String::as_str).collect();
    let mut told: HashSet<&[String]> = HashSet::new();
    let mut together = Vec::new();
    for way in ways {
        if way.iter().any(|it| joined.contains(it.as_str())) && told.insert(way) {
            together.push(way.clone());
        }
    }
    (scopes, together)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Vec<String>> {
        let ways = text.split(" or ").filter(|it| !it.is_empty());
        ways.map(|it| it.split(" and ").map(str::to_owned).collect())
            .collect()
    }

    fn shown(ways: &[Vec<&str>]) -> String {
        let ways: Vec<String> = ways.iter().map(|it| it.join(" and ")).collect();
        ways.join(" or ")
    }

    fn delegated(text: &str) -> Permissions {
        Permissions::of_ways(&read(text), &[], &[])
    }

    #[test]
    fn lists_are_flat_and_lose_nothing() {
        for text in [
            "",
            "A",
            "A or B",
            "A and B",
            "A and B or C",
            "C or A and B or A and D",
        ] {
            let permissions = delegated(text);
            assert!(permissions.delegated.iter().all(|it| it.len() == 1), "{text}");
            assert_eq!(shown(&permissions.delegated_ways()), text);
        }
        assert_eq!(shown(&delegated("A and B or A").delegated_ways()), "A or A and B");
        assert!(delegated("A or B").together.is_empty());
        assert_eq!(delegated("A and B or C").together.delegated, read("A and B"));
    }

    #[test]
    fn what_one_page_joins_and_another_does_not_is_enough_alone() {
        let mut permissions = delegated("A and B");
        permissions.add(&delegated("B or C"));
        assert_eq!(shown(&permissions.delegated_ways()), "A and B or B or C");
        assert_eq!(permissions.delegated, ["A", "B", "C"]);
    }
}
