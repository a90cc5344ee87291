/* The service worker: keeps daily pages for when there is no network, and notes that
   could not be sent, each sent once, in order, for the person who wrote them. */
"use strict";

const HOUSE = {{ house }};
const SHELL = `shell-${HOUSE.version}`;
const PAGES = "pages-"; // and whose: only one person's pages are here at a time
const NOBODY = "-";
const MOST_PAGES = 60;
const HALF_A_DAY = 12 * 3600 * 1000;
const PAGE_PATIENCE = 10_000; // with a kept page at hand
const SEND_PATIENCE = 20_000;
const MOST_FAILURES = 5;
const NOT_REALLY_THERE = new Set([408, 425, 429, 502, 503, 504]);
const MOST_LETTERS = 30_000;

let turn = 1; // grows when pages are wiped: what was asked before is not kept after
let running = null;
const keptSince = new Map(); // pages shown from here, and when they were fetched

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("sync", (event) => event.waitUntil(replayOrThrow()));
self.addEventListener("message", (event) => event.waitUntil(answer(event)));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST" && isPlainForm(request)) {
    event.respondWith(send(request, url));
  } else if (request.method === "GET" && url.pathname.startsWith(HOUSE.files)) {
    event.respondWith(file(request));
  } else if (request.method === "GET" && request.mode === "navigate") {
    event.respondWith(page(request, event));
  }
});

async function install() {
  const shell = await caches.open(SHELL);
  await shell.addAll(HOUSE.shell);
  await self.skipWaiting();
}

async function activate() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("shell-") && name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/* --- pages: the network first, else what is kept --------------------------------- */

async function file(request) {
  return (await caches.match(request)) || fetch(request);
}

async function page(request, event) {
  if (await leaves()) await replay();
  const now = turn;
  const kept = await find(request.url);
  try {
    const got = await inTime(kept ? PAGE_PATIENCE : 0, (signal) =>
      fetch(request, { signal }),
    );
    if (kept && NOT_REALLY_THERE.has(got.status)) throw new Error("not there");
    keptSince.delete(plain(request.url));
    event.waitUntil(keep(request.url, got.clone(), now));
    return got;
  } catch {
    if (!kept) return caches.match(HOUSE.none);
    keptSince.set(plain(request.url), kept.headers.get("date"));
    return kept;
  }
}

async function find(url) {
  for (const name of await caches.keys()) {
    if (!name.startsWith(PAGES)) continue;
    const cache = await caches.open(name);
    const kept = await cache.match(plain(url), { ignoreVary: true });
    if (kept) return kept;
  }
  return undefined;
}

async function keep(url, got, asked) {
  const whose = got.headers.get(HOUSE.whose);
  const now = whose === null ? 0 : await itIs(whose, asked);
  if (!now) return;
  const html = (got.headers.get("content-type") || "").startsWith("text/html");
  const secret = (got.headers.get("cache-control") || "").includes("no-store");
  if (whose === NOBODY || got.status !== 200 || !html || secret || !isDaily(url)) return;
  const cache = await caches.open(PAGES + whose);
  await cache.put(plain(url), got);
  const all = await cache.keys();
  const old = all.slice(0, Math.max(0, all.length - MOST_PAGES));
  await Promise.all(old.map((one) => cache.delete(one)));
  if (now !== turn) await caches.delete(PAGES + whose);
}

/** Note whose phone it is now, one answer after the other. An answer that was asked for
    before somebody else came is too old to say so: 0, else the turn it is now. */
function itIs(whose, asked) {
  return navigator.locks.request("whose", async () => {
    if (asked !== turn) return 0;
    if (whose === (await fact("whose"))) return turn;
    await wipe();
    await state({ whose });
    return turn;
  });
}

/** Empty everything kept, in turn with those who say whose phone it is. */
const forget = () => navigator.locks.request("whose", wipe);

async function wipe() {
  turn += 1;
  await state({ whose: NOBODY, warm: null });
  const names = (await caches.keys()).filter((name) => name.startsWith(PAGES));
  await Promise.all(names.map((name) => caches.delete(name)));
}

/** Fetch the daily pages of who is here, once in half a day, so that opening the app
    is enough to have them. */
async function warm() {
  for (let tries = 0; tries < MOST_FAILURES; tries += 1) if (await warmed()) return;
}

/** Whether it is done; not, when somebody else came meanwhile. */
async function warmed() {
  const before = await fact("warm");
  const fresh = before && Date.now() - before.at < HALF_A_DAY;
  if (fresh && before.whose === (await fact("whose"))) return true;
  const asked = turn;
  const ticket = await getTicket();
  const now = await itIs(ticket.whose, asked);
  if (!now) return false;
  if (ticket.whose === NOBODY) return true;
  await (await caches.open(SHELL)).add(HOUSE.none);
  for (const path of ticket.pages) {
    const url = new URL(path, location.origin).href;
    const got = await fetch(url, { headers: { [HOUSE.warm]: "1" } });
    if (!got.redirected) await keep(url, got, now);
  }
  if (now !== turn) return false;
  await state({ warm: { whose: ticket.whose, at: Date.now() } });
  return true;
}

