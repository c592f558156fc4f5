//! Quotes in a CSV text: one that nothing closes makes a single cell of everything behind it, and every reader of CSV takes it so in silence.

/// The line of the quote that nothing closes, as a person counts; `None` where all are closed.
///
/// A quote that begins a cell ends one too: where the next quote stands in the middle of a cell, the first was never closed, and what
/// comes behind is not to be trusted. Where all pairs look right, it is the last.
pub fn unclosed(text: &[u8]) -> Option<u32> {
    if text.iter().filter(|byte| **byte == b'"').count() % 2 == 0 {
        return None;
    }
    let mut line = 1u32;
    let mut open: Option<u32> = None;
    let mut bytes = text.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match (byte, open) {
            (b'\n', _) => line = line.saturating_add(1),
            (b'"', None) => open = Some(line),
            (b'"', Some(_)) if bytes.next_if_eq(&b'"').is_some() => {}
            (b'"', Some(_)) if matches!(bytes.peek(), None | Some(b',' | b'\r' | b'\n')) => open = None,
            (b'"', Some(_)) => return open,
            _ => {}
        }
    }
    open
}

#[cfg(test)]
mod tests {
    use super::unclosed;

    #[test]
    fn the_quote_that_nothing_closes_is_found() {
        for whole in ["a,b\n", "\"a\nb\",c\n", "\"say \"\"a\"\"\",c\n", ""] {
            assert_eq!(unclosed(whole.as_bytes()), None, "{whole}");
        }
        assert_eq!(unclosed(b"a,b\n\"c,d\ne,f\n"), Some(2));
        assert_eq!(unclosed(b"a,b\n\"c,d\n\"e\",f\n"), Some(2), "the quotes behind it are all right");
        assert_eq!(unclosed(b"\"a\nb\",c\nd,\"e\n"), Some(3));
    }
}
