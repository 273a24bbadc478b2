//! Quotations: what stands between quotation marks, nested, and over paragraphs.
//!
//! Marks are read character by character with a stack, paragraph by paragraph. The curly and angled ones say by
//! themselves which way they open; the straight ones, and the apostrophe that looks like a closing mark, are told apart by
//! their neighbours, and where those leave both open, by what is open already. A quotation that is open at the end of a
//! paragraph runs on when the next paragraph opens with its mark, as is the custom in English, or closes it first thing.

use crate::article::Placed;
use crate::text::{BlockKind, Document, Span};
use std::collections::HashSet;
use std::sync::LazyLock;

/// One quotation. A quotation that runs over paragraphs, each opened and only the last closed, is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Its pieces, one a paragraph, without the marks.
    pub content: Vec<Span>,
    /// From the first opening mark to the last closing one.
    pub span: Span,
    /// 0 for a quotation, 1 for one inside a quotation.
    pub depth: u8,
    /// Whether the last mark was found; `false` for one that never closes, which is taken to end with its paragraph or
    /// where the next one opens.
    pub closed: bool,
    /// Whether it is a title, a nickname or a word held up with tongs rather than speech: short and inside a sentence.
    pub scare: bool,
}

/// All marks of a document, paired.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// The quotations in document order.
    pub quotations: Vec<Quotation>,
    /// Closing marks that close nothing.
    pub strays: Vec<Span>,
    /// Curly marks that are turned the wrong way for what they do: “so“.
    pub turned: Vec<Span>,
}

/// Finds all quotations in a document.
pub fn collect(document: &Document, paragraphs: &[Placed]) -> Vec<Quotation> {
    pair_marks(document, paragraphs).quotations
}

/// Pairs all quotation marks of a document.
pub fn pair_marks(document: &Document, paragraphs: &[Placed]) -> Marks {
    let mut marks = Marks::default();
    let mut running: Option<Open> = None;
    let blocks = document.blocks();
    for placed in paragraphs {
        let Some(block) = blocks.get(placed.block) else { continue };
        let runs_on = matches!(placed.kind, BlockKind::Paragraph | BlockKind::List);
        let mut reader = Reader {
            text: block.span.of(document.masked()),
            offset: block.span.start,
            stack: Vec::new(),
            marks: &mut marks,
        };
        if runs_on {
            running = reader.read(running.take());
        } else {
            // A heading or a caption inside a quotation that runs on is read by itself.
            let left = reader.read(None);
            leave_open(&mut marks, left);
        }
    }
    leave_open(&mut marks, running);
    marks.quotations.sort_by_key(|q| (q.span.start, std::cmp::Reverse(q.span.end)));
    marks.strays.sort();
    marks.turned.sort();
    marks
}

fn leave_open(marks: &mut Marks, open: Option<Open>) {
    if let Some(open) = open {
        marks.quotations.push(open.unclosed());
    }
}

/// Words that begin with an apostrophe.
static ELISIONS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    include_str!("data/elisions.txt").lines().filter(|l| !l.starts_with('#') && !l.is_empty()).collect()
});

/// A short quotation: at most so many words can be a title, a nickname or a word in tongs.
const SCARE_WORDS: usize = 4;

/// A quotation whose closing mark has not come yet.
#[derive(Clone, Debug)]
struct Open {
    /// The mark that opened it.
    mark: char,
    /// Its first byte in the document.
    start: usize,
    /// Its finished pieces.
    content: Vec<Span>,
    /// Where the piece in the paragraph at hand begins.
    from: usize,
    /// The last byte of the paragraph before, as far as it was read.
    end: usize,
    depth: u8,
}

impl Open {
    fn unclosed(mut self) -> Quotation {
        if self.content.is_empty() {
            self.content.push(Span::new(self.from, self.end));
        }
        let span = Span::new(self.start, self.end);
        Quotation { content: self.content, span, depth: self.depth, closed: false, scare: false }
    }

