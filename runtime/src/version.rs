//! Which generated code this runtime serves.

/// The version of this runtime.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Whether code that was generated for `version` works with this runtime: the same minor version (before 1.0) or major version,
/// and no newer than this.
///
/// Text that is no version is not compatible.
pub const fn is_compatible(version: &str) -> bool {
    let (Some(wanted), Some(own)) = (parse(version.as_bytes()), parse(VERSION.as_bytes())) else {
        return false;
    };
    let [major, minor, patch] = wanted;
    if major != own[0] {
        return false;
    }
    if major == 0 {
        minor == own[1] && patch <= own[2]
    } else {
        minor < own[1] || (minor == own[1] && patch <= own[2])
    }
}

/// `major.minor.patch`; what follows a `-` or `+` is not looked at.
const fn parse(text: &[u8]) -> Option<[u32; 3]> {
    let mut parts = [0; 3];
    let mut part = 0;
    let mut digits = 0;
    let mut at = 0;
    while at < text.len() {
        match text[at] {
            digit @ b'0'..=b'9' if digits < 9 => {
                parts[part] = parts[part] * 10 + (digit - b'0') as u32;
                digits += 1;
            }
            b'.' if digits > 0 && part < 2 => {
                part += 1;
                digits = 0;
            }
            b'-' | b'+' => break,
            _ => return None,
        }
        at += 1;
    }
    if part == 2 && digits > 0 {
        Some(parts)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_parsed() {
        for (text, parts) in [
            ("0.1.0", Some([0, 1, 0])),
            ("12.3.45-rc.1+x", Some([12, 3, 45])),
            ("1.2", None),
            ("1.2.3.4", None),
            ("1..3", None),
            ("", None),
            ("1.2.99999999999", None),
        ] {
            assert_eq!(parse(text.as_bytes()), parts, "{text}");
        }
    }

    #[test]
    fn the_own_version_is_compatible() {
        assert!(is_compatible(VERSION));
        assert!(!is_compatible("0.0.1"));
        assert!(!is_compatible("9.0.0"));
        assert!(!is_compatible("latest"));
    }
}
