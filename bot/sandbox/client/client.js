// The page's hands: what a person clicks and types is sent as they did it; what they see is asked for again when it changes.
"use strict";

const me = document.body.dataset.me;
const said = JSON.parse(document.body.dataset.said);
const place = document.body.dataset.place;
const scroll = document.querySelector("main .scroll");
const log = document.querySelector(".messages");
const heard = document.querySelector("[data-heard]");
const dialog = document.querySelector("dialog");
const toast = document.querySelector(".toast");
const gone = document.querySelector(".gone");
const LONGEST = 60_000;
const AT_REST = 4; // pixels

async function send(path, options) {
  try {
    const answer = await fetch(path, { method: "POST", signal: AbortSignal.timeout(LONGEST), ...options });
    return await answer.json();
  } catch {
    if (gone.hidden) waitForReturn();
    return { ok: false, isGone: true };
  }
}

async function waitForReturn() {
  gone.hidden = false;
  for (;;) {
    await new Promise((later) => setTimeout(later, 1000));
    try { await fetch(location, { method: "HEAD" }); location.reload(); return; } catch { /* not yet */ } // the page anew: what it knew may be no more
  }
}

function post(path, wish) {
  return send(path, { headers: { "Content-Type": "application/json" }, body: JSON.stringify(wish) });
}

async function act(name, wish) {
  toast.textContent = said.working;
  const done = await post(`/people/${me}/${name}`, wish);
  toast.textContent = done.ok || done.isGone ? "" : said.no_answer + done.error;
  return done;
}

// --- what is seen ---------------------------------------------------------------------------------------------------

function atBottom() {
  return !scroll || scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
}

function showMessages(shown) {
  const stick = atBottom();
  const wanted = new Set(shown.order);
  for (const old of [...log.children]) if (!wanted.has(old.dataset.key)) old.remove();
  let before = null;
  for (const key of shown.order) {
    let item = document.getElementById(`m${key}`);
    const html = shown.changed[key];
    if (html) {
      const fresh = document.createElement("template");
      fresh.innerHTML = html;
      const next = fresh.content.firstElementChild;
      if (!item || next.matches(".private")) announce(next);
      if (item) item.replaceWith(next);
      item = next;
      if (!item.isConnected) before ? before.after(item) : log.prepend(item);
    }
    before = item;
  }
  if (stick) toBottom();
}

// What a screen reader says: each new message once, not a whole board again because one line of it changed.
function announce(item) {
  const words = [...item.querySelectorAll(".only, .block:not(.actions)")].map((each) => each.textContent.trim()).join(" ");
  const said = Object.assign(document.createElement("p"), { textContent: `${item.querySelector("article").ariaLabel}: ${words.slice(0, 300)}` });
  heard.append(said);
  while (heard.children.length > 5) heard.firstElementChild.remove();
}

function toBottom() {
  const end = () => log?.lastElementChild?.scrollIntoView({ block: "end" });
  requestAnimationFrame(() => { end(); requestAnimationFrame(end); }); // twice: what was not drawn yet has no height
}

const EXTERNAL = "[data-kind=external_select], [data-kind=multi_external_select]";

function entered(form) {
  const values = [];
  for (const field of form.querySelectorAll(".input [data-action]")) {
    if (field.matches(EXTERNAL)) continue;
    values.push({ block_id: field.dataset.block, action_id: field.dataset.action, value: valueOf(field) });
  }
  return values;
}

function valueOf(field) {
  switch (field.dataset.kind) {
    case "checkboxes": return [...field.querySelectorAll("input:checked")].map((each) => each.value);
    case "radio_buttons": return field.querySelector("input:checked")?.value ?? null;
    case "multi_static_select": return [...field.selectedOptions].map((each) => each.value);
    case "datetimepicker": return field.value ? Date.parse(`${field.value}:00+09:00`) / 1000 : null;
    default: return field.value || null;
  }
}

let used = null; // what was used last, and what was in use before the first form opened
let origin = null;