/** Keep a page that was opened before this worker was there to see it. */
async function keepOpened(url) {
  if (!isDaily(url) || (await find(url))) return;
  const now = turn;
  const got = await fetch(plain(url), { headers: { [HOUSE.warm]: "1" } });
  if (!got.redirected) await keep(url, got, now);
}

/** Fetch kept pages again after a deed on them, so that they do not show what was. */
async function refresh(pages) {
  const now = turn;
  const bare = pages.map((page) => page.split("?")[0]);
  for (const path of new Set([...pages, ...bare])) {
    const url = new URL(path, location.origin).href;
    if (!(await find(url))) continue;
    const got = await fetch(url, { headers: { [HOUSE.warm]: "1" } }).catch(() => null);
    if (got && !got.redirected) await keep(url, got, now);
  }
}

function isDaily(url) {
  const { pathname } = new URL(url);
  return HOUSE.daily.some((path) =>
    path.endsWith("*") ? pathname.startsWith(path.slice(0, -1)) : pathname === path,
  );
}

/** One address: without what is beneath a heading, "?in" and "?in=" alike. */
function plain(url) {
  const { origin, pathname, search } = new URL(url);
  const asked = new URLSearchParams(search);
  return origin + pathname + (asked.size ? `?${asked}` : "");
}

/* --- forms: sent now, or noted and sent later -------------------------------------- */

function isPlainForm(request) {
  const type = request.headers.get("content-type") || "";
  return type.startsWith("application/x-www-form-urlencoded");
}

async function send(request, url) {
  const typed = new URLSearchParams(await request.clone().text());
  const told = JSON.parse(typed.get("offline") || "null");
  const isLeaving = url.pathname === HOUSE.leave;
  if (told === null && !isLeaving) return fetch(request);
  const note = await noteOf(request, typed, told || { name: "leave", page: HOUSE.none });
  if (isLeaving) await forget();
  if (await mayGoFirst(note)) {
    try {
      return await sendNow(request, typed, note);
    } catch {
      // No network, or it broke off half-way: the same key makes a second time harmless.
    }
  }
  await add(note);
  if (note.mends) await drop(note.mends); // what was typed stands in the new note
  self.registration.sync?.register("replay").catch(() => {});
  await tell();
  if (request.headers.get("HX-Request")) {
    return new Response(null, { status: 204, headers: { "HX-Redirect": after(note) } });
  }
  return Response.redirect(new URL(after(note), location.origin).href, 303);
}

const after = (note) => (note.name === "leave" ? note.page : `${note.page}#kept`);

/** What waits goes first; a note goes now only when nothing is left before it. */
async function mayGoFirst(note) {
  const mine = (notes) => notes.some((one) => !one.refused && one.whose === note.whose);
  if (!mine(await list())) return true;
  await replay();
  return !mine(await list());
}

async function sendNow(request, typed, note) {
  typed.delete("offline");
  const ask = () =>
    inTime(SEND_PATIENCE, (signal) =>
      fetch(request.url, {
        method: "POST",
        body: typed,
        redirect: request.redirect,
        referrer: request.referrer,
        headers: htmxHeaders(request),
        signal,
      }),
    );
  let got = await ask();
  if (got.status === 403 && note.name !== "leave") {
    typed.set("csrfmiddlewaretoken", (await getTicket()).token); // from a kept page
    got = await ask();
  }
  if (NOT_REALLY_THERE.has(got.status)) throw new Error("not there");
  const isDone = got.type === "opaqueredirect" || got.ok;
  if (note.mends && isDone) await drop(note.mends);
  if (isDone && note.name !== "leave") refresh([note.page]);
  return got;
}

function htmxHeaders(request) {
  const found = [...request.headers].filter(([name]) => name.startsWith("hx-"));
  return Object.fromEntries([["Accept", "text/html"], ...found]);
}

async function noteOf(request, typed, told) {
  const fields = [...typed].filter(
    ([name]) => name !== "csrfmiddlewaretoken" && name !== "offline",
  );
  const { pathname, search } = new URL(request.url);
  const action = pathname + search;
  const whose = (await fact("whose")) || NOBODY;
  const sent = typed.get("key") || JSON.stringify([action, fields]);
  const key = `${whose} ${sent}`;
  return { ...told, key, whose, action, fields, at: Date.now(), failures: 0 };
}

/* --- sending what waits -------------------------------------------------------------- */

function replay() {
  running ??= navigator.locks.request("replay", sendAll).finally(() => {
    running = null;
  });
  return running;
}

async function replayOrThrow() {
  await replay();
  if (await has((note) => !note.refused)) throw new Error("some still wait");
}

