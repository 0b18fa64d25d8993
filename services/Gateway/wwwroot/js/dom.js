// Elements without innerHTML: nothing of a document is ever parsed as markup.

/** el("p.note", {title: "x", onclick: f}, "text", child …) */
export function el(name, ...parts) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag || "div");
  if (classes.length) element.className = classes.join(" ");
  for (const part of parts.flat(3)) {
    if (part == null || part === false) continue;
    if (part instanceof Node) element.append(part);
    else if (typeof part === "object") set(element, part);
    else element.append(String(part));
  }
  return element;
}

function set(element, properties) {
  for (const [name, value] of Object.entries(properties)) {
    if (value == null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && typeof value !== "string") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
}

export const $ = id => document.getElementById(id);

export function replace(parent, ...children) {
  parent.replaceChildren(...children.flat(3).filter(child => child != null && child !== false));
  return parent;
}

/** One stop for the tab key in a set of elements; arrows move within it. */
export function rove(container, selector, vertical = true) {
  const all = () => [...container.querySelectorAll(selector)];
  all().forEach((item, index) => { item.tabIndex = index === 0 ? 0 : -1; });
  container.onkeydown = event => {
    const step = { ArrowDown: 1, ArrowUp: -1, ...(vertical ? {} : { ArrowRight: 1, ArrowLeft: -1 }) }[event.key];
    const items = all(), at = items.indexOf(document.activeElement);
    const to = event.key === "Home" ? 0 : event.key === "End" ? items.length - 1 : at + (step ?? NaN);
    if (at < 0 || !(to in items)) return;
    event.preventDefault();
    items[at].tabIndex = -1;
    items[to].tabIndex = 0;
    items[to].focus();
  };
}

/** Says something for a while, at the foot of the window and to screen readers. */
export function notify(text, kind = "info") {
  const notice = el(`p.notice.${kind}`, text,
    el("button.quiet", { type: "button", "aria-label": "Dismiss", onclick: () => notice.remove() }, "✕"));
  $("notices").append(notice);
  setTimeout(() => notice.remove(), kind === "error" ? 12000 : 5000);
}

export const plural = (count, one, many = one + "s") => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** A name out of JSON, as words: "keyPoints" is "Key points". */
export function words(name) {
  const spaced = name.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[-_.]/g, " ").toLowerCase();
  return (spaced[0].toUpperCase() + spaced.slice(1)).replace(/\b(dpi|ocr|pdf|png|pcm|wav|tts|url)\b/gi, word => word.toUpperCase());
}

export function bytes(count) {
  for (const unit of ["B", "kB", "MB", "GB"]) {
    if (count < 1000 || unit === "GB") return `${count < 10 && unit !== "B" ? count.toFixed(1) : Math.round(count)} ${unit}`;
    count /= 1000;
  }
}

export function duration(seconds) {
  const s = Math.round(seconds), minutes = Math.floor(s / 60);
  return s < 60 ? `${s} s` : minutes < 60 ? `${minutes} min ${s % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function clock(seconds) {
  const s = Math.floor(seconds), two = value => String(value).padStart(2, "0");
  return s < 3600 ? `${Math.floor(s / 60)}:${two(s % 60)}` : `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
}

export function ago(time) {
  const seconds = (Date.now() - new Date(time)) / 1000;
  if (seconds < 60) return "just now";
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ago`;
  return new Date(time).toLocaleDateString();
}
