//! The content of a ledger: decisions, and the lines that are none and are kept as they are.

use crate::rules::{Decision, Decisions, Status};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// A line that is no decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Its number, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: String,
    bytes: Vec<u8>,
}

/// All decisions of a newsroom.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// By article, fingerprint and rule, which is the order of the file.
    decisions: BTreeMap<Key, Decision>,
    /// In the order of the file.
    unread: Vec<Unread>,
}

type Key = (String, String, Option<String>);

fn key(decision: &Decision) -> Key {
    (decision.article.clone(), decision.fingerprint.clone(), decision.rule.clone())
}

/// The line of a decision, without its end.
pub(crate) fn line(decision: &Decision) -> String {
    // Every key is a string, so there is nothing that JSON cannot say.
    serde_json::to_string(decision).unwrap_or_default()
}

/// The decision of a line, or what is wrong with it.
pub(crate) fn read_line(bytes: &[u8]) -> Result<Decision, String> {
    let line = std::str::from_utf8(bytes).map_err(|_| "is not UTF-8".to_owned())?.trim();
    if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| line.starts_with(mark)) {
        return Err("is a mark of a merge conflict; delete it, the lines of both sides may stay".to_owned());
    }
    let decision: Decision = serde_json::from_str(line).map_err(|error| {
        // "expected value at line 1 column 5": the line is told by its number in the file.
        let reason = error.to_string();
        format!("is no decision: {}", reason.replace(" at line 1 column", " at column"))
    })?;
    match (decision.article.trim(), decision.fingerprint.trim()) {
        ("", _) => Err("is no decision: it names no article".to_owned()),
        (_, "") => Err("is no decision: it has no fingerprint".to_owned()),
        _ => Ok(decision),
    }
}

impl Ledger {
    /// Reads the bytes of a file. Of several lines on the same thing the latest holds; empty lines are nothing.
    pub fn parse(bytes: &[u8]) -> Self {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let mut ledger = Self::default();
        for (number, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            match read_line(line) {
                Ok(decision) => {
                    ledger.merge(decision);
                }
                Err(reason) => {
                    ledger.unread.push(Unread { line: number + 1, reason, bytes: line.to_owned() });
                }
            }
        }
        ledger
    }

    /// The bytes of the file: a line a decision, then the lines that are none.
    pub fn render(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for decision in self.decisions.values() {
            bytes.extend(line(decision).into_bytes());
            bytes.push(b'\n');
        }
        for unread in &self.unread {
            bytes.extend(&unread.bytes);
            bytes.push(b'\n');
        }
        bytes
    }

    /// Every decision, also those that were withdrawn, by article and fingerprint.
    pub fn decisions(&self) -> impl Iterator<Item = &Decision> {
        self.decisions.values()
    }

    /// The lines that are no decisions.
    pub fn unread(&self) -> &[Unread] {
        &self.unread
    }

    /// The decisions on an article that hold.
    pub fn decisions_on(&self, article: &str) -> Decisions {
        let from = (article.to_owned(), String::new(), None);
        let own = self.decisions.range(from..).map(|(_, decision)| decision);
        own.take_while(|decision| decision.article == article).cloned().collect()
    }

    /// Takes in a decision that was made elsewhere: of two on the same thing the later one holds, of two of the same
    /// moment the one whose line is the greater, so that it does not matter which comes first. Gives whether it holds.
    pub fn merge(&mut self, decision: Decision) -> bool {
        let key = key(&decision);
        let holds = match self.decisions.get(&key) {
            None => true,
            Some(old) => (old.at, line(old)) < (decision.at, line(&decision)),
        };
        if holds {
            self.decisions.insert(key, decision);
        }
        holds
    }

    /// Takes in a decision that is made now: it is later than any other on the same thing, whatever the clocks say.
    pub fn decide(&mut self, mut decision: Decision) {
        let key = key(&decision);
        if let Some(old) = self.decisions.get(&key)
            && old.at >= decision.at
        {
            let later = Timestamp::from_millisecond(old.at.as_millisecond().saturating_add(1));
            decision.at = later.unwrap_or(old.at);
        }
        self.decisions.insert(key, decision);
    }

