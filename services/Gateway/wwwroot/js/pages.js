// The reader: a strip of pages, the page's image with boxes over it, and what it says beside it.
import { address, ndjson } from "./api.js";
import { blockElements, kindOf, nameOf, summaryOf } from "./blocks.js";
import { $, el, notify, replace, rove } from "./dom.js";

const ZOOMS = [1, 1.25, 1.5, 2, 3, 4];

export class PagesView {
  #pages = new Map();
  #images = new Map();
  #job;
  #signal;
  #numbers = [];
  #imagesReady = 0;
  #at = 1;
  #mode = "text";
  #zoom = 1;
  #shownFor = "";

  constructor(job, signal, onPage) {
    this.#job = job;
    this.#signal = signal;
    this.onPage = onPage;
    this.strip = el("ol.strip", { "aria-label": "Pages" });
    this.sheet = el("div.sheet");
    this.paper = el("div.paper", { role: "region", "aria-label": "Image of the page" }, this.sheet);
    this.zoomed = el("button", { type: "button", id: "zoom", onclick: () => this.#scale(1) });
    this.reading = el("div.reading", { id: "reading", tabIndex: 0, role: "region", "aria-label": "Text of the page" });
    this.number = el("input", { type: "number", id: "page-number", min: "1", value: "1", "aria-label": "Page number", onchange: () => this.go(Number(this.number.value)) });
    this.of = el("span", "");
    this.boxesShown = el("input", { type: "checkbox", id: "boxes", checked: true, onchange: () => this.sheet.classList.toggle("bare", !this.boxesShown.checked) });
    this.element = el("div.reader", { onkeydown: event => this.#key(event) },
      el("div.bar", { role: "toolbar", "aria-label": "Page" },
        el("button", { type: "button", id: "previous", "aria-label": "Previous page", onclick: () => this.#step(-1) }, "‹"),
        el("span.where", this.number, this.of),
        el("button", { type: "button", id: "next", "aria-label": "Next page", onclick: () => this.#step(1) }, "›"),
        el("label.switch", this.boxesShown, " Boxes"),
        el("span.zoom", { role: "group", "aria-label": "Zoom" },
          el("button", { type: "button", id: "zoom-out", "aria-label": "Smaller", onclick: () => this.#scaleBy(-1) }, "−"), this.zoomed,
          el("button", { type: "button", id: "zoom-in", "aria-label": "Larger", onclick: () => this.#scaleBy(1) }, "+")),
        el("span.grow"),
        el("div.modes", { role: "group", "aria-label": "Show as" }, this.#modeButton("text", "Text"), this.#modeButton("markdown", "Markdown")),
        el("button.quiet", { type: "button", id: "copy", onclick: () => this.#copy() }, "Copy")),
      this.strip, el("div.spread", this.paper, this.reading));
    this.#scale(1);
    this.observer = new IntersectionObserver(seen => seen.filter(one => one.isIntersecting).forEach(one => this.#thumbnail(one.target)), { root: this.strip, rootMargin: "200px" });
    signal.addEventListener("abort", () => this.#images.forEach(image => image.then(url => url?.startsWith("blob:") && URL.revokeObjectURL(url))));
    this.#draw();
  }

  /** Reads pages as they are done, until there are no more to come. */
  async follow(after = 0) {
    for await (const page of ndjson(`/v1/jobs/${this.#job.id}/pages?after=${after}`, this.#signal)) {
      this.#pages.set(page.pageNo, page);
      if (!this.#numbers.includes(page.pageNo)) this.#grow([...this.#numbers, page.pageNo]);
      this.#mark(page.pageNo);
      if (page.pageNo === this.#at) this.#draw();
    }
  }

  /** How many pages there are, which of the document's they are ("1-5,8"; all of them where it says nothing), and how many images. */
  progress({ total = 0, chosen = "1-" }, imagesReady) {
    const ready = this.#numbers.slice(0, this.#imagesReady), wasHere = ready.includes(this.#at);
    this.#imagesReady = Math.max(imagesReady, this.#imagesReady);
    if (total > this.#numbers.length) this.#grow(numbersOf(chosen, total));
    const now = this.#numbers.slice(0, this.#imagesReady);
    now.slice(ready.length).forEach(pageNo => this.#mark(pageNo));
    if (!wasHere && now.includes(this.#at)) this.#draw();
  }

  #step(by) {
    const next = this.#numbers[this.#numbers.indexOf(this.#at) + by];
    if (next) this.go(next);
  }

  go(pageNo) {
    if (!this.#numbers.includes(pageNo)) {
      this.number.value = String(this.#at);
      return;
    }
    this.#at = pageNo;
    this.#draw();
    this.onPage(pageNo);
  }

  get isEmpty() { return this.#numbers.length === 0; }

  #grow(numbers) {
    for (const pageNo of numbers.slice(this.#numbers.length)) {
      const item = el("li", el("button", { type: "button", "data-page": String(pageNo), "aria-label": `Page ${pageNo}`, onclick: () => this.go(pageNo) },
        el("span.thumb"), el("small", String(pageNo))));
      this.strip.append(item);
      this.observer.observe(item);
    }
    if (numbers.length !== this.#numbers.length) {
      const isFirst = this.isEmpty;
      this.#numbers = numbers;
      if (isFirst) this.#at = numbers[0];
      this.of.textContent = ` of ${numbers.at(-1)}`;
      this.number.max = String(numbers.at(-1));
      rove(this.strip, "button", false);
      this.#draw();
    }
  }

  #mark(pageNo) {
    const item = this.strip.children[this.#numbers.indexOf(pageNo)];
    if (!item) return;
    const page = this.#pages.get(pageNo);
    item.classList.toggle("done", !!page && !page.failure);
    item.classList.toggle("failed", !!page?.failure);
    this.observer.unobserve(item);
    this.observer.observe(item);
  }

  async #thumbnail(item) {
    const pageNo = Number(item.querySelector("button").dataset.page), place = item.querySelector(".thumb");
    if (place.childElementCount || !this.#hasImage(pageNo)) return;
    const url = await this.#image(pageNo);
    if (url && !place.childElementCount) place.append(el("img", { src: url, alt: "", decoding: "async" }));
  }

  #hasImage(pageNo) {
    return !!this.#pages.get(pageNo)?.image || this.#numbers.slice(0, this.#imagesReady).includes(pageNo);
  }

  #image(pageNo) {
    if (!this.#images.has(pageNo)) {
      const found = address(`/v1/jobs/${this.#job.id}/pages/${pageNo}/image`, this.#signal).catch(() => { this.#images.delete(pageNo); return null; });
      this.#images.set(pageNo, found);
    }
    return this.#images.get(pageNo);
  }

  #draw() {
    const page = this.#pages.get(this.#at);
    this.number.value = String(this.#at);
    $("previous")?.toggleAttribute("disabled", this.#at <= (this.#numbers[0] ?? 1));
    $("next")?.toggleAttribute("disabled", this.#at >= (this.#numbers.at(-1) ?? 1));
    for (const button of this.strip.querySelectorAll("button")) {
      const isHere = Number(button.dataset.page) === this.#at;
      isHere ? button.setAttribute("aria-current", "page") : button.removeAttribute("aria-current");
      if (isHere) button.parentElement.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    this.#drawSheet(page);
    this.#drawReading(page);
  }

  async #drawSheet(page) {
    const state = `${this.#at} ${!!page} ${this.#hasImage(this.#at)}`;
    if (state === this.#shownFor && !page) return;
    this.#shownFor = state;
    const pageNo = this.#at, size = page?.size ?? { width: 612, height: 792 };
    const boxes = el("div.boxes", { role: "group", "aria-label": "Parts of the page" });
    for (const block of page?.blocks ?? []) {
      for (const [left, top, right, bottom] of block.boxes) {
        const box = el(`button.box.${kindOf(block)}`, { type: "button", "data-ref": block.ref, "aria-label": summaryOf(block), title: nameOf(block), onclick: () => this.#light(block.ref, "text") });
        Object.assign(box.style, {
          left: `${100 * left / size.width}%`, top: `${100 * top / size.height}%`,
          width: `${100 * (right - left) / size.width}%`, height: `${100 * (bottom - top) / size.height}%`,
        });
        boxes.append(box);
      }
    }
    if (!this.#hasImage(pageNo)) {
      this.sheet.classList.add("blank");
      this.sheet.style.aspectRatio = `${size.width} / ${size.height}`;
      replace(this.sheet, !this.isEmpty && !page ? el("span.visually-hidden", "The page is being read.") : null, boxes);
    } else {
      const url = await this.#image(pageNo);
      if (pageNo !== this.#at) return;
      this.sheet.classList.remove("blank");
      this.sheet.style.aspectRatio = "";
      const shown = this.sheet.querySelector("img");
      const image = shown?.getAttribute("src") === url ? shown : url && el("img.page", { src: url, alt: `Page ${pageNo} as an image` });
      replace(this.sheet, image, boxes);
    }
    this.sheet.classList.toggle("reading-now", !page && !this.isEmpty);
    rove(boxes, ".box", false);
  }

  #drawReading(page) {
    if (!page) {
      replace(this.reading, !this.isEmpty ? el("div.skeleton", el("p.visually-hidden", `Page ${this.#at} is being read.`), Array.from({ length: 9 }, () => el("span"))) : el("p.empty", "Waiting for the first page."));
      return;
    }
    if (page.failure) {
      const { failure, stage } = page.failure;
      replace(this.reading, el("div.problem", el("strong", `Page ${page.pageNo} could not be processed`), el("p", failure.message), el("small", `${failure.code} · ${stage}`)));
      return;
    }
    if (!page.blocks) {
      replace(this.reading, el("p.empty", "This pipeline makes images only."));
      return;
    }
    if (this.#mode === "markdown") {
      replace(this.reading, el("pre.markdown", { dir: "auto" }, page.markdown || "(nothing)"));
      return;
    }
    const source = page.outputs?.text?.source;
    replace(this.reading,
      page.blocks.length ? blockElements(page.blocks).map((element, index) => this.#block(element, page.blocks[index])) : el("p.empty", "There is no text on this page."),
      source && el("p.source", source === "ocr" ? "Read by text recognition." : source === "text_layer" ? "Read from the document's own text." : ""));
    rove(this.reading, ".block");
  }

  #block(element, block) {
    element.addEventListener("click", () => getSelection().isCollapsed && this.#light(block.ref, "box"));
    element.addEventListener("keydown", event => {
      if (event.key === "Enter") this.#light(block.ref, "box");
    });
    element.addEventListener("mouseenter", () => this.#hint(block.ref, true));
    element.addEventListener("mouseleave", () => this.#hint(block.ref, false));
    return element;
  }

  #hint(ref, on) {
    for (const box of this.sheet.querySelectorAll(".box")) if (box.dataset.ref === ref) box.classList.toggle("hint", on);
  }

  /** Lights both: the box and the text; and brings the other one into view. */
  #light(ref, other) {
    if (other === "text" && this.#mode !== "text") this.#setMode("text");
    for (const one of this.element.querySelectorAll(".box, .block")) {
      const isIt = one.dataset.ref === ref;
      one.classList.toggle("lit", isIt);
      isIt ? one.setAttribute("aria-current", "true") : one.removeAttribute("aria-current");
      if (isIt && one.classList.contains(other === "text" ? "block" : "box")) one.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    }
  }

  #modeButton(mode, name) {
    return el("button", { type: "button", "data-mode": mode, "aria-pressed": String(mode === this.#mode), onclick: () => this.#setMode(mode) }, name);
  }

  #setMode(mode) {
    this.#mode = mode;
    for (const button of this.element.querySelectorAll("[data-mode]")) button.setAttribute("aria-pressed", String(button.dataset.mode === mode));
    this.#drawReading(this.#pages.get(this.#at));
  }

  async #copy() {
    const markdown = this.#pages.get(this.#at)?.markdown;
    if (!markdown) return;
    try {
      await navigator.clipboard.writeText(markdown);
      notify(`Page ${this.#at} is copied as Markdown.`);
    } catch {
      notify("The browser does not let this page copy.", "error");
    }
  }

  #scaleBy(step) {
    this.#scale(ZOOMS[ZOOMS.indexOf(this.#zoom) + step] ?? this.#zoom);
  }

  /** The image and its boxes so many times as wide as there is room; what is in the middle stays there. */
  #scale(zoom) {
    const paper = this.paper, [x, y] = [middle(paper.scrollLeft, paper.clientWidth, paper.scrollWidth), middle(paper.scrollTop, paper.clientHeight, paper.scrollHeight)];
    this.#zoom = zoom;
    this.sheet.style.width = `${100 * zoom}%`;
    // Whoever has no mouse scrolls it by its arrow keys.
    zoom > 1 ? paper.setAttribute("tabindex", "0") : paper.removeAttribute("tabindex");
    paper.classList.toggle("zoomed", zoom > 1);
    paper.scrollLeft = x * paper.scrollWidth - paper.clientWidth / 2;
    paper.scrollTop = y * paper.scrollHeight - paper.clientHeight / 2;
    this.zoomed.textContent = `${Math.round(100 * zoom)} %`;
    this.zoomed.setAttribute("aria-label", `${Math.round(100 * zoom)} %, back to 100 %`);
    this.element.querySelector("#zoom-out").disabled = zoom === ZOOMS[0];
    this.element.querySelector("#zoom-in").disabled = zoom === ZOOMS.at(-1);
  }

  #key(event) {
    if (event.target.matches("input") || event.ctrlKey || event.metaKey || event.altKey) return;
    const zoom = { "+": 1, "=": 1, "-": -1 }[event.key];
    if (zoom) this.#scaleBy(zoom);
    if (event.key === "0") this.#scale(1);
    const step = { PageDown: 1, PageUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.#step(step);
  }
}

/** Where in the whole the middle of what is seen is, from 0 to 1; the top where it fits. */
const middle = (start, seen, whole) => whole > seen ? (start + seen / 2) / whole : 0;

/** The first so many pages of a selection like "1-5,8,12-". */
function numbersOf(chosen, total) {
  const numbers = [];
  for (const span of chosen.split(",")) {
    const [first, last = first] = span.split("-");
    for (let pageNo = Number(first); pageNo <= (last === "" ? Infinity : Number(last)) && numbers.length < total; pageNo++) numbers.push(pageNo);
  }
  return numbers;
}
