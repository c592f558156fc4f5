//! The program: turns what a command found into an exit code, and nothing else. Everything real is in `kaohe::cli`.

use std::process::ExitCode;

/// Scoring is a great many small exact numbers, made and let go on all cores.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    kaohe::cli::run()
}