    /// Takes back the decision on a claim, or on a finding of `rule`. Gives whether there was one.
    pub fn withdraw(
        &mut self,
        article: &str,
        fingerprint: &str,
        rule: Option<&str>,
        by: &str,
        at: Timestamp,
    ) -> bool {
        let key = (article.to_owned(), fingerprint.to_owned(), rule.map(str::to_owned));
        let Some(old) = self.decisions.get(&key).filter(|d| d.status != Status::Withdrawn) else {
            return false;
        };
        let withdrawn = Decision {
            status: Status::Withdrawn,
            sources: Vec::new(),
            note: String::new(),
            by: by.to_owned(),
            at,
            ..old.clone()
        };
        self.decide(withdrawn);
        true
    }

    /// Gives the decisions of an article that was renamed to its new name. Gives how many.
    pub fn rename(&mut self, old: &str, new: &str, by: &str, at: Timestamp) -> usize {
        let own: Vec<Decision> = self
            .decisions
            .values()
            .filter(|d| d.article == old && d.status != Status::Withdrawn)
            .cloned()
            .collect();
        for decision in &own {
            self.decide(Decision { article: new.to_owned(), ..decision.clone() });
            self.withdraw(old, &decision.fingerprint, decision.rule.as_deref(), by, at);
        }
        own.len()
    }
}

