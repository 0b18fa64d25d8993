// What analysis found of a text.
import { get } from "./api.js";
import { el, words } from "./dom.js";

export const NAME = "analysis.json";

const PARTS = ["summary", "keyPoints", "keyPhrases", "entities", "sentiment", "language", "notes"];
const FACTS = ["engine", "model", "characters", "parts"];

export async function analysisView(job, signal) {
  const found = await get(`/v1/jobs/${job.id}/artifacts/${NAME}`, signal);
  const parts = PARTS.filter(name => found[name] && found[name].length !== 0), facts = FACTS.filter(name => found[name] != null);
  return el("div.analysis", parts.map(name => el(`section.card.${name}`, el("h2", words(name)), show(name, found[name]))),
    facts.length > 0 && el("p.source", facts.map(name => `${words(name)} ${format(found[name])}`).join(" · ")));
}

function show(name, value) {
  if (name === "entities") return entities(value);
  if (Array.isArray(value)) return el("ul", value.slice(0, 200).map(item => el("li", typeof item === "string" ? item : phrase(item))));
  if (typeof value === "object") return el("dl", Object.entries(value).map(([key, one]) => [el("dt", words(key)), el("dd", format(one))]));
  return el("p", value);
}

const format = value => typeof value === "number" && !Number.isInteger(value) ? value.toFixed(2) : String(value);

const phrase = ({ text, score }) => [el("span", text), el("small", `Score ${format(score)}`)];

function entities(list) {
  const groups = new Map();
  for (const { type, text, mentions } of list) {
    const group = groups.get(type) ?? groups.set(type, new Map()).get(type);
    group.set(text, (group.get(text) ?? 0) + mentions.length);
  }
  return el("div.entities", [...groups].map(([type, texts]) => el("div", el("h3", words(type)),
    [...texts].map(([text, count]) => el("span.entity", text, count > 1 && el("small", ` ×${count}`))))));
}
