// Wraps scanned images, one per page, into a PDF without touching their pixels: node image-to-pdf.mjs OUT.pdf DPI IMAGE...
// Takes gray or RGB JPEG and non-interlaced gray PNG of 1 to 8 bits.
import { readFileSync, writeFileSync } from 'node:fs';

const [out, dpi, ...files] = process.argv.slice(2);
const parts = [Buffer.from('%PDF-1.5\n%\xE2\xE3\xCF\xD3\n', 'latin1')];
const offsets = [0];
let position = parts[0].length;
const append = bytes => { parts.push(bytes); position += bytes.length; };
const add = (entries, data) => {
  offsets.push(position);
  append(Buffer.from(`${offsets.length - 1} 0 obj\n<< ${entries} ${data ? `/Length ${data.length} >>\nstream\n` : '>>'}`, 'latin1'));
  if (data) { append(data); append(Buffer.from('\nendstream')); }
  append(Buffer.from('\nendobj\n'));
  return offsets.length - 1;
};

const readPng = file => {
  const header = { width: file.readUInt32BE(16), height: file.readUInt32BE(20), bits: file[24] };
  if (file[25] !== 0 || file[28] !== 0) throw new Error('only gray, non-interlaced PNG');
  const data = [];
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
  }
  const parameters = `/DecodeParms << /Predictor 15 /Colors 1 /BitsPerComponent ${header.bits} /Columns ${header.width} >>`;
  return { ...header, space: 'DeviceGray', filter: `/Filter /FlateDecode ${parameters}`, data: Buffer.concat(data) };
};
const readJpeg = file => {
  for (let at = 2; ; at += 2 + file.readUInt16BE(at + 2)) {
    if (file[at + 1] >= 0xc0 && file[at + 1] <= 0xc2) {
      return { height: file.readUInt16BE(at + 5), width: file.readUInt16BE(at + 7), bits: 8, space: file[at + 9] === 1 ? 'DeviceGray' : 'DeviceRGB', filter: '/Filter /DCTDecode', data: file };
    }
  }
};

const tree = 1 + files.length * 3;
const pages = files.map(name => {
  const file = readFileSync(name);
  const image = file[0] === 0xff ? readJpeg(file) : readPng(file);
  const [width, height] = [image.width, image.height].map(pixels => +(pixels * 72 / dpi).toFixed(2));
  const object = add(`/Type /XObject /Subtype /Image /Width ${image.width} /Height ${image.height} /ColorSpace /${image.space} /BitsPerComponent ${image.bits} ${image.filter}`, image.data);
  const content = add('', Buffer.from(`q ${width} 0 0 ${height} 0 0 cm /I Do Q`));
  return add(`/Type /Page /Parent ${tree} 0 R /MediaBox [0 0 ${width} ${height}] /Resources << /XObject << /I ${object} 0 R >> >> /Contents ${content} 0 R`);
});
add(`/Type /Pages /Count ${pages.length} /Kids [${pages.map(page => `${page} 0 R`).join(' ')}]`);
const catalog = add(`/Type /Catalog /Pages ${tree} 0 R`);
const start = position;
append(Buffer.from(`xref\n0 ${offsets.length}\n0000000000 65535 f \n${offsets.slice(1).map(o => `${String(o).padStart(10, '0')} 00000 n \n`).join('')}trailer\n<< /Size ${offsets.length} /Root ${catalog} 0 R >>\nstartxref\n${start}\n%%EOF\n`));
writeFileSync(out, Buffer.concat(parts));
