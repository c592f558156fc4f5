//! One pass over the bytes of a file: its SHA-256 for the receipt and, for a text, whether it is UTF-8.

use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::encoding::{Encoding, Utf8Check};
use super::unreadable::ReadError;
use crate::csv_quotes::Quotes;
use crate::disk;

/// What the bytes of a file say of it.
pub struct Fingerprint {
    pub sha256: String,
    pub encoding: Encoding,
    /// Every quote of a text has its other one.
    pub quotes_pair: bool,
}

const BUFFER: usize = 1 << 20;

/// `check_text` looks at the encoding as well, which a workbook or Parquet has none of.
pub fn fingerprint(path: &Path, check_text: bool) -> Result<Fingerprint, ReadError> {
    let mut file = disk::open(path)?;
    if file.metadata()?.len() == 0 {
        return Err(ReadError::Empty);
    }
    let mut buffer = vec![0u8; BUFFER];
    let mut hash = Sha256::new();
    let mut check = Utf8Check::default();
    let mut quotes = Quotes::default();
    loop {
        let length = file.read(&mut buffer)?;
        let Some(bytes) = buffer.get(..length).filter(|bytes| !bytes.is_empty()) else { break };
        hash.update(bytes);
        if check_text {
            check.push(bytes);
            quotes.push(bytes);
        }
    }
    let quotes_pair = quotes.unclosed().is_none();
    Ok(Fingerprint { sha256: hex(&hash.finalize()), encoding: check.finish(), quotes_pair })
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |value: u8| DIGITS.get(usize::from(value)).map_or('0', |digit| char::from(*digit));
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
