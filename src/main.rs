//! The program: turns what a command found into an exit code, and nothing else. Everything real is in `kaohe::cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    // Polars' streaming group-by keeps this many groups at hand and sets the rows of all others aside. Its own 4,096 are fewer than the
    // units of a large roster; a ministry's then take twice the memory.
    if std::env::var_os("POLARS_HOT_TABLE_SIZE").is_none() {
        // SAFETY: no other thread has been started yet.
        unsafe { std::env::set_var("POLARS_HOT_TABLE_SIZE", "131072") };
    }
    kaohe::cli::run()
}
