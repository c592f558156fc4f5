//! The program in a folder of its own, over the scheme that `kaohe new` makes.

use assert_cmd::Command;
use tempfile::TempDir;

/// A folder with the starter scheme in `s`, its data in `s/data`.
pub struct Scene(TempDir);

impl Scene {
    pub fn new() -> Scene {
        let scene = Scene(tempfile::tempdir().expect("a folder"));
        assert!(scene.run("new s").ends_with("[0]\n"));
        scene
    }

    pub fn path(&self, file: &str) -> std::path::PathBuf {
        self.0.path().join(file)
    }

    pub fn write(&self, file: &str, bytes: impl AsRef<[u8]>) -> &Scene {
        let path = self.path(file);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder can be made");
        std::fs::write(path, bytes).expect("a file can be written");
        self
    }

    pub fn remove(&self, file: &str) -> &Scene {
        std::fs::remove_file(self.path(file)).expect("a file can be removed");
        self
    }

    pub fn replace(&self, file: &str, old: &str, new: &str) -> &Scene {
        let text = std::fs::read_to_string(self.path(file)).expect("a text");
        assert!(text.contains(old), "{file} has no {old}");
        self.write(file, text.replacen(old, new, 1))
    }

    /// What a person sees, and the exit code.
    pub fn run(&self, arguments: &str) -> String {
        let mut command = Command::cargo_bin("kaohe").expect("the program");
        command
            .current_dir(self.0.path())
            .args(arguments.split_whitespace())
            .timeout(std::time::Duration::from_secs(30));
        let output = command.output().expect("it runs");
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
        let code = output.status.code().map_or("none".to_owned(), |code| code.to_string());
        let text = format!("$ kaohe {arguments}\n{}{}[{code}]\n", text(&output.stdout), text(&output.stderr));
        text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
    }

    pub fn all(&self, commands: &[&str]) -> String {
        commands.iter().map(|arguments| self.run(arguments) + "\n").collect()
    }
}