    /// Whether `closer` is a mark that closes it.
    fn closes_with(&self, closer: char) -> bool {
        match self.mark {
            '“' | '”' => matches!(closer, '”' | '"' | '“'),
            '„' => matches!(closer, '“' | '”' | '"'),
            '«' => closer == '»',
            '»' => closer == '«',
            '‘' | '‚' => matches!(closer, '’' | '\'' | '‘'),
            '\'' => matches!(closer, '’' | '\''),
            // A straight mark is also closed by a curly one: editors that make marks curly do not always get both.
            _ => closer == '"' || closer == '”',
        }
    }

    fn is_single(&self) -> bool {
        matches!(self.mark, '‘' | '‚' | '\'')
    }
}

/// What a mark does where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Opens,
    Closes,
    /// Its neighbours allow both.
    Either,
    /// It is an apostrophe, a prime or no mark at all.
    Nothing,
}

struct Reader<'t, 'm> {
    /// The paragraph.
    text: &'t str,
    /// Its first byte in the document.
    offset: usize,
    stack: Vec<Open>,
    marks: &'m mut Marks,
}

impl Reader<'_, '_> {
    /// Reads the paragraph; `running` is a quotation that the paragraphs before left open. Gives the one that this
    /// paragraph leaves open.
    fn read(&mut self, running: Option<Open>) -> Option<Open> {
        let tags = tags(self.text);
        let in_tag = |at: usize| tags.iter().any(|tag| tag.contains(at));
        let found: Vec<(usize, char)> =
            self.text.char_indices().filter(|&(at, c)| is_mark(c) && !in_tag(at)).collect();
        let mut first = 0;
        if let Some(mut open) = running {
            let first_mark = found.iter().find(|&&(at, c)| self.turn(at, c) != Turn::Nothing).copied();
            match first_mark {
                // It runs on with its opening mark said again.
                Some((at, c)) if self.is_head(at) && reopens(open.mark, c) => {
                    open.from = self.offset + at + c.len_utf8();
                    self.stack.push(open);
                    first = found.iter().position(|&(i, _)| i > at).unwrap_or(found.len());
                }
                // It runs on without, and closes here.
                Some((at, c)) if open.closes_with(c) && self.turn(at, c) == Turn::Closes => {
                    open.from = self.offset;
                    self.stack.push(open);
                }
                _ => self.marks.quotations.push(open.unclosed()),
            }
        }
        for index in first..found.len() {
            let Some(&(at, c)) = found.get(index) else { break };
            self.mark(at, c, found.get(index + 1..).unwrap_or_default());
        }
        self.end_of_paragraph()
    }

    fn mark(&mut self, at: usize, c: char, later: &[(usize, char)]) {
        let closable = self.stack.iter().rposition(|open| open.closes_with(c));
        let turn = match self.turn(at, c) {
            Turn::Either if closable.is_some() => Turn::Closes,
            Turn::Either => Turn::Opens,
            turn => turn,
        };
        match (turn, closable) {
            (Turn::Closes, Some(position)) => {
                if is_apostrophe(c) && self.is_possessive(at, c, later) {
                    return;
                }
                // What was opened inside and never closed ends here. A straight single mark was an apostrophe after all.
                let end = self.offset + at;
                for mut inner in self.stack.split_off(position + 1) {
                    if !inner.is_single() || inner.mark == '‘' {
                        inner.end = end;
                        self.marks.quotations.push(inner.unclosed());
                    }
                }
                if let Some(open) = self.stack.pop() {
                    if (open.mark == '“' && c == '“') || (open.mark == '‘' && c == '‘') {
                        self.marks.turned.push(Span::new(end, end + c.len_utf8()));
                    }
                    self.close(open, end, c);
                }
            }
            // A single mark that closes nothing is an apostrophe: "the workers' hall".
            (Turn::Closes, None) if is_apostrophe(c) => {}
            (Turn::Closes, None) => {
                let start = self.offset + at;
                self.marks.strays.push(Span::new(start, start + c.len_utf8()));
            }
            (Turn::Opens, _) => self.open(at, c),
            _ => {}
        }
    }

