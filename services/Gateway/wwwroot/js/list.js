// The tenant's documents, newest first.
import { get } from "./api.js";
import { $, ago, el, notify, replace } from "./dom.js";
import { stateBadge } from "./job.js";

const PAGE = 40;
const jobs = new Map();
let cursor = null, open = null;

const matches = job => job.fileName.toLowerCase().includes($("filter-name").value.trim().toLowerCase())
  && (!$("filter-status").value || job.status === $("filter-status").value);

export function startList() {
  $("filter-name").oninput = draw;
  $("filter-status").onchange = () => refresh();
  $("more").onclick = () => load();
}

export async function refresh() {
  cursor = null;
  jobs.clear();
  await load();
}

async function load() {
  const query = new URLSearchParams({ limit: PAGE });
  if ($("filter-status").value) query.set("status", $("filter-status").value);
  if (cursor) query.set("cursor", cursor);
  try {
    const page = await get(`/v1/jobs?${query}`);
    page.jobs.forEach(job => jobs.set(job.id, job));
    cursor = page.nextCursor ?? null;
  } catch (problem) {
    if (problem.status !== 401) notify(problem.message, "error");
  }
  draw();
}

export function update(job) {
  const known = jobs.get(job.id);
  if (known?.status === job.status && known?.pages?.failed === job.pages?.failed) return;
  // A new one comes first.
  if (known || !job.createdAt) jobs.set(job.id, { ...known, ...job });
  else {
    const rest = [...jobs];
    jobs.clear();
    [[job.id, job], ...rest].forEach(([id, one]) => jobs.set(id, one));
  }
  draw();
}

export function forget(id) {
  jobs.delete(id);
  draw();
}

export function mark(id) {
  open = id;
  draw();
}

function draw() {
  const shown = [...jobs.values()].filter(matches);
  $("more").hidden = !cursor;
  if (shown.length === 0) {
    replace($("jobs"), el("li.empty", jobs.size ? "Nothing fits." : "No documents yet."));
    return;
  }
  replace($("jobs"), shown.map(job => el("li", el("a", { href: `#/jobs/${job.id}`, "aria-current": job.id === open ? "page" : null },
    el("span.name", job.fileName), stateBadge(job.status), el("small", `${job.pipeline} · ${ago(job.createdAt)}`)))));
}
