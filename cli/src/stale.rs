//! What `--check` says of files that are not current.

use std::path::Path;

use graphdown_codegen::write;

use crate::output;

/// Says under `--check` what is not current.
pub(crate) fn tell(place: &Path, written: &write::Written) {
    output::tell(format!(
        "{} is not current; the same command without --check makes it so",
        place.display()
    ));
    for difference in &written.differences {
        output::tell(difference);
    }
}
