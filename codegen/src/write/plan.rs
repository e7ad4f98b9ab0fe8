//! What a run will do: worked out before anything is changed.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::Path;

use rayon::prelude::*;

use super::disk::Disk;
use super::manifest::{self, MANIFEST};
use super::ours::{self, Place};
use super::staging::{self, Staged, Staging};
use super::{Error, Written, diff};
use crate::print::Printed;

pub(super) struct Plan<'a, F> {
    folder: &'a Path,
    files: &'a [F],
    /// What is in each file's place.
    places: Vec<Place>,
    /// The files that the last run wrote.
    listed: BTreeSet<String>,
    /// The manifest of the files, and what is in its place.
    list: String,
    list_place: Place,
    /// Those of the listed files that are ours, and no longer among the files.
    orphans: Vec<String>,
}

impl<'a, F: Printed> Plan<'a, F> {
    /// Looks at the folder, and refuses where something in it is not ours.
    pub(super) fn of(folder: &'a Path, files: &'a [F]) -> Result<Plan<'a, F>, Error> {
        let listed = ours::listed(folder)?;
        let gone = gone(&listed, files);
        ours::refuse_links(
            folder,
            files.iter().map(Printed::path).chain(gone.iter().copied()),
        )?;
        let look = |path: &str| ours::look(folder, path, listed.contains(path));
        let places = if listed.is_empty() {
            // The manifest is there from the first run on: without it the folder is empty.
            files.iter().map(|_| Place::Missing).collect()
        } else {
            files
                .par_iter()
                .map(|it| look(it.path()))
                .collect::<Result<_, _>>()?
        };
        let orphans = gone.into_iter().filter(|it| ours::is_ours(&folder.join(it)));
        Ok(Plan {
            folder,
            files,
            places,
            orphans: orphans.map(str::to_owned).collect(),
            list: manifest::render(files.iter().map(Printed::path)),
            list_place: look(MANIFEST)?,
            listed,
        })
    }

    /// What differs, with the first lines of each.
    pub(super) fn tell(&self) -> Result<Written, Error> {
        let difference = |path: &str, place: &Place, text: &str| {
            let at = self.folder.join(path);
            place
                .difference(&at, path, text)
                .map_err(|error| Error::Io(at, error))
        };
        let differences: Vec<Option<String>> = self
            .files
            .par_iter()
            .zip(&self.places)
            .map(|(file, place)| difference(file.path(), place, &file.text()))
            .collect::<Result<_, _>>()?;
        let of_list = difference(MANIFEST, &self.list_place, &self.list)?;
        let mut report = self.report(differences.iter().map(Option::is_some), of_list.is_some());
        let removed = self.orphans.iter().map(|it| diff::orphaned(it));
        report.differences = differences
            .into_iter()
            .flatten()
            .chain(of_list)
            .chain(removed)
            .collect();
        Ok(report)
    }

    /// Does it, in the order that the stage promises.
    pub(super) fn carry_out(&self, disk: &Disk) -> Result<Written, Error> {
        staging::sweep(disk, self.folder);
        let staging = Staging::new(disk, self.folder);
        let staged: Vec<Option<Staged>> = self
            .files
            .par_iter()
            .zip(&self.places)
            .map(|(file, place)| self.stage(&staging, file.path(), place, &file.text()))
            .collect::<Result<_, _>>()?;
        // While files go and come, the manifest lists both: a run that is broken off leaves none that no list has.
        let gone = gone(&self.listed, self.files);
        let stage_list = |list: &str| self.stage(&staging, MANIFEST, &self.list_place, list);
        let last = stage_list(&self.list)?;
        let report = self.report(staged.iter().map(Option::is_some), last.is_some());
        let (first, last) = if gone.is_empty() {
            (last, None)
        } else {
            let files = self.files.iter().map(Printed::path);
            (
                stage_list(&manifest::render(files.chain(gone.iter().copied())))?,
                last,
            )
        };

        let place = |path: &str, staged: &Staged| staging.place(staged, self.folder.join(path));
        first.iter().try_for_each(|it| place(MANIFEST, it))?;
        let moves: Vec<(&F, &Place, Staged)> = self
            .files
            .iter()
            .zip(&self.places)
            .zip(staged)
            .filter_map(|((file, place), staged)| Some((file, place, staged?)))
            .collect();
        for folder in ours::folders(moves.iter().map(|(file, ..)| file.path())) {
            let folder = self.folder.join(folder);
            disk.make_folders(&folder)
                .map_err(|error| Error::Io(folder, error))?;
        }
        moves.par_iter().try_for_each(|(file, before, staged)| {
            if matches!(before, Place::Missing) {
                // Whoever put something there since then keeps it.
                ours::look(self.folder, file.path(), false)?;
            }
            place(file.path(), staged)
        })?;
        self.orphans.iter().try_for_each(|it| self.remove(disk, it))?;
        for file in &gone {
            self.remove_empty(disk, file);
        }
        last.iter().try_for_each(|it| place(MANIFEST, it))?;
        Ok(report)
    }

    /// Writes a file beside its place, unless the same is there already.
    fn stage(
        &self,
        staging: &Staging<'_>,
        path: &str,
        place: &Place,
        text: &str,
    ) -> Result<Option<Staged>, Error> {
        let at = self.folder.join(path);
        let is_same = place.is_same(&at, text).map_err(|error| Error::Io(at, error))?;
        if is_same {
            Ok(None)
        } else {
            staging.put(text).map(Some)
        }
    }

    fn report(&self, differs: impl Iterator<Item = bool>, list_differs: bool) -> Written {
        let files = self.files.iter().map(Printed::path).zip(differs);
        let written = files
            .chain([(MANIFEST, list_differs)])
            .filter(|(_, differs)| *differs);
        let written: Vec<String> = written.map(|(path, _)| path.to_owned()).collect();
        Written {
            unchanged: self.files.len() + 1 - written.len(),
            written,
            removed: self.orphans.clone(),
            differences: Vec::new(),
        }
    }

    fn remove(&self, disk: &Disk, file: &str) -> Result<(), Error> {
        let path = self.folder.join(file);
        match disk.remove(&path) {
            // Another run was faster.
            Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::Io(path, error)),
            _ => Ok(()),
        }
    }

    /// Removes the folders that a file has left empty.
    fn remove_empty(&self, disk: &Disk, file: &str) {
        let path = self.folder.join(file);
        for above in path.ancestors().skip(1).take_while(|it| *it != self.folder) {
            match disk.remove_folder(above) {
                Err(error) if error.kind() != ErrorKind::NotFound => break,
                _ => {}
            }
        }
    }
}

/// The listed files that are not among the files.
fn gone<'l, F: Printed>(listed: &'l BTreeSet<String>, files: &[F]) -> Vec<&'l str> {
    let kept: BTreeSet<&str> = files.iter().map(Printed::path).chain([MANIFEST]).collect();
    let listed = listed.iter().map(String::as_str);
    listed.filter(|it| !kept.contains(it)).collect()
}
