// Writes the pages of book-mixed-200: book.html, book-mixed-200.txt (the words of each page, form feed between) and
// book-mixed-200.csv (page, kind, and how it is turned). The sentences come from a small grammar and a fixed seed, so
// that every word is known: node book.mjs FOLDER
import { writeFileSync } from 'node:fs';

const folder = process.argv[2];
let state = 20240303;
const random = n => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return Math.floor((state / 2 ** 32) * n); };
const pick = list => list[random(list.length)];

const people = ['the harbour master', 'a young clerk', 'the ferryman', 'the keeper of the light', 'Mrs. Alder', 'the surveyor from Arden', 'an old pilot', 'the schoolteacher', 'the carrier', 'Captain Brandt'];
const verbs = ['wrote down', 'measured', 'forgot', 'counted', 'described', 'questioned', 'remembered', 'copied', 'corrected', 'announced'];
const things = ['the height of the sea', 'the number of boats', 'the price of rope', 'the depth of the channel', 'the names of the drowned', 'the wages of the crew', 'the state of the pier', 'the direction of the wind', 'the weight of the catch', 'the hour of the flood'];
const places = ['at the north pier', 'in the customs house', 'behind the chapel', 'below the lighthouse', 'on the old bridge', 'near the salt store', 'in the reading room', 'along the sea wall'];
const times = ['before sunrise', 'on a Tuesday in March', 'after the long storm', 'in the winter of 1879', 'for the third time that week', 'while the bells were ringing', 'during the herring season', 'late in the evening'];
const reasons = ['because nobody else would do it', 'although the ink was frozen', 'so that the council could decide', 'as the regulations required', 'since the gauge had been repaired', 'while the others slept', 'in spite of the rain', 'until the candle went out'];
const adjectives = ['narrow', 'quiet', 'crowded', 'foggy', 'bright', 'windy', 'muddy', 'familiar'];
const nouns = ['street', 'harbour', 'market', 'coast', 'morning', 'office', 'village', 'island'];
const capital = text => text[0].toUpperCase() + text.slice(1);
const sentence = () => pick([
  () => `${capital(pick(people))} ${pick(verbs)} ${pick(things)} ${pick(places)} ${pick(times)}.`,
  () => `${capital(pick(times))}, ${pick(people)} ${pick(verbs)} ${pick(things)} ${pick(reasons)}.`,
  () => `It was a ${pick(adjectives)} ${pick(nouns)}, and ${pick(people)} ${pick(verbs)} ${pick(things)}.`,
  () => `There were ${2 + random(97)} boats ${pick(places)}, and ${2 + random(29)} of them belonged to ${pick(people)}.`,
  () => `When ${pick(people)} ${pick(verbs)} ${pick(things)}, ${pick(people)} ${pick(verbs)} ${pick(things)} too.`,
])();
const paragraph = () => Array.from({ length: 3 + random(3) }, sentence).join(' ');

// Which page is what. Scanned pages come out of the same HTML, through a renderer and a (simulated) scanner.
const scanned = new Set([13, 14, 52, 53, 54, 97, 131, 132, 166, 189]);
const blank = new Set([2, 40, 80, 120, 160, 200]);
const turned = new Map([[25, 90], [77, 180], [111, 270], [150, 90]]);
const wide = new Set([30, 31, 90, 145]); // landscape A3
const small = new Set([60, 61, 62, 170]); // A5

const pages = Array.from({ length: 200 }, (_, i) => {
  const number = i + 1;
  const kind = blank.has(number) ? 'blank' : scanned.has(number) ? 'scanned' : wide.has(number) ? 'wide' : small.has(number) ? 'small' : 'plain';
  if (kind === 'blank') return { number, kind, blocks: [] };
  const blocks = [];
  if (number === 1) blocks.push(['h1', 'A Chronicle of Kestrel Bay']);
  if (number % 10 === 3) blocks.push(['h2', `Chapter ${Math.floor(number / 10) + 1}: ${capital(pick(adjectives))} ${pick(nouns)}`]);
  for (let n = kind === 'small' ? 2 : 5; n > 0; n--) blocks.push(['p', paragraph()]);
  if (number % 7 === 0 && kind !== 'small') for (let n = 0; n < 3; n++) blocks.push(['li', sentence()]);
  return { number, kind, blocks };
});

const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A Chronicle of Kestrel Bay</title><style>
@page plain { size: A4; margin: 0 } @page scanned { size: A4; margin: 0 } @page blank { size: A4; margin: 0 } @page wide { size: A3 landscape; margin: 0 } @page small { size: A5; margin: 0 }
body { font: 11pt/1.5 "DejaVu Serif"; margin: 0 } section { break-after: page; overflow: hidden; box-sizing: border-box; padding: 24mm 22mm 0; position: relative }
section:last-child { break-after: auto }
.plain, .scanned, .blank { page: plain; height: 296mm } .wide { page: wide; height: 296mm } .small { page: small; height: 209mm; padding: 16mm 14mm 0 }
header { font-size: 8pt; position: absolute; top: 12mm } footer { font-size: 9pt; position: absolute; bottom: 10mm; left: 50% } h1 { font-size: 22pt } h2 { font-size: 15pt; margin: 0 0 4mm } p { margin: 0 0 3mm } ul { margin: 0; padding-left: 6mm } .small header { top: 8mm }
</style></head><body>${pages.map(page => `<section class="${page.kind}">${page.blocks.length === 0 ? '' : `<header>A Chronicle of Kestrel Bay</header>${page.blocks.map(([tag, text]) => (tag === 'li' ? `<ul><li>${text}</li></ul>` : `<${tag}>${text}</${tag}>`)).join('\n')}<footer>${page.number}</footer>`}</section>`).join('\n')}</body></html>`;

writeFileSync(`${folder}/book.html`, html);
writeFileSync(`${folder}/book-mixed-200.txt`, pages.map(page => page.blocks.map(([, text]) => text).join('\n\n')).join('\n\f\n') + '\n');
writeFileSync(`${folder}/book-mixed-200.csv`, 'page,kind,rotate\n' + pages.map(page => `${page.number},${page.kind},${turned.get(page.number) ?? 0}`).join('\n') + '\n');
