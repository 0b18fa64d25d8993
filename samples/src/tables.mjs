// Writes tables.html and tables.json (captions and cell texts, what a table reader should find): node tables.mjs FOLDER
import { writeFileSync } from 'node:fs';

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const cell = value => (typeof value === 'object' ? value : { text: String(value) });
const tables = [
  { caption: 'Table 1. A ruled table.', style: 'ruled', rows: [['Volume', 'Pages', 'State'], ['31', '214', 'good'], ['32', '198', 'good'], ['37', '205', 'loose board'], ['42', '', 'missing']] },
  { caption: 'Table 2. Rules above and below only; numbers to the right.', style: 'open', rows: [['Month', 'Highest (m)', 'Lowest (m)', 'Mean (m)'], ...months.map((month, i) => [month, (4.1 + ((i * 7) % 10) / 10).toFixed(2), (0.3 + ((i * 3) % 7) / 10).toFixed(2), (2.2 + ((i * 5) % 6) / 10).toFixed(2)])] },
  { caption: 'Table 3. No rules at all.', style: 'plain', rows: [['Name', 'Office', 'Since'], ['Ines Harrow', 'Archivist', '2009'], ['Tobias Lindqvist', 'Surveyor', '2016'], ['Samuel Oakes', 'Bookbinder', '1998']] },
  { caption: 'Table 4. Cells that span rows and columns.', style: 'ruled', rows: [[{ text: 'Group', rows: 2 }, { text: 'Pages', columns: 2 }, { text: 'Correct', rows: 2 }], ['read', 'left'], ['Brown ink', '2,301', '17', '71.4 %'], ['Black ink', '1,962', '15', '83.0 %'], [{ text: 'Not counted', columns: 4 }]] },
  { caption: 'Table 5. A table that goes on over the page.', style: 'ruled', rows: [['Line', 'Date', 'Morning', 'Noon', 'Evening', 'Midnight'], ...Array.from({ length: 70 }, (_, i) => [String(i + 1), `${1 + (i % 28)} ${months[Math.floor(i / 28)]}`, ...[0, 1, 2, 3].map(k => `${3 + ((i * 5 + k * 7) % 6)} ft ${(i * 7 + k * 5) % 12} in`)])] },
];

const row = (cells, header) => `<tr>${cells.map(cell).map(c => `<${header ? 'th' : 'td'} rowspan="${c.rows ?? 1}" colspan="${c.columns ?? 1}">${c.text}</${header ? 'th' : 'td'}>`).join('')}</tr>`;
const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Tables of Several Kinds</title><style>
@page { size: A4; margin: 20mm } body { font: 10pt/1.4 "Noto Sans"; margin: 0 } h1 { font-size: 16pt } table { border-collapse: collapse; margin: 0 0 8mm } caption { text-align: left; font-weight: bold; padding: 1mm 0 }
td, th { padding: 1.2mm 3mm; text-align: left } tr, table:not(:last-of-type) { break-inside: avoid } .ruled td, .ruled th { border: .5pt solid #000 } .open { border-top: 1pt solid #000; border-bottom: 1pt solid #000 } .open tr:first-child th { border-bottom: .5pt solid #000 } .open td:not(:first-child), .open th:not(:first-child) { text-align: right } .plain td, .plain th { padding-right: 12mm }
</style></head><body><h1>Tables of Several Kinds</h1><p>Each table below is laid out in another way. The text of every cell is known, so that a reader of tables can be judged.</p>
${tables.map(t => `<table class="${t.style}"><caption>${t.caption}</caption><thead>${row(t.rows[0], true)}</thead><tbody>${t.rows.slice(1).map(r => row(r, false)).join('\n')}</tbody></table>`).join('\n')}
<p>The tables end here.</p></body></html>`;

writeFileSync(`${process.argv[2]}/tables.html`, html);
writeFileSync(`${process.argv[2]}/tables.json`, JSON.stringify(tables.map(t => ({ caption: t.caption, rows: t.rows.map(r => r.map(cell)) })), null, 1) + '\n');
