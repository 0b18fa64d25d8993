// What analysis found: the parts it has a name for as such, and whatever else as lists.
import { get } from "./api.js";
import { el } from "./dom.js";

export const NAME = "analysis.json";

export async function analysisView(job, signal) {
  const found = await get(`/v1/jobs/${job.id}/artifacts/${NAME}`, signal);
  const facts = Object.entries(found).filter(([name, value]) => typeof value !== "object" && value !== "" && !ORDER.includes(name));
  const parts = Object.entries(found).filter(([name, value]) => value && (typeof value === "object" || ORDER.includes(name)) && !(Array.isArray(value) && !value.length))
    .sort(([one], [other]) => place(one) - place(other));
  return el("div.analysis", parts.map(([name, value]) => el(`section.card.${name}`, el("h2", words(name)), show(value, name))),
    facts.length > 0 && el("p.source", facts.map(([name, value]) => `${words(name)} ${format(value)}`).join(" · ")));
}

const ORDER = ["summary", "keyPoints", "keyPhrases", "entities", "sentiment", "language"];
const place = name => ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length;

const words = name => {
  const spaced = name.replace(/([a-z])([A-Z])/g, "$1 $2").replaceAll("_", " ").toLowerCase();
  return spaced[0].toUpperCase() + spaced.slice(1);
};

const LEAD = ["text", "name", "title", "phrase", "value", "sentence", "label"];

function show(value, name, depth = 0) {
  if (Array.isArray(value)) {
    if (value.length === 0) return el("p.empty", "None.");
    if (/entit/i.test(name)) return entities(value);
    return el("ul", value.slice(0, 200).map(item => el("li", typeof item === "object" && item ? line(item) : String(item))));
  }
  if (typeof value === "object") {
    if (depth > 3) return el("code", JSON.stringify(value));
    return el("dl", Object.entries(value).filter(([, one]) => one != null).map(([key, one]) => [el("dt", words(key)), el("dd", typeof one === "object" ? show(one, key, depth + 1) : format(one))]));
  }
  return el("p", format(value));
}

const format = value => typeof value === "number" && !Number.isInteger(value) ? value.toFixed(2) : String(value);

function line(item) {
  const lead = LEAD.find(name => typeof item[name] === "string");
  const rest = Object.entries(item).filter(([name, value]) => name !== lead && ["string", "number"].includes(typeof value));
  return [lead && el("span", item[lead]), rest.length > 0 && el("small", rest.map(([name, value]) => `${words(name)} ${format(value)}`).join(" · "))];
}

function entities(list) {
  const groups = new Map();
  for (const entity of list) {
    const type = entity.type ?? entity.kind ?? entity.label ?? "entity", text = entity.text ?? entity.name ?? entity.value ?? "";
    const group = groups.get(type) ?? groups.set(type, new Map()).get(type);
    group.set(text, (group.get(text) ?? 0) + (entity.mentions?.length ?? 1));
  }
  return el("div.entities", [...groups].map(([type, texts]) => el("div", el("h3", words(type)),
    [...texts].map(([text, count]) => el("span.entity", text, count > 1 && el("small", ` ×${count}`))))));
}