async function sendAll() {
  try {
    const waiting = (await list()).filter((note) => !note.refused);
    let ticket = waiting.length ? await getTicket() : null;
    const sent = [];
    for (const note of waiting) {
      if (note.whose !== ticket.whose) {
        if (note.name === "leave") await drop(note.id); // signed out already
        continue;
      }
      let got = await post(note, ticket.token);
      if (got.status === 403) {
        ticket = await getTicket();
        got = await post(note, ticket.token);
      }
      if (!(await settle(note, got))) break;
      sent.push(note.page);
    }
    if (sent.length) await refresh(sent);
  } catch {
    // No network yet: everything stays where it is.
  }
  await tell();
}

async function post(note, token) {
  const body = new URLSearchParams(note.fields);
  body.set("csrfmiddlewaretoken", token);
  const headers = { [HOUSE.replay]: "1", Accept: "text/html" };
  return inTime(SEND_PATIENCE, (signal) =>
    fetch(note.action, { method: "POST", body, headers, redirect: "manual", signal }),
  );
}

/** Write down how a note fared; whether the next may go. */
async function settle(note, got) {
  const isOurs = got.headers.get(HOUSE.replay) !== null;
  if (!isOurs || got.status === 401 || NOT_REALLY_THERE.has(got.status)) return false;
  if (got.status < 400) {
    await drop(note.id);
    if (note.name === "leave") await forget();
    return true;
  }
  if (got.status >= 500 && note.failures + 1 < MOST_FAILURES) {
    await put({ ...note, failures: note.failures + 1 });
    return false;
  }
  const html = mainOf(await got.text());
  await put({ ...note, refused: { status: got.status, at: Date.now(), html } });
  return true;
}

function mainOf(html) {
  const from = html.indexOf("<main");
  return html.slice(Math.max(0, from), html.indexOf("</main>")).slice(0, MOST_LETTERS);
}

async function getTicket() {
  const got = await inTime(SEND_PATIENCE, (signal) =>
    fetch(HOUSE.ticket, { cache: "no-store", redirect: "error", signal }),
  );
  if (!got.ok) throw new Error("no ticket");
  return got.json();
}

async function inTime(patience, ask) {
  const stop = new AbortController();
  const timer = patience ? setTimeout(() => stop.abort(), patience) : 0;
  try {
    return await ask(stop.signal);
  } finally {
    clearTimeout(timer);
  }
}

const leaves = () => has((note) => note.name === "leave");

/* --- what pages ask ------------------------------------------------------------------ */

async function answer({ data, ports, source }) {
  const [port] = ports;
  if (data.do === "opened") await self.clients.claim(); // also a page that came meanwhile
  if (data.do === "opened") await keepOpened(data.url).then(warm).catch(() => {});
  if (data.do === "send") await replay();
  if (data.do === "drop") await drop(data.id).then(tell);
  port?.postMessage(await standing(data.url || source?.url));
}

async function standing(url) {
  const whose = (await fact("whose")) || NOBODY;
  const notes = await list();
  const mine = notes.filter((note) => note.whose === whose);
  return {
    mine,
    waiting: mine.filter((note) => !note.refused).length,
    refused: mine.filter((note) => note.refused).length,
    others: notes.length - mine.length,
    keptSince: keptSince.get(plain(url || "")) || null,
  };
}

async function tell() {
  const open = await self.clients.matchAll({ includeUncontrolled: true });
  for (const one of open) one.postMessage(await standing(one.url));
}

/* --- the notes, on disk ---------------------------------------------------------------- */

let opened = null;

function base() {
  opened ??= new Promise((yes, no) => {
    const asked = indexedDB.open("commonweal", 1);
    asked.onupgradeneeded = () => {
      const notes = asked.result.createObjectStore("notes", {
        keyPath: "id",
        autoIncrement: true,
      });
      notes.createIndex("key", "key", { unique: true });
      asked.result.createObjectStore("facts");
    };
    asked.onsuccess = () => yes(asked.result);
    asked.onerror = () => no(asked.error);
  });
  return opened;
}

async function work(name, mode, deed) {
  const step = (await base()).transaction(name, mode, { durability: "strict" });
  return new Promise((yes, no) => {
    const asked = deed(step.objectStore(name));
    step.oncomplete = () => yes(asked?.result);
    step.onabort = () => no(step.error);
  });
}

const list = () => work("notes", "readonly", (notes) => notes.getAll());
const put = (note) => work("notes", "readwrite", (notes) => notes.put(note));
const drop = (id) => work("notes", "readwrite", (notes) => notes.delete(id));
const fact = (name) => work("facts", "readonly", (facts) => facts.get(name));
const has = async (asked) => (await list()).some(asked);

/** Add a note; pressed twice, it is one. */
async function add(note) {
  if (!(await has((one) => one.key === note.key))) await put(note);
}

async function state(changed) {
  for (const [name, value] of Object.entries(changed)) {
    await work("facts", "readwrite", (facts) => facts.put(value, name));
  }
}
