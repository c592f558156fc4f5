//! A Markdown page as prose and fenced blocks, and what its blocks do.
//!
//! - A block whose info string is a language and a file name (`yaml scheme.yaml`) is that file, in a folder of the page's own. All
//!   files are there before the first command runs; a second block of the same name replaces the file from there on.
//! - A block `console` holds commands (lines that begin with `$ `, going on over a `\` at their end) with their output below; `console repository` is
//!   run at the root of the repository instead. A command that ends with another exit code than 0 is followed by a line that says so.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

#[derive(Clone)]
pub struct Page {
    pub path: PathBuf,
    pieces: Vec<Piece>,
}

#[derive(Clone)]
enum Piece {
    Prose(String),
    Block { fence: String, info: String, body: String },
}

/// What a block is for.
enum Role<'a> {
    File(&'a str),
    Commands { in_repository: bool },
    Shown,
}

impl Page {
    pub fn read(path: &Path) -> Page {
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut pieces = Vec::new();
        let mut lines = text.split_inclusive('\n');
        let mut prose = String::new();
        while let Some(line) = lines.next() {
            let fence: String = line.chars().take_while(|sign| *sign == '`').collect();
            if fence.len() < 3 {
                prose.push_str(line);
                continue;
            }
            pieces.push(Piece::Prose(std::mem::take(&mut prose)));
            let info = line.trim_start_matches('`').trim().to_owned();
            let mut body = String::new();
            loop {
                let inner = lines.next().unwrap_or_else(|| panic!("{}: `{info}` is not closed", path.display()));
                if inner.trim_end() == fence {
                    break;
                }
                body.push_str(inner);
            }
            pieces.push(Piece::Block { fence, info, body });
        }
        pieces.push(Piece::Prose(prose));
        Page { path: path.to_owned(), pieces }
    }

    pub fn text(&self) -> String {
        let texts = self.pieces.iter().map(|piece| match piece {
            Piece::Prose(text) => text.clone(),
            Piece::Block { fence, info, body } => format!("{fence}{info}\n{body}{fence}\n"),
        });
        texts.collect()
    }

    /// How many commands the page has.
    pub fn commands(&self) -> usize {
        let blocks = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Block { info, body, .. } if matches!(role(info), Role::Commands { .. }) => {
                Some(commands(body).len())
            }
            Piece::Block { .. } | Piece::Prose(_) => None,
        });
        blocks.sum()
    }

    /// The page with the output that its commands really have.
    pub fn really(&self) -> Page {
        let folder = tempfile::tempdir().expect("a temporary folder");
        self.lay_out_all(folder.path());
        let mut page = self.clone();
        for piece in &mut page.pieces {
            let Piece::Block { info, body, .. } = piece else { continue };
            match role(info) {
                Role::File(file) => self.lay_out(folder.path(), file, body),
                Role::Commands { in_repository } => {
                    let folder = if in_repository { super::root() } else { folder.path() };
                    let run = commands(body).into_iter().map(|command| {
                        let output = output(&command, folder);
                        format!("$ {command}\n{output}")
                    });
                    *body = run.collect();
                }
                Role::Shown => {}
            }
        }
        page
    }

    fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Block { info, body, .. } => match role(info) {
                Role::File(file) => Some((file, body.as_str())),
                Role::Commands { .. } | Role::Shown => None,
            },
            Piece::Prose(_) => None,
        })
    }

    /// Every file of the page as it first stands there.
    pub fn lay_out_all(&self, folder: &Path) {
        let mut laid_out = BTreeSet::new();
        for (file, body) in self.files() {
            if laid_out.insert(file) {
                self.lay_out(folder, file, body);
            }
        }
    }

    fn lay_out(&self, folder: &Path, file: &str, body: &str) {
        let path = folder.join(file);
        let written = path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&path, body));
        written.unwrap_or_else(|error| panic!("{}: {file}: {error}", self.path.display()));
    }
}

fn role(info: &str) -> Role<'_> {
    match info.split_once(' ') {
        None if info == "console" => Role::Commands { in_repository: false },
        Some(("console", "repository")) => Role::Commands { in_repository: true },
        Some((_language, file)) if file.contains('.') => Role::File(file),
        Some(_) | None => Role::Shown,
    }
}

/// The commands of a block, each as it is written.
fn commands(body: &str) -> Vec<String> {
    let mut commands: Vec<String> = Vec::new();
    let mut goes_on = false;
    for line in body.lines() {
        match (goes_on, line.strip_prefix("$ "), commands.last_mut()) {
            (true, _, Some(command)) => {
                command.push('\n');
                command.push_str(line);
            }
            (false, Some(command), _) => commands.push(command.to_owned()),
            (false, None, _) | (true, _, None) => continue,
        }
        goes_on = line.ends_with('\\');
    }
    commands
}

/// What a person sees who types the command: standard output and errors as they come, no colours.
fn output(command: &str, folder: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_kaohe"));
    let mut path = program.parent().expect("the program lies in a folder").as_os_str().to_owned();
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    let run = Command::new("sh")
        .args(["-c", &format!("exec 2>&1\n{command}")])
        .current_dir(folder)
        .env("PATH", path)
        .env("LC_ALL", "C.UTF-8")
        .env_remove("COLUMNS")
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("{command}: {error}"));
    let printed = String::from_utf8(run.stdout).unwrap_or_else(|error| panic!("{command}: {error}"));
    let mut text = printed.trim_end().to_owned();
    if !text.is_empty() {
        text.push('\n');
    }
    match run.status.code() {
        Some(0) => {}
        // A page that shows a command that kaohe does not understand is wrong whatever is printed.
        Some(2) => panic!("`{command}` is wrong usage:\n{text}"),
        code => text.push_str(&format!("[exit {}]\n", code.map_or("by a signal".to_owned(), |code| code.to_string()))),
    }
    text
}
