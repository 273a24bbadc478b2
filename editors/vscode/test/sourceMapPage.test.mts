/** The page of the source map, without an editor. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sourceMapPage } from '../src/people/sourceMapPage.ts';

const voice = { name: 'Ruth Adair', quoted: 30, reported: 10, places: [0, 0.5] };

test('the voice with most words comes first and fills its line', () => {
    const other = { name: 'A docker', quoted: 0, reported: 20, places: [] };
    const page = sourceMapPage({ title: 'bridge.txt', words: 100, voices: [other, voice] }, 'n');
    assert.ok(page.indexOf('Ruth Adair</th>') < page.indexOf('A docker</th>'));
    assert.match(page, /2 voices speak 60 of its 100 words \(60 %\); Ruth Adair is given most, 40 words\./);
    assert.match(page, /class="quoted" x="0" y="2" width="450"/);
    assert.match(page, /class="reported" x="450" y="2" width="150"/);
    assert.match(page, /class="reported" x="0" y="2" width="300"/);
});

test('what the article says is text, whatever it looks like', () => {
    const name = '<img src=x onerror="alert(1)">&\'';
    const page = sourceMapPage({ title: name, words: 1, voices: [{ ...voice, name }] }, 'n');
    assert.ok(!page.includes('<img'));
    assert.ok(page.includes('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;&#39;'));
    assert.match(page, /default-src 'none'; style-src 'nonce-n'"/);
    assert.ok(!/ style="/.test(page), 'the policy lets no style attribute through');
});

test('an article in which nobody speaks has a sentence and no table', () => {
    const page = sourceMapPage({ title: 'a.txt', words: 0, voices: [] }, 'n');
    assert.match(page, /Nobody speaks in this article\./);
    assert.ok(!page.includes('<table'));
});