function showModal(html) {
  const before = dialog.querySelector("form");
  if (!html) { if (dialog.open) { dialog.close(); document.body.append(toast); dialog.innerHTML = ""; regain(origin); } return; }
  const typed = before ? entered(before) : [];
  const focused = dialog.contains(document.activeElement) ? whereIs(document.activeElement) : null;
  const top = dialog.querySelector(".body")?.scrollTop ?? 0;
  const oldView = before?.dataset.view;
  const begun = beginning(dialog.querySelector(`:is(${EXTERNAL}):focus`));
  dialog.innerHTML = html;
  dialog.append(toast); // what is said while a form covers the rest
  const form = dialog.querySelector("form");
  if (form.dataset.view === oldView) {
    for (const each of typed) put(form, each);
    dialog.querySelector(".body").scrollTop = top;
  }
  if (!dialog.open) { origin = whereIs(document.activeElement) ?? used; dialog.showModal(); }
  const body = dialog.querySelector(".body");
  if (!body.querySelector(STOPS)) body.tabIndex = 0; // a long text is scrolled by key
  const wrong = form.querySelector("[data-invalid]");
  const same = form.dataset.view === oldView && focused ? twinOf(focused) : null;
  const first = body.querySelector("input, select, textarea, button") ?? form.querySelector("footer button");
  const target = wrong ?? same ?? first;
  (target.matches(".choices") ? target.querySelector("input:checked, input") : target).focus();
  if (wrong) wrong.closest(".input").scrollIntoView({ block: "nearest" }); // with its error below it
  if (begun?.value && same?.matches(EXTERNAL)) goOnTyping(same, begun);
}

// What is being typed to find something is no answer yet, and goes on when the form is drawn anew.
const beginning = (field) => field && { value: field.value, offers: field.offers, query: field.query, options: [...field.list.options] };

function goOnTyping(field, { options, ...begun }) {
  Object.assign(field, begun);
  field.list.replaceChildren(...options);
  field.addEventListener("blur", () => { if (field.value) choose(field); }, { once: true }); // no change is told of it
}

function put(form, { block_id, action_id, value }) {
  const field = [...form.querySelectorAll(".input [data-action]")].find((each) => each.dataset.block === block_id && each.dataset.action === action_id);
  if (!field || value === null) return;
  if (field.dataset.kind === "plain_text_input" || field.dataset.kind === "number_input") field.value = value;
  else if (field.matches(".choices")) for (const box of field.querySelectorAll("input")) box.checked = [].concat(value).includes(box.value);
  else if (field.matches("select")) for (const option of field.options) option.selected = [].concat(value).includes(option.value);
}

function markUnread() {
  for (const link of document.querySelectorAll(".sidebar [data-last]")) {
    const key = `seen:${me}:${link.dataset.place}`;
    if (link.dataset.place === place && !document.hidden) localStorage.setItem(key, link.dataset.last);
    const isNew = link.dataset.last > (localStorage.getItem(key) ?? "");
    link.classList.toggle("has-unread", isNew);
    link.querySelector(".unread").hidden = !isNew;
  }
}

function showRegions(regions) {
  const { modal, ...others } = regions; // the form last: what it covers is drawn before the focus goes back to it
  for (const [name, html] of Object.entries({ ...others, modal })) {
    const region = document.querySelector(`[data-region="${name}"]`);
    if (!region || region.lastHtml === html) continue;
    region.lastHtml = html;
    if (name === "modal") { showModal(html); continue; }
    region.innerHTML = html;
  }
  markUnread();
}

let release = () => {};
let released = Promise.resolve();
let pressed = null;
document.addEventListener("pointerdown", (event) => {
  release();
  const button = event.target.closest("button, a");
  pressed = button && { button, x: event.clientX, y: event.clientY };
  if (button) released = new Promise((let_go) => { release = let_go; });
});
document.addEventListener("pointerup", (event) => {
  const { button, x, y } = pressed ?? {};
  pressed = null;
  if (!button || button.contains(event.target)) return; // the browser clicks
  if (Math.hypot(event.clientX - x, event.clientY - y) < AT_REST) button.click(); // the page moved, and not the hand
});
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => setTimeout(release));

