// What is shown: by the address after the #.
import { key, onKeyWanted } from "./api.js";
import { $, el, notify, replace } from "./dom.js";
import { JobView } from "./job.js";
import * as list from "./list.js";
import { submitView } from "./submit.js";

let view = null;
let turn = 0;

async function route() {
  const [, place, id, , page] = location.hash.split("/");
  if (view?.id && view.id === id) return;
  view?.close?.();
  view = null;
  const mine = ++turn;
  list.mark(place === "jobs" ? id : null);
  document.body.dataset.place = place || "new";
  try {
    if (place === "jobs" && id) await openJob(id, Number(page) || 1);
    else if (place !== "list") {
      const form = await submitView(submitted);
      // Something else may have been chosen meanwhile.
      if (mine === turn) replace($("main"), form);
    } else replace($("main"), el("p.empty", "Choose a document."));
  } catch (problem) {
    if (problem.name === "AbortError" || mine !== turn) return;
    replace($("main"), el("div.problem", { role: "alert" }, el("strong", problem.message), el("small", problem.code ?? ""),
      el("p", el("button", { type: "button", onclick: () => { view = null; route(); } }, "Try again"))));
  }
}

async function openJob(id, page) {
  const mine = view = new JobView(id, page, {
    onPage: pageNo => history.replaceState(null, "", `#/jobs/${id}/page/${pageNo}`),
    onChange: list.update,
    onGone: () => { list.forget(id); notify("The document is gone."); location.hash = "#/"; },
  });
  replace($("main"), mine.element);
  await mine.open();
}

function submitted(jobs) {
  jobs.forEach(list.update);
  if (jobs.length > 1) notify(`${jobs.length} documents are being processed.`);
  location.hash = `#/jobs/${jobs[0].id}`;
}

function startKey() {
  const dialog = $("sign-in");
  const name = () => { $("account").textContent = key.get() ? "Signed in" : "Sign in"; $("sign-out").hidden = !key.get(); };
  const again = () => { name(); list.refresh(); view?.close?.(); view = null; route(); };
  const ask = why => {
    $("sign-in-why").textContent = why ?? "Enter an API key of yours. It is kept in this tab only, until you close it.";
    $("key").value = "";
    if (!dialog.open) dialog.showModal();
  };
  $("account").onclick = () => ask();
  $("sign-in-cancel").onclick = () => dialog.close();
  $("sign-out").onclick = () => { key.set(null); dialog.close(); again(); };
  dialog.querySelector("form").onsubmit = () => { key.set($("key").value.trim()); again(); };
  onKeyWanted(problem => ask(key.get() ? `The key was refused: ${problem.message}` : "This service wants an API key."));
  name();
}

function startTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const set = theme => { document.documentElement.dataset.theme = theme; };
  set(localStorage.getItem("theme") ?? (dark.matches ? "dark" : "light"));
  dark.onchange = () => localStorage.getItem("theme") || set(dark.matches ? "dark" : "light");
  $("theme").onclick = () => {
    const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    localStorage.setItem("theme", next);
    set(next);
  };
}

startTheme();
startKey();
list.startList();
addEventListener("hashchange", route);
route();
list.refresh();
