// The API as the page uses it: the same calls as anybody's, with the key of this tab.

const KEY = "api-key";
let askForKey = () => {};

export const key = {
  get: () => sessionStorage.getItem(KEY),
  set: value => value ? sessionStorage.setItem(KEY, value) : sessionStorage.removeItem(KEY),
};

/** What to do where the API wants a key, or another one. */
export const onKeyWanted = ask => { askForKey = ask; };

/** An Idempotency-Key; randomUUID is there in secure contexts only. */
export const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, "0")).join("");

/** A refusal, in the API's own words. */
export class Problem extends Error {
  constructor(status, body) {
    super(body?.detail ?? body?.title ?? `The service answered ${status}.`);
    this.status = status;
    this.code = body?.code ?? "unknown";
    this.retryable = body?.retryable ?? status >= 500;
  }
}

function headers(more) {
  return key.get() ? { "X-Api-Key": key.get(), ...more } : { ...more };
}

async function refuse(status, text) {
  let body = null;
  try { body = JSON.parse(text); } catch { /* not from the API itself */ }
  const problem = new Problem(status, body);
  if (status === 401) askForKey(problem);
  throw problem;
}

export async function request(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { ...options, headers: headers(options.headers) });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem(0, { detail: "The service cannot be reached.", code: "unreachable", retryable: true });
  }
  if (!response.ok) await refuse(response.status, await response.text());
  return response;
}

export const get = async (path, signal) => (await request(path, { signal })).json();
export const text = async (path, signal) => (await request(path, { signal })).text();
export const post = async (path, more) => (await request(path, { method: "POST", headers: more })).json();
export const remove = path => request(path, { method: "DELETE" });

/** Uploads a document; XMLHttpRequest, because fetch does not tell how far it is. */
export function submit(file, pipeline, options, onProgress) {
  const form = new FormData();
  form.append("pipeline", pipeline);
  form.append("options", JSON.stringify(options));
  form.append("file", file, file.name);
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open("POST", "/v1/jobs");
    for (const [name, value] of Object.entries(headers())) call.setRequestHeader(name, value);
    call.upload.onprogress = event => event.lengthComputable && onProgress(event.loaded / event.total);
    call.onerror = () => reject(new Problem(0, { detail: "The upload was cut off.", code: "unreachable", retryable: true }));
    call.onload = () => call.status < 300 ? resolve(JSON.parse(call.responseText))
      : refuse(call.status, call.responseText).catch(reject);
    call.send(form);
  });
}

async function* lines(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      const parts = (rest + value).split("\n");
      rest = parts.pop();
      yield* parts;
    }
    if (rest) yield rest;
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** Objects, a line each. */
export async function* ndjson(path, signal) {
  for await (const line of lines(await request(path, { signal }))) if (line) yield JSON.parse(line);
}

/** Server-sent events; read by fetch, since EventSource sends no key. Connects again where it left off. */
export async function* events(path, signal) {
  let last = null, pause = 500;
  while (!signal.aborted) {
    try {
      const response = await request(path, {
        signal, headers: { Accept: "text/event-stream", ...(last ? { "Last-Event-ID": last } : {}) },
      });
      if (response.status === 204) return;
      let event = {};
      for await (const line of lines(response)) {
        pause = 500;
        if (line === "") {
          if (event.data) {
            last = event.id ?? last;
            yield { name: event.event ?? "message", data: JSON.parse(event.data) };
            if (event.event === "end" || event.event === "gone") return;
          }
          event = {};
        } else {
          const colon = line.indexOf(":");
          if (colon > 0) event[line.slice(0, colon)] = line.slice(colon + 1).trimStart();
        }
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Problem && !error.retryable) throw error;
    }
    await new Promise(done => setTimeout(done, pause));
    pause = Math.min(pause * 2, 10000);
  }
}

/** An address an element can show: with a key the bytes are fetched, since elements send none. */
export async function address(path, signal) {
  if (!key.get()) return path;
  return URL.createObjectURL(await (await request(path, { signal })).blob());
}

/** Saves an artifact as a file. */
export async function download(path, name) {
  const link = document.createElement("a");
  link.href = await address(path);
  link.download = name;
  link.click();
  if (link.href.startsWith("blob:")) setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
