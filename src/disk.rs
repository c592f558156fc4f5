//! Files on disk. Only regular files are opened: a pipe or a device in a folder would keep whoever reads it waiting for ever. What the
//! system says against it is told in the reader's own words.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use crate::message;
use crate::words::Message;

/// Why a file can't be read or written.
#[derive(Debug, thiserror::Error)]
pub enum DiskError {
    /// A pipe, a device, a socket.
    #[error("not a regular file")]
    NotRegular,
    #[error("not UTF-8")]
    NotUtf8,
    /// A link that leads out of the folder that it lies in.
    #[error("outside the folder")]
    Outside,
    #[error("{0}")]
    Io(#[from] io::Error),
}

impl DiskError {
    /// For people, to stand behind the file's name and a colon.
    pub fn said(&self) -> Message {
        match self {
            DiskError::NotRegular => message!("disk-not-regular"),
            DiskError::NotUtf8 => message!("disk-not-utf8"),
            DiskError::Outside => message!("disk-outside"),
            DiskError::Io(error) => said(error),
        }
    }

    pub fn is_not_found(&self) -> bool {
        matches!(self, DiskError::Io(error) if error.kind() == ErrorKind::NotFound)
    }
}

/// What the system answered, for people.
pub fn said(error: &io::Error) -> Message {
    match error.kind() {
        ErrorKind::NotFound => message!("disk-not-found"),
        ErrorKind::PermissionDenied => message!("disk-not-permitted"),
        ErrorKind::IsADirectory => message!("disk-is-a-folder"),
        ErrorKind::NotADirectory => message!("disk-not-a-folder"),
        ErrorKind::AlreadyExists => message!("disk-exists"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => message!("disk-full"),
        ErrorKind::ReadOnlyFilesystem => message!("disk-read-only"),
        ErrorKind::InvalidFilename => message!("disk-bad-name"),
        ErrorKind::UnexpectedEof => message!("disk-ends-early"),
        // The kinds are open to growth, and most of them no file ever gives.
        _ => message!("disk-other", reason = error.to_string()),
    }
}

/// Opens a regular file for reading.
pub fn open(path: &Path) -> Result<File, DiskError> {
    let kind = std::fs::metadata(path)?;
    if kind.is_dir() {
        return Err(DiskError::Io(ErrorKind::IsADirectory.into()));
    }
    if !kind.is_file() {
        return Err(DiskError::NotRegular);
    }
    Ok(File::open(path)?)
}

/// All bytes of a regular file.
pub fn read(path: &Path) -> Result<Vec<u8>, DiskError> {
    let mut bytes = Vec::new();
    open(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A regular file as text, without the mark that some editors put before it.
pub fn read_text(path: &Path) -> Result<String, DiskError> {
    let text = String::from_utf8(read(path)?).map_err(|_| DiskError::NotUtf8)?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

/// The same of a file of a folder, by its path below it. One that really lies elsewhere, by whatever link, is not opened: a folder that
/// came from somebody else would show what is none of its business.
pub fn read_text_within(folder: &Path, name: &str) -> Result<String, DiskError> {
    let real = folder.join(name).canonicalize()?;
    if !real.starts_with(folder.canonicalize()?) {
        return Err(DiskError::Outside);
    }
    read_text(&real)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_folder_is_not_followed() {
        let place = tempfile::tempdir().expect("a folder");
        let inside = place.path().join("inside");
        std::fs::create_dir(&inside).expect("a folder");
        std::fs::write(place.path().join("secret"), "root").expect("written");
        std::fs::write(inside.join("own"), "甲").expect("written");
        for (to, link) in [("../secret", "out"), ("..", "up"), ("own", "again")] {
            std::os::unix::fs::symlink(to, inside.join(link)).expect("a link");
        }
        for outside in ["out", "up/secret"] {
            assert_eq!(read_text_within(&inside, outside).expect_err("outside").said().key, "disk-outside");
        }
        assert_eq!(read_text_within(&inside, "again").expect("a link that stays inside"), "甲");
        assert!(read_text_within(&inside, "none").expect_err("nothing").is_not_found());
    }

    #[test]
    fn what_is_no_file_is_named_and_not_waited_for() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(read(folder.path()).expect_err("a folder").said().key, "disk-is-a-folder");
        assert_eq!(read(&folder.path().join("none")).expect_err("nothing").said().key, "disk-not-found");
        #[cfg(unix)]
        assert_eq!(read(Path::new("/dev/zero")).expect_err("a device").said().key, "disk-not-regular");
        let marked = folder.path().join("marked");
        std::fs::write(&marked, "\u{feff}甲").expect("written");
        assert_eq!(read_text(&marked).expect("a text"), "甲");
        std::fs::write(&marked, [0xCF, 0xE7]).expect("written");
        assert_eq!(read_text(&marked).expect_err("GBK").said().key, "disk-not-utf8");
    }
}
