//! Escaping for Markdown: a value never becomes mark-up, a table's edge or a line of its own.

use std::fmt::Write;

/// Writes a value into a Markdown text. Angle brackets and ampersands become entities, because many readers of Markdown pass HTML on.
pub(super) fn escape(value: &str, out: &mut impl Write) -> std::fmt::Result {
    for character in value.chars() {
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

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn nothing_gets_out_of_its_cell() {
        let mut out = String::new();
        escape("a|b <script>`x`</script> & *c*\nd", &mut out).expect("a text takes everything");
        assert_eq!(out, "a\\|b &lt;script&gt;\\`x\\`&lt;/script&gt; &amp; \\*c\\* d");
    }
}
