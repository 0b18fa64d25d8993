// Sound with its chapters, and the text that follows it.
import { address, get, text } from "./api.js";
import { clock, el, replace } from "./dom.js";

const SOUNDS = ["audio.mp3", "audio.m4b", "audio.opus", "audio.wav"];
const TRACKS = ["audio.vtt", "transcript.vtt"];

export const hasAudio = names => SOUNDS.some(name => names.includes(name)) || TRACKS.some(name => names.includes(name));

export async function audioView(job, names, signal) {
  const path = name => `/v1/jobs/${job.id}/artifacts/${name}`;
  const sound = SOUNDS.find(name => names.includes(name)), track = TRACKS.find(name => names.includes(name));
  const player = el("audio", { controls: true, preload: "metadata", "aria-label": `Sound of ${job.fileName}` });
  if (sound) player.src = await address(path(sound), signal);
  if (player.src.startsWith("blob:")) signal.addEventListener("abort", () => URL.revokeObjectURL(player.src));
  const cues = track ? parseVtt(await text(path(track), signal)) : [];
  const chapters = names.includes("chapters.json") ? (await get(path("chapters.json"), signal)).chapters : [];
  const seek = seconds => { player.currentTime = seconds; player.play().catch(() => {}); };

  const lines = cues.map(cue => el("button.cue", { type: "button", onclick: () => seek(cue.start) }, el("time", clock(cue.start)), el("span", cue.text)));
  const marks = chapters.map(chapter => el("button.chapter", { type: "button", onclick: () => seek(chapter.start) }, el("span", chapter.title), el("time", clock(chapter.start))));
  player.addEventListener("timeupdate", () => {
    light(lines, cues, player.currentTime, true);
    light(marks, chapters, player.currentTime, false);
  });
  return el("div.listen", sound ? player : el("p.empty", "The transcript of the sound."),
    chapters.length > 0 && el("section", el("h2", "Chapters"), el("div.chapters", marks)),
    cues.length > 0 && el("section", el("h2", "Text"), el("div.cues", lines)));
}

function light(elements, spans, now, scroll) {
  let at = -1;
  spans.forEach((span, index) => { if (span.start <= now + 0.05) at = index; });
  elements.forEach((element, index) => {
    const isNow = index === at;
    if (element.classList.contains("lit") === isNow) return;
    element.classList.toggle("lit", isNow);
    isNow ? element.setAttribute("aria-current", "true") : element.removeAttribute("aria-current");
    if (isNow && scroll) element.scrollIntoView({ block: "nearest" });
  });
}

const seconds = stamp => stamp.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);

function parseVtt(source) {
  return source.replaceAll("\r", "").split("\n\n").flatMap(part => {
    const lines = part.split("\n"), at = lines.findIndex(line => line.includes("-->"));
    if (at < 0) return [];
    const start = seconds(lines[at].split("-->")[0].trim());
    const words = lines.slice(at + 1).join(" ").replace(/<[^>]*>/g, "").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
    return [{ start, text: words }];
  });
}
