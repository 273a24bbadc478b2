//! The day an article was published. Comes in: front matter, datelines and the first lines. Goes out: a date, where one is
//! told with its year. Days such as "Monday" are counted from it ([`crate::language::values::DateExpression::days`]).

use crate::article::{Article, Placed};
use crate::language::values::{DateExpression, DaySpan, Leaning, Measure};
use crate::language::{Passage, Register, Value, read as read_passage};
use crate::text::{BlockKind, Document};
use jiff::civil::Date;

/// How many paragraphs from the top are looked at: a date line stands under the headline.
const TOP: usize = 4;

pub(super) fn read(document: &Document, paragraphs: &[Placed]) -> Option<Date> {
    let front = document.front_matter().date.as_deref().and_then(of_front_matter);
    front.or_else(|| {
        let top = paragraphs.iter().take(TOP).filter(|p| p.kind != BlockKind::Dateline);
        let lines = paragraphs.iter().filter(|p| p.kind == BlockKind::Dateline);
        lines.map(|p| (p, true)).chain(top.map(|p| (p, false))).find_map(|(p, line)| of_line(p, line))
    })
}

/// "2016-09-10", "2016-09-10T12:00:00Z", "10 September 2016".
fn of_front_matter(written: &str) -> Option<Date> {
    let plain = written.get(..10).and_then(|day| day.parse().ok());
    plain.or_else(|| {
        let passage = read_passage(written, Register::Prose);
        passage.values.iter().find_map(full_date)
    })
}

/// The date of a dateline; in other lines only one with its weekday, at the beginning or the end of the block.
fn of_line(placed: &Placed, dateline: bool) -> Option<Date> {
    let passage = placed.passage();
    passage.values.iter().find_map(|value| {
        let date = full_date(value)?;
        let weekday = matches!(&value.measure, Measure::Date(d) if d.weekday.is_some());
        (dateline || weekday && is_at_edge(passage, value)).then_some(date)
    })
}

fn is_at_edge(passage: &Passage, value: &Value) -> bool {
    value.tokens.start == 0 || value.tokens.end == passage.tokens.len()
}

fn full_date(value: &Value) -> Option<Date> {
    match value.measure {
        Measure::Date(DateExpression { year: Some(year), month: Some(month), day: Some(day), .. }) => {
            Date::new(year, month, day).ok()
        }
        _ => None,
    }
}

impl Article {
    /// The days that a value of a paragraph means, by the day of publication and the tense of the clause around it.
    pub fn days_of(&self, placed: &Placed, value: &Value) -> Option<DaySpan> {
        let passage = placed.passage();
        value.days(self.published, leaning(passage, value.tokens.start))
    }
}

/// Whether the clause around a token tells what happened or what is to happen.
fn leaning(passage: &Passage, token: usize) -> Leaning {
    use crate::language::Tag::{Vbd, Vbn, Vbp, Vbz};
    let Some(clause) = passage.clause_of(token).and_then(|c| passage.clauses.get(c)) else {
        return Leaning::Either;
    };
    let tag = |t: usize| passage.tokens.get(t).map(|t| t.tag);
    let infinitive =
        passage.dependents(clause.predicate).any(|t| passage.lemma(t) == "to" && t < clause.predicate);
    if clause.modal.is_some() || infinitive {
        return Leaning::Future;
    }
    let auxiliary = clause.copula.or_else(|| {
        passage
            .dependents(clause.predicate)
            .find(|&t| matches!(passage.lemma(t), "be" | "have" | "do") && tag(t) != Some(Vbn))
    });
    match auxiliary.and_then(tag).or_else(|| tag(clause.predicate)) {
        Some(Vbd | Vbn) => Leaning::Past,
        // "has met", "is closed since": what the present tells of a day is over, or is the plan.
        Some(Vbz | Vbp) if auxiliary.is_some_and(|a| passage.lemma(a) == "have") => Leaning::Past,
        Some(Vbz | Vbp) => Leaning::Future,
        _ => Leaning::Either,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Format;

    fn article(text: &str) -> Article {
        Article::of(Document::read(text, Format::Markdown))
    }

    #[test]
    fn front_matter_and_datelines_tell_the_day() {
        for text in [
            "---\ndate: 2016-09-14\n---\n\n# Mayor resigns\n\nThe mayor resigned on Monday.\n",
            "---\ndate: September 14, 2016\n---\n\n# Mayor resigns\n\nThe mayor resigned on Monday.\n",
            "# Mayor resigns\n\nWednesday, September 14, 2016\n\nThe mayor resigned on Monday.\n",
            "# Mayor resigns\n\nHARLOW, Sept. 14, 2016 (AP) — The mayor resigned on Monday.\n",
        ] {
            assert_eq!(article(text).published, Date::new(2016, 9, 14).ok(), "{text}");
        }
        assert_eq!(article("# Mayor resigns\n\nThe mayor resigned on June 3, 2012.\n").published, None);
    }

    #[test]
    fn tense_tells_which_monday() {
        let wanted = |told: &str, day: i8| {
            let text = format!("# Mayor\n\nWednesday, September 14, 2016\n\n{told}\n");
            let article = article(&text);
            let placed = article.paragraphs.last().unwrap();
            let days = article.days_of(placed, &placed.passage().values[0]).unwrap();
            assert_eq!(days.first, Date::new(2016, 9, day).unwrap(), "{told}");
        };
        wanted("The mayor resigned on Monday.", 12);
        wanted("The mayor will resign on Monday.", 19);
        wanted("The mayor was beaten on Monday.", 12);
    }
}
