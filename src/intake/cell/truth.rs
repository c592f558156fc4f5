//! Yes and no.

use super::spelling::squeezed;
use super::{ReadCell, Why};

/// A column of yes and no.
#[derive(Debug, Clone, Copy)]
pub struct TruthCells;

impl ReadCell for TruthCells {
    type Value = bool;

    fn quick(&self, bytes: &[u8]) -> Option<bool> {
        match bytes {
            b"1" | b"true" => Some(true),
            b"0" | b"false" => Some(false),
            _ if bytes == "是".as_bytes() => Some(true),
            _ if bytes == "否".as_bytes() => Some(false),
            _ => None,
        }
    }

    fn read(&self, text: &str) -> Result<bool, Why> {
        match squeezed(text).as_str() {
            "是" | "有" | "√" | "✓" | "✔" | "☑" | "true" | "1" | "y" | "yes" => Ok(true),
            "否" | "无" | "×" | "✗" | "✘" | "☒" | "x" | "false" | "0" | "n" | "no" => Ok(false),
            _ => Err(Why::NotATruth),
        }
    }
}