    fn open(&mut self, at: usize, c: char) {
        let start = self.offset + at;
        // The same mark opening again means that the first never closed.
        if let Some(position) = self.stack.iter().position(|open| open.mark == c) {
            for mut open in self.stack.split_off(position) {
                if !open.is_single() || open.mark == '‘' {
                    open.end = self.offset + self.text.get(..at).map_or(at, |t| t.trim_end().len());
                    self.marks.quotations.push(open.unclosed());
                }
            }
        }
        if c == '”' && !self.is_head(at) {
            self.marks.turned.push(Span::new(start, start + c.len_utf8()));
        }
        let depth = u8::from(!self.stack.is_empty());
        let from = start + c.len_utf8();
        self.stack.push(Open { mark: c, start, content: Vec::new(), from, end: from, depth });
    }

    fn close(&mut self, mut open: Open, end: usize, c: char) {
        let piece = Span::new(open.from, end);
        let words = self.words(piece);
        let inside = self.text.get(..open.start.saturating_sub(self.offset)).unwrap_or("").trim_end();
        let is_speech = words.trim_end().ends_with([',', '.', '!', '?', '…']);
        let scare = open.content.is_empty()
            && words.split_whitespace().count() <= SCARE_WORDS
            && !is_speech
            && !inside.is_empty()
            && !inside.ends_with(['.', '!', '?', ':', ',']);
        open.content.push(piece);
        self.marks.quotations.push(Quotation {
            content: open.content,
            span: Span::new(open.start, end + c.len_utf8()),
            depth: open.depth,
            closed: true,
            scare,
        });
    }

    fn words(&self, span: Span) -> &str {
        let local = span.start.saturating_sub(self.offset)..span.end.saturating_sub(self.offset);
        self.text.get(local).unwrap_or("")
    }

    /// The outermost quotation that is still open, with its piece in this paragraph; inner ones are given up with it.
    fn end_of_paragraph(&mut self) -> Option<Open> {
        let end = self.offset + self.text.trim_end().len();
        // A straight single mark that is not closed was an apostrophe.
        self.stack.retain(|open| open.mark != '\'');
        let mut rest = self.stack.drain(..);
        let mut outer = rest.next()?;
        for mut inner in rest.filter(|open| !open.is_single()) {
            inner.end = end;
            self.marks.quotations.push(inner.unclosed());
        }
        outer.content.push(Span::new(outer.from.min(end), end));
        outer.end = end;
        Some(outer)
    }

    /// Whether `at` is the first thing in the paragraph, dashes and bullets aside.
    fn is_head(&self, at: usize) -> bool {
        self.text.get(..at).is_some_and(|before| before.chars().all(|c| !c.is_alphanumeric() && !is_mark(c)))
    }

