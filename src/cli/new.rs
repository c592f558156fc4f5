//! `kaohe new`

use std::path::{Path, PathBuf};

use clap::Args;

use crate::message;
use crate::words::Words;

use super::{Outcome, output};

#[derive(Debug, Args)]
pub struct NewArgs {
    /// The new folder.
    folder: PathBuf,
}

macro_rules! starter {
    ($($file:literal),* $(,)?) => {
        &[$(($file, include_str!(concat!("../../rules/starter/", $file)))),*]
    };
}

/// The small complete scheme that comes with the program.
const STARTER: &[(&str, &str)] = starter![
    "README.md",
    "scheme.yaml",
    "units.csv",
    "letters.csv",
    "water/manure-utilisation.rhai",
    "air/straw-fires.rhai",
    "tests/manure-utilisation.yaml",
    "tests/straw-fires.yaml",
    "data/farms.csv",
    "data/fires.csv",
];

pub fn run(args: &NewArgs, words: &Words) -> Outcome {
    if !is_free(&args.folder) {
        let folder = args.folder.display().to_string();
        let message = match args.folder.is_dir() {
            true => message!("new-folder-not-empty", folder = folder),
            false => message!("new-folder-is-a-file", folder = folder),
        };
        output::complain(&format!("{}\n", words.say(&message)));
        return Outcome::WrongUsage;
    }
    for (file, text) in STARTER {
        if let Err(outcome) = output::write_whole(&args.folder.join(file), |to| to.write_all(text.as_bytes()), words) {
            return outcome;
        }
    }
    let [folder, data] =
        [args.folder.clone(), args.folder.join("data")].map(|path| for_a_shell(&path.display().to_string()));
    output::print(&format!("{}\n", words.say(&message!("new-made", folder = folder, data = data))));
    Outcome::Fine
}

/// A path as it is typed: in quotes, where a shell would read more than one word or a sign of its own in it.
fn for_a_shell(path: &str) -> String {
    let plain = |sign: char| sign.is_alphanumeric() || "/._-+:,@".contains(sign);
    if !path.is_empty() && !path.starts_with('-') && path.chars().all(plain) {
        return path.to_owned();
    }
    // Two paths of one command are written with it: one that looks like an option is none behind `./`.
    let path = if path.starts_with('-') { format!("./{path}") } else { path.to_owned() };
    format!("'{}'", path.replace('\'', r"'\''"))
}

/// Nothing is there that could be lost.
fn is_free(folder: &Path) -> bool {
    match std::fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
    }
}
