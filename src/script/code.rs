//! What of a script is code and what is text or comment, seen without Rhai, which reads no further than the first sign that it can't take.

use rhai::Position;

/// Where a sign stands: its line and its column, both from 1, as Rhai counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    pub line: usize,
    pub column: usize,
}

impl At {
    /// Behind all that a script can hold.
    pub const END: At = At { line: usize::MAX, column: 1 };

    pub fn of(position: Position) -> Option<At> {
        Some(At { line: position.line()?, column: position.position()? })
    }

    pub fn position(self) -> Position {
        Position::new(u16::try_from(self.line).unwrap_or(u16::MAX), u16::try_from(self.column).unwrap_or(u16::MAX))
    }

    pub fn right_of(self, columns: usize) -> At {
        At { column: self.column + columns, ..self }
    }
}

/// A text in quotes that are closed in the same line, or in backticks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted {
    pub opens: (At, char),
    pub closes: (At, char),
    pub text: String,
}

/// A script, split.
#[derive(Debug, Default)]
pub struct Code {
    /// The signs that are neither in texts nor in comments, blanks left out, in order.
    pub signs: Vec<(At, char)>,
    pub texts: Vec<Quoted>,
    /// Where a comment opens that nothing closes.
    pub unclosed_comment: Option<At>,
}

/// What closes a text that is opened by this sign. A keyboard that is left on Chinese makes pairs of its own, and half of a pair where it is
/// switched in between.
fn closed_by(opens: char) -> &'static [char] {
    match opens {
        '`' => &['`'],
        '"' => &['"'],
        '“' | '”' | '＂' => &['”', '“', '＂', '"'],
        '\'' | '‘' | '’' | '＇' => &['\'', '’', '‘', '＇'],
        _opens_none => &[],
    }
}

/// The same, where the line has no sign that should close it.
fn closed_instead_by(opens: char) -> &'static [char] {
    if opens == '"' { &['”', '“', '＂'] } else { &[] }
}

impl Code {
    pub fn of(text: &str) -> Code {
        let mut code = Code::default();
        let mut open_comments: Vec<At> = Vec::new();
        // What is left of a text in backticks, which may go on over lines.
        let mut long: Option<((At, char), String)> = None;
        for (number, line) in text.split('\n').enumerate() {
            let signs: Vec<char> = line.chars().collect();
            let here = |index: usize| At { line: number + 1, column: index + 1 };
            let mut index = 0;
            while let Some(&sign) = signs.get(index) {
                let (at, next) = (here(index), signs.get(index + 1).copied());
                index += 1;
                if let Some((opens, mut text)) = long.take() {
                    if sign == '`' {
                        code.texts.push(Quoted { opens, closes: (at, sign), text });
                        continue;
                    }
                    text.push(sign);
                    // A backslash takes the next sign's meaning from it.
                    index += usize::from(sign == '\\');
                    long = Some((opens, text));
                    continue;
                }
                match (sign, next) {
                    ('/', Some('*')) => {
                        open_comments.push(at);
                        index += 1;
                    }
                    ('*', Some('/')) if !open_comments.is_empty() => {
                        open_comments.pop();
                        index += 1;
                    }
                    _in_comment if !open_comments.is_empty() => {}
                    ('/', Some('/')) => break,
                    ('`', _) => long = Some(((at, sign), String::new())),
                    (opens, _) if !closed_by(opens).is_empty() => {
                        let closing = |among: &[char]| closing(&signs, index, opens, among);
                        match closing(closed_by(opens)).or_else(|| closing(closed_instead_by(opens))) {
                            Some(end) => {
                                let text = signs.get(index..end).unwrap_or_default().iter().collect();
                                let closes = (here(end), signs.get(end).copied().unwrap_or(opens));
                                code.texts.push(Quoted { opens: (at, opens), closes, text });
                                index = end + 1;
                            }
                            // It goes on to the end of its line, as Rhai has it.
                            None if opens == '"' => break,
                            None => code.signs.push((at, sign)),
                        }
                    }
                    (sign, _) if sign.is_whitespace() => {}
                    (sign, _) => code.signs.push((at, sign)),
                }
            }
        }
        code.unclosed_comment = open_comments.first().copied();
        code
    }

