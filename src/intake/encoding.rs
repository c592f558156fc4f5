//! In which encoding a text file is written. Only UTF-8 is read so far; what is something else is said to be so, with the
//! place, instead of read as rubbish. Decoding GB18030 will stand here.

/// The encoding of a text file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    /// Not UTF-8 from this line on; probably the named one.
    Other {
        line: usize,
        likely: &'static str,
    },
}

/// Checks bytes as they come by.
#[derive(Default)]
pub struct Utf8Check {
    /// A character cut in two at the end of the last bytes.
    carried: Vec<u8>,
    lines: usize,
    first: Option<[u8; 2]>,
    broken: Option<usize>,
}

impl Utf8Check {
    pub fn push(&mut self, bytes: &[u8]) {
        if self.broken.is_some() {
            return;
        }
        if let (None, [first, second, ..]) = (self.first, bytes) {
            self.first = Some([*first, *second]);
        }
        let mut bytes = bytes;
        while let (false, Some((next, rest))) = (self.carried.is_empty(), bytes.split_first()) {
            self.carried.push(*next);
            bytes = rest;
            match std::str::from_utf8(&self.carried) {
                Ok(_) => self.carried.clear(),
                Err(error) if error.error_len().is_none() => {}
                Err(_) => {
                    self.broken = Some(self.lines + 1);
                    return;
                }
            }
        }
        let good = match std::str::from_utf8(bytes) {
            Ok(_) => bytes,
            Err(error) => {
                let (good, bad) = bytes.split_at_checked(error.valid_up_to()).unwrap_or((bytes, &[]));
                match error.error_len() {
                    None => self.carried.extend_from_slice(bad),
                    Some(_) => self.broken = Some(self.lines + 1 + newlines(good)),
                }
                good
            }
        };
        self.lines += newlines(good);
    }

    pub fn finish(self) -> Encoding {
        let line = self.broken.or_else(|| (!self.carried.is_empty()).then_some(self.lines + 1));
        match (line, self.first) {
            (None, _) => Encoding::Utf8,
            (Some(line), Some([0xFF, 0xFE] | [0xFE, 0xFF])) => Encoding::Other { line, likely: "UTF-16" },
            (Some(line), _) => Encoding::Other { line, likely: "GB18030（GBK）" },
        }
    }
}

fn newlines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(chunks: &[&[u8]]) -> Encoding {
        let mut check = Utf8Check::default();
        chunks.iter().for_each(|chunk| check.push(chunk));
        check.finish()
    }

    #[test]
    fn utf8_may_be_cut_anywhere() {
        let text = "乡镇,面积\n泗河镇,3\n".as_bytes();
        for at in 0..text.len() {
            assert_eq!(check(&[&text[..at], &text[at..]]), Encoding::Utf8, "cut at {at}");
        }
    }

    #[test]
    fn gbk_is_named_with_its_line() {
        // 乡镇 in GBK, in the second line.
        let bytes: &[u8] = &[b'a', b'\n', 0xCF, 0xE7, 0xD5, 0xF2, b'\n'];
        let expected = Encoding::Other { line: 2, likely: "GB18030（GBK）" };
        assert_eq!(check(&[bytes]), expected);
        assert_eq!(check(&[&bytes[..3], &bytes[3..]]), expected);
        assert_eq!(check(&[&[0xFF, 0xFE, b'a', 0]]), Encoding::Other { line: 1, likely: "UTF-16" });
        assert_eq!(check(&["乡".as_bytes().split_at(2).0]), Encoding::Other { line: 1, likely: "GB18030（GBK）" });
    }
}
