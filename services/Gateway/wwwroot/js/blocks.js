// What stands on a page, as elements. Label decides the element; a document's text is only ever text.
import { el } from "./dom.js";

const KINDS = {
  title: "heading", section_header: "heading", list_item: "list", table: "table", document_index: "table",
  picture: "picture", chart: "picture", caption: "caption", footnote: "caption", code: "code", formula: "code",
  page_header: "furniture", page_footer: "furniture",
};

export const kindOf = block => KINDS[block.label] ?? "text";

export const nameOf = block => block.label.replaceAll("_", " ");

/** The block's text, short, for a name. */
export function summaryOf(block) {
  const text = block.text ?? block.table?.cells.map(cell => cell.text).join(" ") ?? "";
  return `${nameOf(block)}${text ? `: ${text.length > 80 ? text.slice(0, 79) + "…" : text}` : ""}`;
}

/** The blocks as elements; no heading skips a level, wherever in its document the page stands. */
export function blockElements(blocks) {
  let above = 1;
  return blocks.map(block => {
    const level = block.label === "title" ? 0 : block.label === "section_header" ? block.level ?? 1 : null;
    if (level !== null) above = Math.min(above + 1, 2 + level, 6);
    return el(`div.block.${kindOf(block)}`, { "data-ref": block.ref },
      level === null ? content(block) : el(`h${above}`, { "data-level": String(level) }, block.text));
  });
}

function content(block) {
  switch (block.label) {
    case "list_item": return el("p", el("span.marker", marker(block.marker)), " ", block.text);
    case "checkbox_selected": return el("p", el("span.marker", "☑"), " ", block.text);
    case "checkbox_unselected": return el("p", el("span.marker", "☐"), " ", block.text);
    case "code": return el("pre", el("code", block.text));
    case "picture":
    case "chart": return el("p.figure", "Picture");
    default: return block.table ? table(block.table) : el("p", { dir: "auto" }, block.text);
  }
}

const marker = text => !text || "-*+•".includes(text) ? "•" : text;

function table({ rows, cells }) {
  const lines = Array.from({ length: rows }, () => []);
  for (const cell of cells) lines[cell.row]?.push(cell);
  return el("div.scroll", el("table", lines.map(line => el("tr", line.sort((a, b) => a.column - b.column).map(cell =>
    el(cell.header ? "th" : "td", {
      colspan: cell.columnSpan > 1 ? String(cell.columnSpan) : null, rowspan: cell.rowSpan > 1 ? String(cell.rowSpan) : null,
    }, cell.text))))));
}
