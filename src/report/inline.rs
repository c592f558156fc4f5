//! Style sheets and scripts within a page, and the hashes by which the page allows these and no others.
//!
//! A page that names the hashes in its Content-Security-Policy runs nothing that came with the data, whatever was forgotten elsewhere.

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::{Environment, Error, ErrorKind, Value};
use sha2::{Digest, Sha256};

/// Adds `text_of(name)`, the text of a template file as it stands, `hash_of(name)`, how a policy names that text, and `hash_of_text(text)`, how
/// it names a text that the template itself makes.
pub(super) fn add_functions(environment: &mut Environment<'static>, texts: &BTreeMap<String, Arc<str>>) {
    let own = texts.clone();
    environment.add_function("text_of", move |name: &str| {
        found(&own, name).map(|text| Value::from_safe_string(text.to_string()))
    });
    let own = texts.clone();
    environment
        .add_function("hash_of", move |name: &str| found(&own, name).map(|text| Value::from_safe_string(hash(text))));
    environment.add_function("hash_of_text", |text: &str| Value::from_safe_string(hash(text)));
}

fn found<'t>(texts: &'t BTreeMap<String, Arc<str>>, name: &str) -> Result<&'t str, Error> {
    texts.get(name).map(|text| &**text).ok_or_else(|| Error::new(ErrorKind::TemplateNotFound, format!("`{name}`")))
}

/// As a policy writes it: `'sha256-…'`.
fn hash(text: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(text.as_bytes())))
}

/// Bytes in Base64 (RFC 4648, 4).
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits =
            three.iter().enumerate().fold(0_u32, |bits, (place, byte)| bits | u32::from(*byte) << (16 - 8 * place));
        for place in 0..4 {
            let letter = LETTERS.get((bits >> (18 - 6 * place) & 63) as usize).copied().unwrap_or(b'=');
            text.push(if place <= three.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_the_standard_has_it() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
        assert_eq!(hash(""), "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
    }
}