/// The present moment, to the millisecond.
pub fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn decision(fingerprint: &str, status: Status, at: &str) -> Decision {
        Decision {
            article: "bridge.txt".into(),
            fingerprint: fingerprint.into(),
            rule: None,
            text: "The bridge carries 4,000 lorries a day.".into(),
            status,
            sources: vec!["https://example.org/traffic".into()],
            by: "Ines Falk".into(),
            at: at.parse().unwrap(),
            note: String::new(),
            more: serde_json::Map::new(),
        }
    }

    #[test]
    fn a_line_is_what_the_documents_say() {
        let mut ledger = Ledger::default();
        ledger.decide(decision("8d1c0a5be7e0f1a2", Status::Verified, "2026-05-04T09:12:33.120Z"));
        assert_eq!(
            String::from_utf8(ledger.render()).unwrap(),
            r#"{"article":"bridge.txt","fingerprint":"8d1c0a5be7e0f1a2","rule":null,"text":"The bridge carries 4,000 lorries a day.","status":"verified","sources":["https://example.org/traffic"],"by":"Ines Falk","at":"2026-05-04T09:12:33.12Z","note":""}
"#
        );
        assert_eq!(Ledger::parse(&ledger.render()), ledger);
    }

    #[test]
    fn of_two_decisions_the_later_holds_in_any_order_of_lines() {
        let one = line(&decision("aa", Status::Verified, "2026-05-04T09:00:00Z"));
        let two = line(&decision("aa", Status::Disputed, "2026-05-04T10:00:00+02:00"));
        for text in [format!("{one}\n{two}\n"), format!("{two}\r\n\n{one}")] {
            let ledger = Ledger::parse(text.as_bytes());
            let held: Vec<_> = ledger.decisions().map(|d| d.status).collect();
            assert_eq!(held, [Status::Verified], "08:00 in Berlin is earlier than 09:00 in UTC");
        }
        let mut ledger = Ledger::parse(one.as_bytes());
        ledger.decide(decision("aa", Status::Stet, "2020-01-01T00:00:00Z"));
        assert_eq!(ledger.decisions().next().unwrap().at.to_string(), "2026-05-04T09:00:00.001Z");
    }

    #[test]
    fn lines_that_are_none_are_told_and_kept() {
        let good = line(&decision("aa", Status::Verified, "2026-05-04T09:00:00Z"));
        let bad = [
            "{\"article\": \"bridge.txt\"",
            "<<<<<<< ours",
            "{\"article\":\"\",\"fingerprint\":\"aa\",\"text\":\"\",\"status\":\"stet\",\"at\":\"2026-05-04T09:00:00Z\"}",
            "{\"article\":\"a\",\"fingerprint\":\"aa\",\"text\":\"\",\"status\":\"sworn\",\"at\":\"2026-05-04T09:00:00Z\"}",
        ];
        let text = [bad[0], &good, bad[1], bad[2], bad[3]].join("\n");
        let mut bytes = text.into_bytes();
        bytes.extend(b"\n\xff\xfe\n");
        let mut ledger = Ledger::parse(&bytes);
        let told: Vec<_> = ledger.unread().iter().map(|u| (u.line, u.reason.as_str())).collect();
        assert_eq!(told.iter().map(|t| t.0).collect::<Vec<_>>(), [1, 3, 4, 5, 6]);
        assert!(told[0].1.contains("at column 24"), "{told:?}");
        assert!(told[1].1.contains("merge conflict"));
        assert!(told[2].1.contains("names no article"));
        assert!(told[3].1.contains("unknown variant `sworn`"), "{told:?}");
        ledger.decide(decision("bb", Status::Stet, "2026-05-05T09:00:00Z"));
        let kept = ledger.render();
        for line in bad {
            assert!(kept.windows(line.len()).any(|w| w == line.as_bytes()), "{line}");
        }
        assert!(kept.ends_with(b"\xff\xfe\n"));
        assert_eq!(Ledger::parse(&kept).decisions().count(), 2);
    }

    #[test]
    fn fields_of_a_later_version_are_handed_on() {
        let text = r#"{"article":"a.txt","fingerprint":"aa","text":"x","status":"stet","at":"2026-05-04T09:00:00Z","desk":"politics"}"#;
        let kept = String::from_utf8(Ledger::parse(text.as_bytes()).render()).unwrap();
        assert!(kept.contains(r#""desk":"politics""#), "{kept}");
    }

    #[test]
    fn what_is_withdrawn_stays_withdrawn_in_a_merge() {
        let mut ours = Ledger::default();
        ours.decide(decision("aa", Status::Verified, "2026-05-04T09:00:00Z"));
        let theirs = ours.clone();
        let at = "2026-05-04T09:30:00Z".parse().unwrap();
        assert!(ours.withdraw("bridge.txt", "aa", None, "Ines Falk", at));
        assert!(!ours.withdraw("bridge.txt", "aa", None, "Ines Falk", at));
        let union = [ours.render(), theirs.render()].concat();
        assert!(Ledger::parse(&union).decisions_on("bridge.txt").is_empty());
        assert!(!theirs.decisions_on("bridge.txt").is_empty());
        assert!(theirs.decisions_on("bridge").is_empty());
    }

    #[test]
    fn a_renamed_article_keeps_its_decisions() {
        let mut ledger = Ledger::default();
        ledger.decide(decision("aa", Status::Verified, "2026-05-04T09:00:00Z"));
        let at = "2026-05-04T09:30:00Z".parse().unwrap();
        assert_eq!(ledger.rename("bridge.txt", "bridge-2.txt", "", at), 1);
        assert!(ledger.decisions_on("bridge.txt").is_empty());
        assert_eq!(ledger.decisions_on("bridge-2.txt").on_claims().count(), 1);
    }

    proptest! {
        /// Whatever the lines: nothing of them is lost, what is written is read as the same, and the order of two decisions on
        /// the same thing does not matter.
        #[test]
        fn any_file_is_kept(lines in vec(a_line(), 0..12)) {
            let text = lines.join(&b'\n');
            let ledger = Ledger::parse(&text);
            let again = Ledger::parse(&ledger.render());
            prop_assert_eq!(again.render(), ledger.render());
            let unread = |l: &Ledger| l.unread().iter().map(|u| u.bytes.clone()).collect::<Vec<_>>();
            prop_assert_eq!(unread(&again), unread(&ledger));
            let decisions: Vec<_> = lines.iter().filter_map(|line| read_line(line).ok()).collect();
            for decision in &decisions {
                let held = ledger.decisions.get(&key(decision));
                prop_assert!(held.is_some_and(|held| held.at >= decision.at));
            }
            let mut turned = lines.clone();
            turned.reverse();
            let turned = Ledger::parse(&turned.join(&b'\n'));
            prop_assert_eq!(turned.decisions, ledger.decisions);
        }
    }

    fn a_line() -> impl Strategy<Value = Vec<u8>> {
        let decided = ("[ab]", 0..4u8, 0..3usize).prop_map(|(fingerprint, minute, status)| {
            let status = [Status::Verified, Status::Stet, Status::Withdrawn][status];
            line(&decision(&fingerprint, status, &format!("2026-05-04T09:0{minute}:00Z"))).into_bytes()
        });
        let torn = (decided.clone(), 0..200usize).prop_map(|(line, at)| line[..at.min(line.len())].to_vec());
        let odd = vec(any::<u8>().prop_filter("one line", |b| *b != b'\n'), 0..20);
        prop_oneof![decided, torn, odd]
    }
}
