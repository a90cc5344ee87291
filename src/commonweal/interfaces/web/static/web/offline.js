/* On every page: the app on a phone, and notes that wait for the network.
   Without a service worker (no https, an old browser) nothing here does anything. */
(() => {
  "use strict";
  if (!("serviceWorker" in navigator)) return;
  const { worker } = document.currentScript.dataset;
  const FIRST_PAUSE = 2_000;
  const LONGEST_PAUSE = 300_000;
  const MOST_LETTERS = 200;
  const MENDS = "commonweal-mends";
  const { lang } = document.documentElement;
  const tongue = navigator.language.startsWith(lang) ? navigator.language : lang;
  const SHORTLY = {
    weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit",
  };
  let pause = FIRST_PAUSE;
  let timer = 0;

  async function ask(what) {
    const { active } = await navigator.serviceWorker.ready;
    return new Promise((yes) => {
      const line = new MessageChannel();
      line.port1.onmessage = ({ data }) => yes(data);
      active.postMessage({ url: location.href, ...what }, [line.port2]);
    });
  }

  const told = async (what) => show(await ask(what));

  /* --- what stands on top of the page ---------------------------------------------- */

  function show(standing) {
    say("waiting", standing.waiting);
    say("refused", standing.refused);
    say("others", standing.others);
    const all = standing.waiting + standing.refused + standing.others;
    reveal("waits", all > 0);
    document.getElementById("waits")?.setAttribute("data-notes", all);
    const here = standing.mine.filter((note) => !note.refused && note.page === pageOf(location));
    reveal("kept", here.length > 0);
    document.querySelector("#kept ul")?.replaceChildren(...here.map(inOneLine).map(asLine));
    const since = document.getElementById("kept-since");
    if (since && standing.keptSince) {
      const at = new Date(standing.keptSince);
      since.querySelector("time").textContent = at.toLocaleString(tongue, SHORTLY);
      since.hidden = false;
      document.getElementById("messages")?.remove(); // said when it was fetched
    }
    if (document.getElementById("notes")) list(standing);
    if (standing.waiting) navigator.storage?.persist?.(); // a full phone must not tidy it
    if (!standing.waiting) pause = FIRST_PAUSE;
    else if (!timer) tryLater();
  }

  function tryLater() {
    timer = setTimeout(() => {
      timer = 0;
      told({ do: "send" });
    }, pause);
    pause = Math.min(2 * pause, LONGEST_PAUSE);
  }

  const inOneLine = ({ what, said }) =>
    [what, ...said.map(([, value]) => value)].filter(Boolean).join(" · ");

  function say(what, n) {
    for (const line of document.querySelectorAll(`[data-says="${what}"]`)) {
      line.hidden = n === 0;
      line.textContent = n === 1 ? line.dataset.one : line.dataset.many.replace("2", n);
    }
  }

  function reveal(id, isShown) {
    const part = document.getElementById(id);
    if (part) part.hidden = !isShown;
  }

  function again() {
    pause = FIRST_PAUSE;
    told({ do: "send" });
  }

  /* --- forms that may wait ------------------------------------------------------------ */

  const mayWait = (form) =>
    form instanceof HTMLFormElement && form.matches("form[data-offline]");

  /** A page from the cache may be sent many times: each time it is opened, and each time
      something else is typed, is a new note. The same typed twice stays one. */
  function renew(form) {
    const key = form.elements.namedItem("key");
    if (!(key instanceof HTMLInputElement)) return;
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const fresh = Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
    const part = key.value.indexOf(":");
    key.value = fresh + (part < 0 ? "" : key.value.slice(part));
  }

  function typedIn(form, button) {
    const typed = [...new FormData(form)].filter(
      ([name]) => !["key", "offline", "csrfmiddlewaretoken"].includes(name),
    );
    if (button?.name) typed.push([button.name, button.value]);
    return JSON.stringify(typed);
  }

  /** Where the form stands, without what was said after the note before it. */
  function pageOf({ pathname, search }) {
    const asked = new URLSearchParams(search);
    asked.delete("noted");
    return asked.size ? `${pathname}?${asked}` : pathname;
  }

  const plain = (text) => (text || "").replace(/\s+/g, " ").trim().slice(0, MOST_LETTERS);

  function nameOf(control) {
    if (control.ariaLabel) return control.ariaLabel;
    const label = control.labels?.[0]?.cloneNode(true);
    label?.querySelectorAll("select, input, .help").forEach((one) => one.remove());
    return label?.textContent;
  }

  function saidIn(form) {
    const said = [];
    for (const control of form.elements) {
      if (!control.name || control.type === "hidden" || control.tagName === "BUTTON") continue;
      if (["checkbox", "radio"].includes(control.type)) {
        const group = control.closest("fieldset")?.querySelector("legend")?.textContent;
        if (control.checked) said.push([plain(group), plain(nameOf(control))]);
      } else if (control.value) {
        const shown = control.selectedOptions?.[0]?.text ?? control.value;
        said.push([plain(nameOf(control)), plain(shown)]);
      }
    }
    return said;
  }

  document.addEventListener(
    "submit",
    ({ target: form, submitter }) => {
      if (!mayWait(form) || !navigator.serviceWorker.controller) return;
      const typed = typedIn(form, submitter);
      if (form.dataset.sent && form.dataset.sent !== typed) renew(form);
      form.dataset.sent = typed;
      const note = {
        name: form.dataset.offline,
        page: pageOf(location),
        title: plain(document.querySelector("h1")?.textContent),
        what: plain(submitter?.textContent),
        said: saidIn(form),
        mends: Number(form.dataset.mends) || undefined,
      };
      if (note.mends) sessionStorage.setItem(MENDS, note.mends);
      hidden(form, "offline").value = JSON.stringify(note);
    },
    true,
  );

  function hidden(form, name) {
    let field = form.querySelector(`input[type="hidden"][name="${name}"]`);
    if (!field) {
      field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      form.append(field);
    }
    return field;
  }

  /* --- mending what was refused ----------------------------------------------------------- */

  async function mend() {
    const asked = location.hash.match(/^#mend-(\d+)$/)?.[1];
    const sent = sessionStorage.getItem(MENDS); // and it was refused once more
    sessionStorage.removeItem(MENDS);
    const id = Number(asked || (document.querySelector(".problems") && sent));
    if (!id) return;
    const note = (await ask({ do: "look" })).mine.find((one) => one.id === id);
    const form = note && [...document.forms].find((one) => mayWait(one) && leadsTo(one, note));
    if (!form) return;
    form.dataset.mends = id;
    if (asked) fill(form, note.fields);
  }

  function leadsTo(form, note) {
    const address = form.getAttribute("action") || location.href;
    return new URL(address, location.href).pathname === note.action.split("?")[0];
  }

  function fill(form, fields) {
    const left = new Map();
    for (const [name, value] of fields) left.set(name, [...(left.get(name) || []), value]);
    for (const control of form.elements) {
      if (!left.has(control.name) || control.type === "hidden") continue;
      if (["checkbox", "radio"].includes(control.type)) {
        control.checked = left.get(control.name).includes(control.value);
      } else if (control.tagName !== "BUTTON") {
        control.value = left.get(control.name).shift() ?? "";
      }
    }
    form.scrollIntoView();
  }

  /* --- the page that lists them --------------------------------------------------------------- */

  function list({ mine, waiting }) {
    const place = document.getElementById("notes");
    const lines = mine.filter((note) => note.name !== "leave").map(written);
    place.replaceChildren(...lines);
    reveal("no-worker", false);
    reveal("none", mine.length === 0);
    reveal("send-now", waiting > 0);
  }

  function written(note) {
    const line = document.getElementById("note").content.cloneNode(true);
    const part = (name) => line.querySelector(`[data-part="${name}"]`);
    part("title").textContent = note.title;
    part("what").textContent = note.what;
    part("at").textContent = new Date(note.at).toLocaleString(tongue, SHORTLY);
    part(note.refused ? "waits" : "refused").remove();
    if (note.refused) {
      part("words").replaceChildren(...wordsOf(note.refused.html).map(asLine));
    }
    part("said").replaceChildren(
      ...note.said.map(([name, value]) => asLine(name ? `${name}: ${value}` : value)),
    );
    part("mend").href = `${note.page}#mend-${note.id}`;
    part("drop").addEventListener("click", () => told({ do: "drop", id: note.id }));
    return line;
  }

  function wordsOf(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const said = (where) =>
      [...page.querySelectorAll(where)].map((one) => plain(one.textContent));
    const found = said(".problems li, .notice.warn, .errorlist li");
    const words = found.length ? found : said("h1, h1 ~ p, .page-head p");
    return [...new Set(words.filter(Boolean))];
  }

  function asLine(text) {
    const line = document.createElement("li");
    line.textContent = text;
    return line;
  }

  /* --- begin ------------------------------------------------------------------------------------- */

  navigator.serviceWorker.register(worker).catch(() => {});
  navigator.serviceWorker.addEventListener("message", ({ data }) => show(data));
  document.querySelectorAll("form[data-offline]").forEach(renew);
  document.getElementById("send-now")?.addEventListener("click", again);
  addEventListener("online", again);
  document.addEventListener("visibilitychange", () => document.hidden || again());
  ask({ do: "send" })
    .then(show)
    .then(mend)
    .then(() => ask({ do: "opened" }))
    .catch(() => {});
})();
