//! Escaping for Markdown: a value never becomes mark-up, a table's edge or a line of its own.

use std::fmt::Write;

/// Numbers of list items have so many digits at most.
const LONGEST_NUMBER: usize = 9;

/// Writes a value into a Markdown text. Angle brackets and ampersands become entities, because many readers of Markdown pass HTML on. What a
/// value begins with is escaped as if it stood first on its line, which only the template knows: there 1. and - would begin a list, === would make a
/// heading of the line before, spaces would make code.
pub(super) fn escape(value: &str, out: &mut impl Write) -> std::fmt::Result {
    let (before, sign, rest) =
        opening(value).map_or(("", None, value), |(before, sign, rest)| (before, Some(sign), rest));
    out.write_str(before)?;
    match sign {
        Some(sign) if sign.is_ascii_whitespace() => out.write_str("&#32;")?,
        Some(sign) => write!(out, "\\{sign}")?,
        None => {}
    }
    for character in rest.chars() {
        match character {
            '<' => out.write_str("&lt;")?,
            '>' => out.write_str("&gt;")?,
            '&' => out.write_str("&amp;")?,
            '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '|' | '#' | '~' => {
                out.write_char('\\')?;
                out.write_char(character)?;
            }
            '\r' => {}
            '\n' | '\t' => out.write_char(' ')?,
            character => out.write_char(character)?,
        }
    }
    Ok(())
}

/// The sign by which a value would begin a list, a rule, an underline or code, with what stands before and behind it. A minus before a figure
/// is none.
fn opening(value: &str) -> Option<(&str, char, &str)> {
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    let (before, from) = value.split_at_checked(digits)?;
    let sign = from.chars().next()?;
    let rest = from.strip_prefix(sign)?;
    let ends = rest.chars().next().is_none_or(char::is_whitespace);
    let opens = match (sign, digits) {
        ('.' | ')', 1..=LONGEST_NUMBER) | ('+', 0) => ends,
        ('-', 0) => ends || rest.starts_with('-'),
        ('=', 0) => true,
        (sign, 0) => sign.is_ascii_whitespace(),
        _ => false,
    };
    opens.then_some((before, sign, rest))
}

#[cfg(test)]
mod tests {
    use super::escape;

    fn escaped(value: &str) -> String {
        let mut out = String::new();
        escape(value, &mut out).expect("a text takes everything");
        out
    }

    #[test]
    fn nothing_gets_out_of_its_cell() {
        assert_eq!(
            escaped("a|b <script>`x`</script> & *c*\nd"),
            "a\\|b &lt;script&gt;\\`x\\`&lt;/script&gt; &amp; \\*c\\* d"
        );
    }

    #[test]
    fn nothing_begins_a_list_a_heading_or_code() {
        let said =
            ["1. 第一组", "12) x", "- x", "+ x", "-", "---", "===", "    x", "# x", "> x", "* x", "1."].map(escaped);
        let expected = [
            "1\\. 第一组",
            "12\\) x",
            "\\- x",
            "\\+ x",
            "\\-",
            "\\---",
            "\\===",
            "&#32;   x",
            "\\# x",
            "&gt; x",
            "\\* x",
            "1\\.",
        ];
        assert_eq!(said, expected);
        // Figures stay as they are.
        let figures = ["-1.50", "12.50", "100%", "1.第一组", "+3", "2022-06-30", "1234567890. x", ""];
        assert_eq!(figures.map(escaped), figures);
    }
}
