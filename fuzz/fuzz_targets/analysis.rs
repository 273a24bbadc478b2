//! The whole analysis of any text: no panic, and findings that lie in it. The first byte chooses the format.
#![no_main]

use copydesk::article::Article;
use copydesk::rules::{self, Settings};
use copydesk::text::{Document, Format};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let format = if first % 2 == 0 { Format::Plain } else { Format::Markdown };
    let text = String::from_utf8_lossy(rest);
    let article = Article::of(Document::read(&*text, format));
    for finding in rules::check(&article, &Settings::default()) {
        let places = std::iter::once(finding.span).chain(finding.related.iter().map(|r| r.span));
        for span in places {
            assert!(text.get(span.start..span.end).is_some(), "{span:?} in {} bytes", text.len());
        }
    }
});