    /// The last sign of code, or end of a text, before this place.
    pub fn end_before(&self, at: At) -> Option<At> {
        let signs = self.signs.iter().map(|(at, _)| *at);
        let ends = self.texts.iter().map(|text| text.closes.0);
        signs.chain(ends).filter(|end| *end < at).max()
    }

    /// The brackets that are open where this stands, the innermost last, each with what closes it.
    pub fn open_before(&self, at: At) -> Vec<(At, char)> {
        let mut open = Vec::new();
        for (sign_at, sign) in self.signs.iter().take_while(|(sign_at, _)| *sign_at < at) {
            match sign {
                '(' => open.push((*sign_at, ')')),
                '[' => open.push((*sign_at, ']')),
                '{' => open.push((*sign_at, '}')),
                ')' | ']' | '}' => {
                    open.pop();
                }
                _no_bracket => {}
            }
        }
        open
    }

    /// The last bracket that opens and is closed nowhere.
    pub fn unclosed_bracket(&self) -> Option<At> {
        self.open_before(At::END).pop().map(|(at, _)| at)
    }
}

/// Where in the line, from this index on, one of these signs stands that no backslash takes its meaning from.
fn closing(signs: &[char], from: usize, opens: char, among: &[char]) -> Option<usize> {
    let mut index = from;
    while let Some(sign) = signs.get(index) {
        match sign {
            '\\' if opens == '"' => index += 1,
            sign if among.contains(sign) => return Some(index),
            _other => {}
        }
        index += 1;
    }
    None
}

/// A script of which signs are written over: all others keep their places.
pub struct Overwritten(Vec<Vec<char>>);

impl Overwritten {
    pub fn of(text: &str) -> Overwritten {
        Overwritten(text.split('\n').map(|line| line.chars().collect()).collect())
    }

    fn cell(&mut self, at: At) -> Option<&mut char> {
        self.0.get_mut(at.line.checked_sub(1)?)?.get_mut(at.column.checked_sub(1)?)
    }

    pub fn get(&self, at: At) -> Option<char> {
        self.0.get(at.line.checked_sub(1)?)?.get(at.column.checked_sub(1)?).copied()
    }

    /// Writes these signs from here on, over what stands there.
    pub fn write(&mut self, at: At, signs: impl IntoIterator<Item = char>) {
        for (columns, sign) in signs.into_iter().enumerate() {
            if let Some(cell) = self.cell(at.right_of(columns)) {
                *cell = sign;
            }
        }
    }

    /// Writes two signs where one stands, if there is a blank beside it to take the other.
    pub fn write_both(&mut self, at: At, both: [char; 2]) -> bool {
        let before = At { column: at.column.saturating_sub(1), ..at };
        let from = match (self.get(at.right_of(1)), self.get(before)) {
            (Some(' '), _) => at,
            (_, Some(' ')) => before,
            (_, _) => return false,
        };
        self.write(from, both);
        true
    }

    /// Puts a sign behind this place: over the blank that stands there, or where nothing follows in the line but a comment or what ends
    /// a statement.
    pub fn put_behind(&mut self, at: At, sign: char) -> bool {
        let behind = at.right_of(1);
        match self.get(behind) {
            Some(blank) if blank.is_whitespace() => self.write(behind, [sign]),
            Some('/') if self.get(behind.right_of(1)) == Some('/') => return self.insert(behind, sign),
            Some(';') if self.get(behind.right_of(1)).is_none() => return self.insert(behind, sign),
            None => return self.insert(behind, sign),
            Some(_code) => return false,
        }
        true
    }

    fn insert(&mut self, at: At, sign: char) -> bool {
        let line = at.line.checked_sub(1).and_then(|line| self.0.get_mut(line));
        let Some(line) = line.filter(|line| at.column.saturating_sub(1) <= line.len()) else { return false };
        line.insert(at.column.saturating_sub(1), sign);
        true
    }

    pub fn text(self) -> String {
        let lines: Vec<String> = self.0.into_iter().map(|line| line.into_iter().collect()).collect();
        lines.join("\n")
    }
}
