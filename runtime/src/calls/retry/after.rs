//! `Retry-After` (RFC 9110, 10.2.3): seconds, or a date in any of HTTP's three formats (5.6.7).

use std::time::{Duration, SystemTime};

use http::{HeaderMap, header};

/// The longest wait that a service is believed to mean.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// How long to wait before the next call, where the service says so; never more than a day. A date counts from the one that the service
/// gives its answer itself, so that a clock here that is wrong does no harm, and from `now` where there is none.
pub(in super::super) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let date = headers.get(header::DATE).and_then(|date| date.to_str().ok());
    let answered = date
        .and_then(|date| httpdate::parse_http_date(date.trim()).ok())
        .unwrap_or(now);
    // Something on the way may add one of its own: the longer one is safe for both.
    headers
        .get_all(header::RETRY_AFTER)
        .iter()
        .filter_map(|value| wait(value.to_str().ok()?.trim(), answered))
        .max()
}

fn wait(text: &str, answered: SystemTime) -> Option<Duration> {
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than a number holds are many seconds all the same.
        let seconds = text.parse().unwrap_or(u64::MAX);
        return Some(Duration::from_secs(seconds).min(DAY));
    }
    let until = httpdate::parse_http_date(text).ok()?;
    // What is in the past is now.
    Some(until.duration_since(answered).unwrap_or_default().min(DAY))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use http::{HeaderMap, HeaderName, HeaderValue};

    use super::retry_after;

    /// The `Retry-After` lines of an answer of Sun, 06 Nov 1994 08:49:37 GMT, and the seconds that they mean.
    const WAITS: &[(&[&str], Option<u64>)] = &[
        (&[], None),
        (&["120"], Some(120)),
        (&[" 7 "], Some(7)),
        (&["0"], Some(0)),
        (&["007"], Some(7)),
        (&["86401"], Some(86_400)),
        (&["99999999999999999999999"], Some(86_400)),
        (&["Sun, 06 Nov 1994 08:50:37 GMT"], Some(60)),
        (&["Sunday, 06-Nov-94 08:50:07 GMT"], Some(30)),
        (&["Sun Nov  6 08:49:47 1994"], Some(10)),
        (&["Sun, 06 Nov 1994 08:49:00 GMT"], Some(0)),
        (&["Fri, 31 Dec 9999 23:59:59 GMT"], Some(86_400)),
        (&["5", "Sun, 06 Nov 1994 08:49:57 GMT"], Some(20)),
        (&["soon", "3"], Some(3)),
        (&[""], None),
        (&["-1"], None),
        (&["+1"], None),
        (&["1.5"], None),
        (&["1s"], None),
        (&["Sun, 31 Feb 1994 08:49:37 PST"], None),
    ];

    fn headers(lines: &[&str], date: Option<&str>) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let named = lines.iter().map(|line| ("retry-after", *line));
        for (name, value) in named.chain(date.map(|date| ("date", date))) {
            headers.append(
                HeaderName::from_static(name),
                HeaderValue::from_str(value).unwrap(),
            );
        }
        headers
    }

    #[test]
    fn every_form_of_http_is_read() {
        let date = "Sun, 06 Nov 1994 08:49:37 GMT";
        let then = httpdate::parse_http_date(date).unwrap();
        for (lines, seconds) in WAITS {
            let expected = seconds.map(Duration::from_secs);
            // The clock here is far off, and the service's own date counts.
            let wait = retry_after(&headers(lines, Some(date)), SystemTime::UNIX_EPOCH);
            assert_eq!(wait, expected, "{lines:?}");
            assert_eq!(retry_after(&headers(lines, None), then), expected, "{lines:?}");
        }
    }
}