async function watch() {
  let after = Number(document.body.dataset.seq);
  showRegions({ modal: dialog.innerHTML.trim() });
  toBottom();
  for (;;) {
    const have = Object.fromEntries([...(log?.children ?? [])].map((each) => [each.dataset.key, each.dataset.hash]));
    const seen = await post("/screen", { as: me, in: place, after, wait: 25, have });
    await released; // a button that is replaced between press and release is never clicked
    if (seen.isGone) { await new Promise((later) => setTimeout(later, 1000)); continue; }
    after = seen.seq;
    const held = whereIs(document.activeElement);
    if (log) showMessages(seen.messages);
    showRegions(seen.regions);
    if (held) regain(used && isSame(held, used) ? used : held); // what was used knows what was there before its answer
  }
}

// --- what is done ---------------------------------------------------------------------------------------------------

function target(element) {
  const view = element.closest("[data-view]");
  if (view) return "home" in view.dataset ? { home: true } : { view: view.dataset.view };
  const reply = element.closest("[data-ts]");
  return { message: reply.dataset.ts };
}

async function use(element, value, typed) {
  const form = element.closest("form[data-view]");
  if (form) await post(`/people/${me}/enter`, { view: form.dataset.view, values: entered(form) });
  await act("click", { ...target(element), block_id: element.dataset.block, action_id: element.dataset.action, value, typed });
}

// A button at work is not disabled: the focus stays on it.
const isBusy = (button) => button.getAttribute("aria-disabled") === "true";

function setBusy(button, busy) {
  for (const name of ["aria-disabled", "aria-busy"]) busy ? button.setAttribute(name, "true") : button.removeAttribute(name);
}

const closing = new Set();

async function closeView(view) {
  if (closing.has(view)) return;
  closing.add(view); // a second Escape is none
  if (!(await act("close", { view })).ok) closing.delete(view);
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const { action, clock, thread, deleteFile, confirm: question } = button.dataset;
  if ("close" in button.dataset) return closeView(button.closest("form").dataset.view);
  if (clock) return post("/clock", JSON.parse(clock));
  if (deleteFile) return act("delete_file", { file: deleteFile });
  if (thread) { const words = prompt(said.reply); return words && act("say", { channel: place, text: words, thread }); }
  if (!action || isBusy(button) || (question && !window.confirm(question))) return;
  used = whereIs(button);
  setBusy(button, true);
  try { await use(button, button.value || null); } finally { setBusy(button, false); }
});

let browsed = null; // a menu of a message that is gone through by key: it acts on Enter alone

document.addEventListener("keydown", (event) => {
  const menu = event.target.matches("select[data-dispatch]") && !event.target.closest(".input") ? event.target : null;
  if (event.key !== "Enter") { browsed = event.key === " " ? null : menu; return; }
  if (menu && menu === browsed) { event.preventDefault(); browsed = null; use(menu, valueOf(menu)); }
});
document.addEventListener("pointerdown", () => { browsed = null; });

document.addEventListener("change", async (event) => {
  const field = event.target.closest("[data-action][data-kind]");
  if (event.target.type === "file") { await upload(event.target.files[0]); event.target.value = ""; return; }
  if (event.target.matches(".picked input")) return enter(event.target.closest(".picked").nextElementSibling);
  if (!field || field.dataset.kind === "button") return;
  if (field.matches(EXTERNAL)) return choose(field);
  if ("dispatch" in field.dataset && field.dataset.kind !== "plain_text_input" && field !== browsed) await use(field, valueOf(field));
});

let typing;
document.addEventListener("input", (event) => {
  const field = event.target.closest(EXTERNAL);
  if (field?.value) suggest(field);
});
document.addEventListener("focusin", (event) => {
  const field = event.target.closest(EXTERNAL);
  if (field?.dataset.least === "0" && !field.value) suggest(field);
});

function suggest(field) {
  clearTimeout(typing);
  typing = setTimeout(() => offer(field), 150);
}

