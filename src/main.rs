//! The program: turns what a command found into an exit code, and nothing else. Everything real is in `kaohe::cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    kaohe::cli::run()
}
