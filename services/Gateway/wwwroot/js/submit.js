// Where documents come in: drop or choose files, a pipeline, its options.
import { bytes, el, notify, replace } from "./dom.js";
import { get, submit } from "./api.js";
import { optionsForm } from "./options.js";

const REMEMBERED = "pipeline";
const NAMES = [[/wordprocessingml/, "DOCX"], [/presentationml/, "PPTX"], [/spreadsheetml/, "XLSX"], [/opendocument\.text/, "ODT"], [/plain/, "TEXT"]];
const nameOf = type => NAMES.find(([kind]) => kind.test(type))?.[1] ?? type.split("/")[1].split("+")[0].toUpperCase();
let pipelines = null;

export async function submitView(onSubmitted) {
  const files = [];
  const chosen = el("ul.chosen", { "aria-label": "Chosen files" });
  const input = el("input", { id: "file", type: "file", multiple: true, class: "visually-hidden", onchange: () => add(input.files) });
  const zone = el("label.drop", { for: "file", id: "drop" },
    el("span.drop-icon", { "aria-hidden": "true" }), el("strong", "Drop documents here"),
    el("span", "or ", el("span.link", "choose files"), " from your device"), el("small", { id: "accepts" }, ""));
  const choices = el("div.pipelines", { role: "radiogroup", "aria-label": "Pipeline" });
  const options = el("details.options", el("summary", "Options"));
  const go = el("button.primary.large", { type: "submit", disabled: true }, "Process");
  let form = null;

  const view = el("form.submit", {
    onsubmit: event => { event.preventDefault(); send(); },
    ondragover: event => { event.preventDefault(); zone.classList.add("over"); },
    ondragleave: () => zone.classList.remove("over"),
    ondrop: event => { event.preventDefault(); zone.classList.remove("over"); add(event.dataTransfer.files); },
  }, el("h1", "Turn documents into structure"),
  el("p.lead", "Pages, text, tables and headings of PDFs, scans, photos, Office files, web pages and books: each page appears as soon as it has been read."),
  zone, input, chosen, el("h2", "Pipeline"), choices, options, el("p.actions", go));

  const selected = () => pipelines.find(one => one.name === view.querySelector("input[name=pipeline]:checked")?.value);

  function pick() {
    const pipeline = selected();
    localStorage.setItem(REMEMBERED, pipeline.name);
    form = optionsForm(pipeline.options);
    replace(options, el("summary", "Options"), form.element);
    view.querySelector("#accepts").textContent = pipeline.accepts.map(nameOf).join(" · ");
    // Systems that have no type for Markdown go by the name.
    input.accept = [...pipeline.accepts, ...pipeline.accepts.includes("text/markdown") ? [".md", ".markdown", ".csv"] : []].join(",");
  }

  function add(more) {
    files.push(...more);
    replace(chosen, files.map((file, index) => el("li",
      el("span.name", file.name), el("small", bytes(file.size)), el("progress", { max: "1", value: "0", hidden: true, "aria-label": `Upload of ${file.name}` }),
      el("button.quiet", { type: "button", "aria-label": `Remove ${file.name}`, onclick: () => { files.splice(index, 1); add([]); } }, "✕"))));
    go.disabled = files.length === 0;
    go.textContent = files.length > 1 ? `Process ${files.length} documents` : "Process";
    input.value = "";
    if (more.length) go.focus();
  }

  async function send() {
    if (!view.reportValidity()) return;
    go.disabled = true;
    const sent = [];
    const waiting = files.slice();
    for (const [index, file] of waiting.entries()) {
      const bar = chosen.children[index]?.querySelector("progress");
      if (bar) bar.hidden = false;
      try {
        sent.push(await submit(file, selected().name, form.read(), done => { if (bar) bar.value = done; }));
        files.splice(files.indexOf(file), 1);
      } catch (problem) {
        chosen.children[index]?.classList.add("refused");
        notify(`${file.name}: ${problem.message}`, "error");
      }
    }
    go.disabled = files.length === 0;
    if (sent.length) onSubmitted(sent);
  }

  pipelines ??= (await get("/v1/pipelines")).pipelines;
  const last = localStorage.getItem(REMEMBERED);
  const first = pipelines.find(one => one.name === last) ?? pipelines.find(one => one.name === "document") ?? pipelines[0];
  replace(choices, pipelines.map(pipeline => el("label.pipeline",
    el("input", { type: "radio", name: "pipeline", value: pipeline.name, checked: pipeline === first, onchange: pick }),
    el("span", el("strong", pipeline.name), el("small", pipeline.description)))));
  pick();
  return view;
}