async function offer(field) {
  const where = whereIs(field);
  const view = field.closest("[data-view]").dataset.view;
  const found = await post(`/people/${me}/suggest`, { view, block_id: field.dataset.block, action_id: field.dataset.action, typed: field.value });
  if (!field.isConnected) field = twinOf(where); // the form was drawn anew meanwhile, or closed
  const list = field?.list;
  if (!list) return null;
  list.replaceChildren(...(found.options ?? []).map((each) => new Option(each.text.text, each.text.text)));
  const offered = (found.options ?? []).map((each) => [each.text.text, each.value]);
  field.offers = new Map([...(field.offers ?? []), ...offered]); // who was offered once may be chosen
  field.query = found.typed;
  field.setAttribute("aria-expanded", String(list.children.length > 0));
  return field;
}

async function choose(field) {
  const words = field.value;
  if (words && !field.offers?.has(words)) { // typed faster than anybody was offered, or in a form drawn anew
    clearTimeout(typing);
    field = await offer(field);
    if (!field) return;
  }
  const value = field.offers?.get(words) ?? (words || null);
  if (field.dataset.kind === "external_select") return enter(field, value);
  if (!field.offers?.has(words) || pickedBy(field).includes(value)) return void (field.value = "");
  const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: true, value });
  const label = Object.assign(document.createElement("label"), { className: "choice" });
  label.append(box, " ", Object.assign(document.createElement("span"), { textContent: words }));
  field.previousElementSibling.append(label);
  field.value = "";
  return enter(field);
}

const pickedBy = (field) => [...field.previousElementSibling.querySelectorAll("input:checked")].map((each) => each.value);

async function enter(field, value = pickedBy(field)) {
  const view = field.closest("[data-view]").dataset.view;
  if ("dispatch" in field.dataset && value) return use(field, value, field.query);
  const wish = { block_id: field.dataset.block, action_id: field.dataset.action, value, typed: field.query };
  const done = await post(`/people/${me}/enter`, { view, values: [wish] });
  field.setCustomValidity(done.ok || done.isGone ? "" : said.from_the_list);
  field.reportValidity();
}

async function upload(file) {
  if (!file) return;
  const body = new FormData();
  body.append("channel", place);
  body.append("file", file);
  toast.textContent = `${file.name} ${said.uploading}`;
  const done = await send(`/people/${me}/upload`, { body });
  toast.textContent = done.ok || done.isGone ? "" : done.error;
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.matches(".who-am-i")) return;
  event.preventDefault();
  if (form.matches(".composer")) {
    const words = form.words.value.trim();
    if (!words) return;
    form.words.value = "";
    const done = await act(words.startsWith("/") ? "command" : "say", { channel: place, text: words });
    if (done.isGone || (!done.ok && words.startsWith("/"))) form.words.value = words;
    return;
  }
  const submit = form.querySelector("[type=submit]");
  if (!submit || isBusy(submit)) return;
  form.setAttribute("aria-busy", "true");
  setBusy(submit, true);
  try {
    await post(`/people/${me}/enter`, { view: form.dataset.view, values: entered(form) });
    await act("submit", { view: form.dataset.view, values: {} });
  } finally {
    setBusy(submit, false);
    form.removeAttribute("aria-busy");
  }
});

dialog.addEventListener("keydown", (event) => {
  if (event.key === "Tab") stayWithin(dialog, event);
  if (event.key !== "Escape" || event.isComposing) return;
  event.preventDefault(); // the view is closed at the server, then here
  closeView(dialog.querySelector("form").dataset.view);
});
dialog.addEventListener("cancel", (event) => event.preventDefault());

if (log) {
  const main = document.querySelector("main");
  for (const name of ["dragenter", "dragover"]) main.addEventListener(name, (event) => { event.preventDefault(); main.classList.add("drop"); });
  for (const name of ["dragleave", "drop"]) main.addEventListener(name, () => main.classList.remove("drop"));
  main.addEventListener("drop", (event) => { event.preventDefault(); upload(event.dataTransfer.files[0]); });
}

document.addEventListener("visibilitychange", markUnread);
if (place === "home") post(`/people/${me}/home`, { tab: "home" });
watch();
