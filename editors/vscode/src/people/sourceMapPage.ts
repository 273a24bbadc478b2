/**
 * The page of the source map: who speaks how much, and where people are named. It has no script, and takes its colours
 * from the theme. The picture is a table for whoever does not see it.
 */

export interface SourceMap {
    /** The name of the file. */
    title: string;
    /** Words of the whole article. */
    words: number;
    voices: Voice[];
}

export interface Voice {
    name: string;
    /** Words in their own words. */
    quoted: number;
    /** Words in which the reporter tells what they said. */
    reported: number;
    /** Where they are named, from 0, the start of the article, to 1, its end. */
    places: number[];
}

/** The picture is this wide, in units of its own. */
const width = 600;

export function sourceMapPage(map: SourceMap, nonce: string): string {
    const all = (voice: Voice) => voice.quoted + voice.reported;
    const voices = [...map.voices].sort((a, b) => all(b) - all(a) || a.name.localeCompare(b.name));
    const spoken = voices.reduce((sum, voice) => sum + all(voice), 0);
    const scale = width / Math.max(1, ...voices.map(all));
    const percent = (words: number) => `${Math.round((100 * words) / Math.max(1, map.words))} %`;
    const rows = voices.map(
        (voice) => `<tr>
<th scope="row">${escape(voice.name)}</th>
<td class="picture"><svg viewBox="0 0 ${width} 30" preserveAspectRatio="none" aria-hidden="true">
<rect class="track" x="0" y="2" width="${width}" height="14"/>
<rect class="quoted" x="0" y="2" width="${round(scale * voice.quoted)}" height="14"/>
<rect class="reported" x="${round(scale * voice.quoted)}" y="2" width="${round(scale * voice.reported)}" height="14"/>
<line class="axis" x1="0" y1="24" x2="${width}" y2="24"/>
${voice.places.map((place) => `<path class="place" d="M${round(3 + (width - 6) * place)} 19v10"/>`).join('')}
</svg></td>
<td class="number">${voice.quoted}</td>
<td class="number">${voice.reported}</td>
<td class="number">${percent(all(voice))}</td>
</tr>`,
    );
    const leading = voices[0];
    const summary =
        leading === undefined
            ? 'Nobody speaks in this article.'
            : `${voices.length === 1 ? 'One voice speaks' : `${voices.length} voices speak`} ${spoken} of its ` +
              `${map.words} words (${percent(spoken)}); ${leading.name} is given most, ${all(leading)} words.`;
    return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'">
<title>Source map of ${escape(map.title)}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<h1>${escape(map.title)}</h1>
<p class="summary">${escape(summary)}</p>
${
    voices.length === 0
        ? ''
        : `<p class="key" aria-hidden="true"><i class="quoted"></i>quoted<i class="reported"></i>reported<i class="place"></i>where they are named, from start to end</p>
<table>
<thead><tr><th scope="col">Who speaks</th>
<td class="picture" aria-hidden="true"></td>
<th scope="col" class="number">Quoted<span class="spoken"> words</span></th>
<th scope="col" class="number">Reported<span class="spoken"> words</span></th>
<th scope="col" class="number">Share</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`
}
</body>
</html>`;
}

const style = `
body { font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); color: var(--vscode-foreground);
    max-width: 60rem; padding: 0.5rem 1.5rem 1.5rem; }
.spoken { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
h1 { font-size: 1.5em; font-weight: 600; margin: 0.8em 0 0.2em; }
.summary { color: var(--vscode-descriptionForeground); margin: 0 0 1.4em; line-height: 1.5; }
table { border-collapse: collapse; width: 100%; }
thead { color: var(--vscode-descriptionForeground); font-size: 0.9em; }
th { font-weight: 400; text-align: left; }
tbody th { font-weight: 600; min-width: 6.500rem; padding-right: 0.8rem; }
th, td { padding: 0.45rem 0.4rem; vertical-align: middle; }
tbody tr { border-top: 1px solid var(--vscode-widget-border, var(--vscode-panel-border, transparent)); }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.picture { width: 100%; min-width: 7rem; }
.key { color: var(--vscode-descriptionForeground); font-size: 0.9em; margin: 0 0 0.6em; }
.key i { display: inline-block; margin: 0 0.4rem 0 1.2rem; vertical-align: -1px; height: 0.7rem; }
.key i:first-child { margin-left: 0.4rem; }
.key i.quoted, .key i.reported { width: 1rem; background: var(--vscode-charts-blue); }
.key i.reported { opacity: 0.45; }
.key i.place { width: 2px; background: var(--vscode-foreground); opacity: 0.8; }
svg { display: block; width: 100%; height: 30px; }
.track { fill: var(--vscode-foreground); opacity: 0.07; }
svg .quoted, svg .reported { fill: var(--vscode-charts-blue); }
svg .reported { opacity: 0.45; }
svg .place { stroke: var(--vscode-foreground); stroke-opacity: 0.8; stroke-width: 2; vector-effect: non-scaling-stroke; }
.axis { stroke: var(--vscode-foreground); stroke-opacity: 0.25; stroke-width: 1; vector-effect: non-scaling-stroke; }
`;

function round(n: number): number {
    return Math.round(n * 10) / 10;
}

function escape(text: string): string {
    const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
    return text.replace(/[&<>"']/g, (mark) => entities[mark] ?? mark);
}