    /// What the neighbours of a mark say about it.
    fn turn(&self, at: usize, c: char) -> Turn {
        let before = self.text.get(..at).and_then(|t| t.chars().next_back());
        let after = self.text.get(at + c.len_utf8()..).unwrap_or("");
        let next = after.chars().next();
        let opens_here = before.is_none_or(|b| b.is_whitespace() || "([{—–-/“‘\"'„«".contains(b))
            && next.is_some_and(|n| !n.is_whitespace());
        let closes_here =
            before.is_some_and(|b| !b.is_whitespace()) && next.is_none_or(|n| !n.is_alphanumeric());
        let by_neighbours = match (opens_here, closes_here) {
            (true, false) => Turn::Opens,
            (false, true) => Turn::Closes,
            _ => Turn::Either,
        };
        let open = || self.stack.iter().any(|open| open.closes_with(c));
        match c {
            // Typed the wrong way round, or German.
            '“' if by_neighbours != Turn::Opens && open() => Turn::Closes,
            '“' | '„' | '‚' => Turn::Opens,
            '‘' if is_elision(after) => Turn::Nothing,
            '‘' if before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric) => {
                Turn::Nothing
            }
            '‘' if by_neighbours == Turn::Closes => {
                if open() {
                    Turn::Closes
                } else {
                    Turn::Nothing
                }
            }
            '‘' => Turn::Opens,
            // Typed the wrong way round, or Swedish.
            '”' if by_neighbours == Turn::Opens && !open() => Turn::Opens,
            '”' if before.is_some_and(|b| b.is_ascii_digit()) && self.is_inch(at) => Turn::Nothing,
            '”' => Turn::Closes,
            // French has spaces inside the marks; German and Danish turn them the other way.
            '«' if by_neighbours == Turn::Closes && open() => Turn::Closes,
            '«' => Turn::Opens,
            '»' if by_neighbours == Turn::Opens && !open() && next.is_some_and(char::is_alphanumeric) => {
                Turn::Opens
            }
            '»' => Turn::Closes,
            '’' | '\'' => {
                let inside =
                    before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric);
                let prime = before.is_some_and(|b| b.is_ascii_digit()) && self.stack.is_empty();
                match by_neighbours {
                    _ if inside || prime => Turn::Nothing,
                    Turn::Opens if c == '’' || is_elision(after) => Turn::Nothing,
                    Turn::Either => Turn::Nothing,
                    turn => turn,
                }
            }
            _ => {
                let measured = before.is_some_and(|b| b.is_ascii_digit());
                if measured && (self.is_inch(at) || !open()) { Turn::Nothing } else { by_neighbours }
            }
        }
    }

    /// Whether the digits before `at` are inches after feet: 6'2".
    fn is_inch(&self, at: usize) -> bool {
        self.text
            .get(..at)
            .is_some_and(|t| t.trim_end_matches(|c: char| c.is_ascii_digit()).ends_with(['\'', '’', '′']))
    }

    /// Whether a single mark after a plural is a possessive rather than the end of the quotation that is open: "the
    /// workers’ hall", with another mark still to come that can close.
    fn is_possessive(&self, at: usize, c: char, later: &[(usize, char)]) -> bool {
        let before = self.text.get(..at).unwrap_or("");
        let after = self.text.get(at + c.len_utf8()..).unwrap_or("");
        let next_is_word = after.strip_prefix(' ').is_some_and(|t| t.starts_with(char::is_alphanumeric));
        before.ends_with(['s', 'z', 'x'])
            && next_is_word
            && later
                .iter()
                .take_while(|&&(_, mark)| mark != '‘')
                .any(|&(i, mark)| is_apostrophe(mark) && self.turn(i, mark) == Turn::Closes)
    }
}

/// HTML tags, whose attributes have marks of their own. Plain text from the web has some left in it.
fn tags(text: &str) -> Vec<Span> {
    let (mut tags, mut from) = (Vec::new(), 0);
    while let Some(start) = text.get(from..).and_then(|t| t.find('<')).map(|i| from + i) {
        let rest = text.get(start + 1..).unwrap_or("");
        let is_tag = rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        match rest.find(['<', '>']).filter(|&end| is_tag && rest.get(end..end + 1) == Some(">")) {
            Some(end) => {
                from = start + end + 2;
                tags.push(Span::new(start, from));
            }
            None => from = start + 1,
        }
    }
    tags
}

fn is_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '"' | '‘' | '’' | '‚' | '\'' | '«' | '»')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '’' | '\'')
}

/// Whether `mark` at the head of a paragraph says the mark of a running quotation again.
fn reopens(running: char, mark: char) -> bool {
    mark == running || (running == '“' && mark == '"') || (running == '"' && mark == '“')
}

/// Whether an apostrophe stands for letters left out of the word that follows it: ’90s, ’em, ’til.
fn is_elision(after: &str) -> bool {
    let word: String = after.chars().take_while(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    ELISIONS.contains(word.as_str()) || word.strip_suffix('s').unwrap_or(&word).parse::<u8>().is_ok()
}
