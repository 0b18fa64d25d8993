// Sound with its chapters, and the text that follows it.
import { address, get, text } from "./api.js";
import { clock, el, plural } from "./dom.js";

const SOUNDS = ["audio.mp3", "audio.m4b", "audio.opus", "audio.wav"];
const TRACKS = ["audio.vtt", "transcript.vtt"];

export const hasAudio = names => SOUNDS.some(name => names.includes(name)) || TRACKS.some(name => names.includes(name));

/** Plays what is spoken already, one passage after the other, while the rest is still spoken. */
export class LiveAudio {
  #job; #signal;
  #ready = 0;
  #at = 0;
  #coming = 0;
  #isWaiting = true;
  // What the listener wants: a player is paused by itself at the end of each passage.
  #isPlaying = false;
  #isOver = false;

  constructor(job, signal) {
    this.#job = job;
    this.#signal = signal;
    this.player = el("audio", { controls: true, preload: "auto", "aria-label": `Sound of ${job.fileName} so far` });
    this.state = el("p.empty", { role: "status" });
    this.marks = el("div.chapters");
    this.element = el("div.listen.live", this.player, this.state, this.marks);
    this.player.addEventListener("ended", () => this.#next());
    this.player.addEventListener("play", () => this.#isPlaying = true);
    this.player.addEventListener("pause", () => this.#isPlaying &&= this.player.ended);
    signal.addEventListener("abort", () => this.#forget());
  }

  /** So many passages are there, and these chapters have begun. */
  ready(count, chapters) {
    this.#ready = Math.max(count, this.#ready);
    this.state.textContent = `${plural(this.#ready, "passage")} can be heard; the rest is being spoken.`;
    chapters.slice(this.marks.children.length).forEach(chapter => this.marks.append(el("button.chapter", {
      type: "button", onclick: () => this.#go(chapter.passage),
    }, el("span", chapter.title), el("time", clock(chapter.start)))));
    if (this.#isWaiting) this.#next();
  }

  #go(passage) {
    this.#at = passage - 1;
    this.#isPlaying = true;
    this.#next();
  }

  /** Where it was heard up to, for whoever goes on with the whole. */
  stop() {
    this.#isOver = true;
    const heard = { part: this.#coming || this.#at, time: this.#coming ? 0 : this.player.currentTime, isPlaying: this.#isPlaying };
    this.player.pause();
    return heard;
  }

  async #next() {
    this.#isWaiting = this.#at >= this.#ready;
    if (this.#isWaiting) return;
    const part = this.#coming = this.#at + 1;
    try {
      const source = await address(`/v1/jobs/${this.#job.id}/audio/${part}`, this.#signal);
      // The whole is there meanwhile, or another passage was asked for.
      if (this.#isOver || this.#coming !== part) return;
      this.#coming = 0;
      this.#at = part;
      this.#forget();
      this.player.src = source;
      if (this.#isPlaying) this.player.play().catch(() => {});
    } catch {
      if (this.#coming !== part) return;
      // Asked for again with the next word of the job.
      this.#coming = 0;
      this.#isWaiting = true;
    }
  }

  #forget() {
    if (this.player.src.startsWith("blob:")) URL.revokeObjectURL(this.player.src);
  }
}

/** Seconds from the start of the whole to that of a passage. */
function startOf(recording, part) {
  const before = (recording.parts ?? []).slice(0, Math.max(0, part - 1));
  return before.reduce((frames, one) => frames + one.frames + one.silenceAfter, 0) / (recording.sampleRate || 1);
}

export async function audioView(job, names, signal, live) {
  const path = name => `/v1/jobs/${job.id}/artifacts/${name}`;
  const sound = SOUNDS.find(name => names.includes(name)), track = TRACKS.find(name => names.includes(name));
  const player = el("audio", { controls: true, preload: "metadata", "aria-label": `Sound of ${job.fileName}` });
  if (sound) player.src = await address(path(sound), signal);
  if (player.src.startsWith("blob:")) signal.addEventListener("abort", () => URL.revokeObjectURL(player.src));
  const cues = track ? parseVtt(await text(path(track), signal)) : [];
  const recording = names.includes("chapters.json") ? await get(path("chapters.json"), signal) : {};
  const chapters = recording.chapters ?? [];
  const seek = seconds => { player.currentTime = seconds; player.play().catch(() => {}); };

  const heard = live?.stop();
  if (heard?.part > 0) {
    player.addEventListener("loadedmetadata", () => {
      player.currentTime = startOf(recording, heard.part) + heard.time;
      if (heard.isPlaying) player.play().catch(() => {});
    }, { once: true });
  }

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
