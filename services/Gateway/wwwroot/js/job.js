// One document: how far it is, its pages, and what came of it.
import { Problem, download, events, get, newKey, post, remove } from "./api.js";
import { NAME as ANALYSIS, analysisView } from "./analysis.js";
import { LiveAudio, audioView, hasAudio } from "./audio.js";
import { bytes, duration, el, notify, plural, replace } from "./dom.js";
import { PagesView } from "./pages.js";

const STATES = {
  queued: "Queued", running: "Running", cancelling: "Cancelling", succeeded: "Done", partially_succeeded: "Partly done",
  failed: "Failed", cancelled: "Cancelled",
};
const ENDED = ["succeeded", "partially_succeeded", "failed", "cancelled"];

/** What is made at the first call, and again only where that failed. */
const once = make => {
  let made = null;
  return () => made ??= make().catch(problem => { made = null; throw problem; });
};

export const stateBadge = status => el(`span.state.${status}`, STATES[status] ?? status);

export class JobView {
  #abort = new AbortController();
  #job = null;
  // By what is asked for: until an answer comes, asking again asks for the same job.
  #keys = {};

  constructor(id, page, { onPage, onChange, onGone }) {
    Object.assign(this, { id, page, onPage, onChange, onGone });
    this.element = el("article.job", { "aria-busy": "true" });
    this.badge = el("span");
    this.facts = el("p.facts");
    this.actions = el("p.actions");
    this.meter = el("div.meter");
    this.problem = el("div");
    this.tabs = el("div.tabs", { role: "tablist", "aria-label": "What came of it" });
    this.panel = el("div.panel", { role: "tabpanel", id: "panel" });
  }

  close() { this.#abort.abort(); }

  async open() {
    this.#job = await get(`/v1/jobs/${this.id}`, this.#abort.signal);
    this.pages = new PagesView(this.#job, this.#abort.signal, this.onPage);
    replace(this.element,
      el("a.back", { href: "#/list" }, "‹ All documents"),
      el("div.title", el("h1", this.#job.fileName), this.badge, this.actions, this.facts), this.meter, this.problem, this.tabs, this.panel);
    this.#show(this.#job);
    this.#setTabs([["pages", "Pages", () => this.pages.element]]);
    this.element.removeAttribute("aria-busy");
    this.#follow();
  }

  async #follow() {
    const signal = this.#abort.signal;
    const wasOver = ENDED.includes(this.#job.status);
    const pages = this.#quietly(async () => {
      await this.pages.follow();
      if (this.page > 1) this.pages.go(this.page);
    });
    if (!wasOver) {
      await this.#quietly(async () => {
        for await (const { name, data } of events(`/v1/jobs/${this.id}/events`, signal)) {
          if (name === "gone") return this.onGone();
          this.#job = { ...this.#job, ...data };
          this.#show(this.#job, data);
          if (data.audioReady > 0 && !ENDED.includes(data.status)) this.#listen(data);
          this.onChange(this.#job);
        }
      });
      await pages;
      if (signal.aborted) return;
      this.#job = await get(`/v1/jobs/${this.id}`, signal).catch(() => this.#job);
      // Headings and running heads are settled over the whole document.
      await this.#quietly(() => this.pages.follow());
    }
    await pages;
    if (!signal.aborted) await this.#quietly(() => this.#end());
  }

  async #end() {
    const job = this.#job, signal = this.#abort.signal;
    this.#show(job);
    this.onChange(job);
    if (!["succeeded", "partially_succeeded"].includes(job.status)) return;
    const { artifacts } = await get(`/v1/jobs/${this.id}/artifacts`, signal);
    const names = artifacts.map(artifact => artifact.name);
    this.#setTabs([
      ...(names.some(name => name.startsWith("pages/") || name === "document.json") || !this.pages.isEmpty ? [["pages", "Pages", () => this.pages.element]] : []),
      ...(hasAudio(names) ? [["audio", "Listen", once(() => audioView(job, names, signal, this.live))]] : []),
      ...(names.includes(ANALYSIS) ? [["analysis", "Analysis", once(() => analysisView(job, signal))]] : []),
      ["files", "Files", () => this.#files(artifacts)],
    ]);
  }

  #listen({ audioReady, chapters }) {
    if (!this.live) {
      this.live = new LiveAudio(this.#job, this.#abort.signal);
      this.#setTabs([["pages", "Pages", () => this.pages.element], ["audio", "Listen", () => this.live.element]]);
    }
    this.live.ready(audioReady, chapters ?? []);
  }

