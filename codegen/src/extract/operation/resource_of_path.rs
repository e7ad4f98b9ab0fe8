//! Which of several resources an address is of: `For group resource: …` is for `/groups/{id}/photo`.

use crate::schema::Permissions;

/// What the resource needs that stands nearest to the end of a path. `None` where no resource is named in the path, or
/// two are named as near.
pub(super) fn of_path<'r>(resources: &'r [(String, Permissions)], path: &str) -> Option<&'r Permissions> {
    let hosts = hosts(path);
    let words: Vec<Vec<String>> = resources.iter().map(|(subject, _)| words(subject)).collect();
    // A word that stands in every label tells none from another: `user calendar`, `group calendar`.
    let tells = |word: &&String| !words.iter().all(|it| it.contains(word));
    let score = |of: &Vec<String>| {
        let own: Vec<&String> = of.iter().filter(tells).collect();
        let places = own
            .iter()
            .filter_map(|word| hosts.iter().rposition(|host| is_of(word, host)));
        let matched = places.clone().count();
        Some((places.max()?, matched, usize::MAX - (own.len() - matched)))
    };
    let scores: Vec<_> = words.iter().map(score).collect();
    let best = scores.iter().flatten().max()?;
    let mut leading = scores
        .iter()
        .zip(resources)
        .filter(|(score, _)| score.as_ref() == Some(best));
    let (_, (_, permissions)) = leading.next()?;
    leading.next().is_none().then_some(permissions)
}

/// The names in a path, in the singular. `me` is a user.
fn hosts(path: &str) -> Vec<String> {
    let names = path
        .split('/')
        .map(|it| it.split(['(', ':']).next().unwrap_or(it));
    let names = names.filter(|it| !it.is_empty() && !it.starts_with(['{', '$', '<']));
    names
        .map(|it| {
            if it.eq_ignore_ascii_case("me") {
                "user".to_owned()
            } else {
                singular(it)
            }
        })
        .collect()
}

fn words(subject: &str) -> Vec<String> {
    let words = subject
        .split(|c: char| !c.is_alphanumeric())
        .filter(|it| !it.is_empty());
    let words = words.filter(|it| {
        !["for", "the", "a", "an", "resource", "resources"]
            .iter()
            .any(|no| no.eq_ignore_ascii_case(it))
    });
    words.map(singular).collect()
}

fn singular(name: &str) -> String {
    let lower = name.to_lowercase();
    lower.strip_suffix('s').map_or(lower.clone(), str::to_owned)
}

/// `todotask` is of `tasks`, `unit` of `administrativeUnits`.
fn is_of(word: &str, host: &str) -> bool {
    const SHORTEST: usize = 4;
    word == host
        || (host.len() >= SHORTEST && word.ends_with(host))
        || (word.len() >= SHORTEST && host.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::of_path;
    use crate::schema::Permissions;

    fn resources(subjects: &[&str]) -> Vec<(String, Permissions)> {
        let of = |it: &&str| Permissions {
            delegated: vec![(*it).to_owned()],
            ..Permissions::default()
        };
        subjects.iter().map(|it| ((*it).to_owned(), of(it))).collect()
    }

    #[test]
    fn the_nearest_resource_decides() {
        let photo = resources(&["For user resource", "For group resource", "For contact resource"]);
        let calendar = resources(&["user calendar", "group calendar"]);
        let hosts = resources(&["event", "group", "group event", "todoTask"]);
        let cases = [
            (&photo, "/me/photo/$value", Some("For user resource")),
            (&photo, "/users/{id}/photo", Some("For user resource")),
            (&photo, "/groups/{id}/photo", Some("For group resource")),
            (
                &photo,
                "/me/contactFolders/{id}/contacts/{id}/photo",
                Some("For contact resource"),
            ),
            (&photo, "/teams/{id}/photo", None),
            (&calendar, "/groups/{id}/calendar/events", Some("group calendar")),
            (&calendar, "/me/calendars/{id}/events", Some("user calendar")),
            (&hosts, "/groups/{id}/events/{id}", Some("group event")),
            (&hosts, "/users/{id}/events/{id}", Some("event")),
            (&hosts, "/groups/{id}", Some("group")),
            (
                &hosts,
                "/me/todo/lists/{id}/tasks/{id}/extensions",
                Some("todoTask"),
            ),
        ];
        for (resources, path, expected) in cases {
            let found = of_path(resources, path).and_then(|it| it.delegated.first());
            assert_eq!(found.map(String::as_str), expected, "{path}");
        }
    }
}
