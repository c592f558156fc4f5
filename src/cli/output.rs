//! Writing: to the screen, and to files that are whole or not there.

use std::io::{BufWriter, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde::Serialize;
use tempfile::NamedTempFile;

use crate::message;
use crate::words::{Message, Words};

use super::Outcome;

/// The first thing that went wrong with standard output: whoever printed goes on, and the command as a whole has failed.
static LOST: OnceLock<std::io::Error> = OnceLock::new();

/// Prints to standard output. A reader that has gone away (`kaohe … | head`) is success: it has seen what it wanted. Anything else that
/// can't be written is told by [`complete`].
pub fn print(text: &str) {
    let mut stdout = anstream::stdout().lock();
    if let Err(error) = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush())
        && error.kind() != ErrorKind::BrokenPipe
    {
        let _ = LOST.set(error);
    }
}

/// What a command came to, now that all is printed: what could not be written was no success.
pub fn complete(outcome: Outcome, words: &Words) -> Outcome {
    let Some(error) = LOST.get() else { return outcome };
    complain(&format!("{}\n", words.say(&message!("cannot-print", reason = crate::disk::said(error)))));
    match outcome {
        Outcome::Fine | Outcome::FoundErrors => Outcome::FoundErrors,
        Outcome::WrongUsage => Outcome::WrongUsage,
    }
}

/// Prints to standard error.
pub fn complain(text: &str) {
    let mut stderr = anstream::stderr().lock();
    let _ = stderr.write_all(text.as_bytes());
}

/// Tells to standard error what is wrong with how a command was used, which ends it.
pub fn wrong_usage<T>(what: &Message, words: &Words) -> Result<T, Outcome> {
    complain(&format!("{}\n", words.say(what)));
    Err(Outcome::WrongUsage)
}

/// A result for a program, or to standard error that it could not be put into that form.
pub fn json(result: &impl Serialize, words: &Words) -> Result<String, Outcome> {
    serde_json::to_string_pretty(result).map(|text| text + "\n").map_err(|error| {
        failed(&error, words);
        Outcome::FoundErrors
    })
}

/// Tells to standard error that a result could not be put into its form.
pub fn failed(error: &impl std::fmt::Display, words: &Words) {
    complain(&format!("{}\n", words.say(&message!("writing-failed", reason = error.to_string()))));
}

/// Colours only where a person looks.
pub fn colour() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

/// How wide the screen is, and whether it shows colours. What goes into a file or a pipe is as wide as a printed page holds.
pub fn screen() -> crate::explain::Screen {
    let window = std::io::stdout().is_terminal();
    let size = terminal_size::terminal_size().filter(|_| window);
    let width = size.map_or(120, |(terminal_size::Width(width), _)| usize::from(width));
    crate::explain::Screen { width: width.max(60), colour: colour(), window }
}

/// The same for what is printed to standard error.
pub fn colour_of_complaints() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

/// Writes a whole file under a temporary name and renames it, so that a reader never sees half of it and a failure loses nothing.
pub fn write_whole(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
    words: &Words,
) -> Result<(), Outcome> {
    let prepared = || {
        let mut file = Unfinished::begin(path)?;
        write(&mut file.to)?;
        file.finish()
    };
    let written = prepared().and_then(|file| file.persist(path).map_err(|error| error.error));
    written.map(|_| ()).map_err(|error| cannot_write(path, &error, words))
}

/// Writes two files side by side, neither of them before both lie ready under temporary names.
pub fn write_both(
    paths: [&Path; 2],
    write: impl FnOnce(&mut dyn Write, &mut dyn Write) -> std::io::Result<()>,
    words: &Words,
) -> Result<(), Outcome> {
    let [first, second] = paths;
    let at = |path| move |error: std::io::Error| cannot_write(path, &error, words);
    let mut one = Unfinished::begin(first).map_err(at(first))?;
    let mut other = Unfinished::begin(second).map_err(at(second))?;
    write(&mut one.to, &mut other.to).map_err(at(first))?;
    let (one, other) = (one.finish().map_err(at(first))?, other.finish().map_err(at(second))?);
    for (path, file) in [(first, one), (second, other)] {
        file.persist(path).map_err(|error| cannot_write(path, &error.error, words))?;
    }
    Ok(())
}

/// Writes several files, none of them before all lie ready under temporary names and can take their places.
///
/// # Errors
/// What can't be written is told; then no file was, unless the folder changed at that moment.
pub fn write_together(files: &[(PathBuf, &str)], words: &Words) -> Result<Vec<String>, Outcome> {
    let mut ready = Vec::new();
    for (path, text) in files {
        let prepared = || {
            let mut file = Unfinished::begin(path)?;
            file.to.write_all(text.as_bytes())?;
            file.finish()
        };
        ready.push((path, prepared().map_err(|error| cannot_write(path, &error, words))?));
    }
    for (path, file) in ready {
        file.persist(path).map_err(|error| cannot_write(path, &error.error, words))?;
    }
    Ok(files.iter().map(|(path, _)| path.display().to_string()).collect())
}

/// A file under a temporary name beside where it belongs.
struct Unfinished {
    to: BufWriter<NamedTempFile>,
}

impl Unfinished {
    fn begin(path: &Path) -> std::io::Result<Unfinished> {
        if path.is_dir() {
            return Err(ErrorKind::IsADirectory.into());
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        let file = tempfile::Builder::new().prefix(".kaohe-").tempfile_in(folder)?;
        Ok(Unfinished { to: BufWriter::with_capacity(1 << 20, file) })
    }

    /// The file, whole and on the disk.
    fn finish(self) -> std::io::Result<NamedTempFile> {
        let file = self.to.into_inner().map_err(|error| error.into_error())?;
        // A temporary file is private; a result is for whoever may read the folder.
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))?;
        }
        file.as_file().sync_all()?;
        Ok(file)
    }
}

fn cannot_write(path: &Path, error: &std::io::Error, words: &Words) -> Outcome {
    let message = message!("cannot-write", file = path.display().to_string(), reason = crate::disk::said(error));
    complain(&format!("{}\n", words.say(&message)));
    Outcome::FoundErrors
}