  #setTabs(tabs) {
    const open = this.tabs.querySelector("[aria-selected=true]")?.dataset.tab;
    const choose = async ([name, , view]) => {
      for (const tab of this.tabs.children) {
        tab.setAttribute("aria-selected", String(tab.dataset.tab === name));
        tab.tabIndex = tab.dataset.tab === name ? 0 : -1;
      }
      this.panel.setAttribute("aria-labelledby", `tab-${name}`);
      await this.#quietly(async () => replace(this.panel, await view()));
    };
    replace(this.tabs, tabs.map(tab => el("button", {
      type: "button", role: "tab", id: `tab-${tab[0]}`, "data-tab": tab[0], "aria-controls": "panel", onclick: () => choose(tab),
    }, tab[1])));
    this.tabs.hidden = tabs.length < 2;
    this.tabs.onkeydown = event => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key], all = [...this.tabs.children], at = all.indexOf(event.target);
      if (step && all[at + step]) { all[at + step].focus(); all[at + step].click(); }
    };
    const next = tabs.find(tab => tab[0] === open) ?? tabs[0];
    if (next[0] === open && next[0] === "pages") {
      const tab = this.tabs.querySelector("#tab-pages");
      tab.setAttribute("aria-selected", "true");
      tabs.forEach((one, index) => { this.tabs.children[index].tabIndex = one === next ? 0 : -1; });
    } else {
      choose(next);
    }
  }

  #show(job, event) {
    const isOver = ENDED.includes(job.status);
    replace(this.badge, stateBadge(job.status));
    replace(this.facts, [job.pipeline, bytes(job.sizeBytes), job.pages && plural(job.pages.total, "page"),
      job.pages?.failed > 0 && `${job.pages.failed} failed`,
      isOver && job.startedAt && job.finishedAt && duration((new Date(job.finishedAt) - new Date(job.startedAt)) / 1000)].filter(Boolean).join(" · "));
    replace(this.actions,
      !isOver && el("button", { type: "button", id: "cancel", disabled: job.status === "cancelling", onclick: () => this.#act("cancel") }, "Cancel"),
      isOver && job.pages?.failed > 0 && job.pages.failed < job.pages.total
        && el("button", { type: "button", id: "retry-failed", onclick: () => this.#act("retry?pages=failed") }, "Retry what failed"),
      isOver && job.status !== "succeeded" && el("button", { type: "button", id: "retry", onclick: () => this.#act("retry") }, "Run again"),
      isOver && el("button.danger", { type: "button", id: "delete", onclick: () => this.#delete() }, "Delete"));
    replace(this.problem, job.error && el("div.problem", { role: "alert" }, el("strong", job.error.message), el("small", job.error.code)));
    replace(this.meter, !isOver && this.#progress(job, event));
    this.pages.progress(job.pages ?? {}, event?.imagesReady ?? 0);
  }

  #progress(job, event) {
    const total = job.pages?.total ?? 0;
    const done = job.stages.reduce((sum, stage) => sum + (total ? stage.pagesDone / total : 0), 0) / Math.max(1, job.stages.length);
    const ahead = event?.queuePosition;
    const word = job.status === "cancelling" ? "Stopping …" : ahead > 0 ? `${plural(ahead, "document")} of yours before this one`
      : total === 0 ? "Looking at the document …" : event?.etaSeconds ? `About ${duration(event.etaSeconds)} left` : "Working …";
    return [
      el("progress", { max: "1", value: total ? String(done) : null, "aria-label": "Progress" }),
      el("p.stages", el("span", word), job.stages.map(stage => el("span.stage", `${stage.name} `, el("b", `${stage.pagesDone}/${stage.pagesTotal ?? "…"}`)))),
    ];
  }

  async #act(what) {
    try {
      const key = this.#keys[what] ??= newKey();
      const job = await post(`/v1/jobs/${this.id}/${what}`, { "Idempotency-Key": key });
      delete this.#keys[what];
      if (what.startsWith("retry")) {
        location.hash = `#/jobs/${job.id}`;
      } else {
        this.#show(this.#job = { ...this.#job, ...job });
      }
    } catch (problem) {
      notify(problem.message, "error");
    }
  }

  async #delete() {
    if (!confirm(`Delete ${this.#job.fileName} and everything that came of it?`)) return;
    try {
      await remove(`/v1/jobs/${this.id}`);
      this.onGone();
    } catch (problem) {
      notify(problem.message, "error");
    }
  }

  #files(artifacts) {
    const whole = artifacts.filter(artifact => !artifact.name.includes("/")), single = artifacts.filter(artifact => artifact.name.includes("/"));
    const result = { name: "result.json", mediaType: "application/json" };
    const row = artifact => el("tr", el("td", artifact.name), el("td", artifact.mediaType.split(";")[0]), el("td.number", artifact.sizeBytes ? bytes(artifact.sizeBytes) : ""),
      el("td", el("button", { type: "button", "aria-label": `Download ${artifact.name}`, onclick: () => this.#download(artifact) }, "Download")));
    const head = () => el("thead", el("tr", el("th", "Name"), el("th", "Type"), el("th.number", "Size"), el("th", el("span.visually-hidden", "Download"))));
    return el("div.files", el("div.scroll", { tabIndex: 0, role: "region", "aria-label": "Files" }, el("table", head(), el("tbody", [...whole, result].map(row)))),
      single.length > 0 && el("details", el("summary", `Files of single pages (${single.length})`), el("div.scroll", el("table", head(), el("tbody", single.map(row))))));
  }

  async #download(artifact) {
    const path = artifact.name === "result.json" ? `/v1/jobs/${this.id}/result` : `/v1/jobs/${this.id}/artifacts/${artifact.name}`;
    try {
      await download(path, artifact.name.replaceAll("/", "-"));
    } catch (problem) {
      notify(problem.message, "error");
    }
  }

  async #quietly(work) {
    try {
      await work();
    } catch (problem) {
      if (problem.name === "AbortError" || this.#abort.signal.aborted) return;
      if (problem instanceof Problem && problem.status === 404 && problem.code === "job_not_found") return this.onGone();
      notify(problem.message, "error");
    }
  }
}
