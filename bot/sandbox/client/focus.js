// Where the keyboard is: found again when what held it was drawn anew, closed or taken away.
"use strict";

const STOPS = "a[href], button, input, select, textarea, summary, [tabindex='0']";
const MARKS = ["data-action", "value", "name", "data-clock", "data-thread", "data-delete-file", "data-place", "data-close", "href", "type"];

// What an element is, in words that outlive it: what holds it, and which of the things in there it is.
function whereIs(element) {
  if (!element || element === document.body) return null;
  const holder = element.closest("[data-key], [data-home], form[data-view], [data-region]");
  const marks = MARKS.filter((each) => element.hasAttribute(each)).map((each) => `[${each}="${CSS.escape(element.getAttribute(each))}"]`);
  return {
    holder: holder && nameOf(holder),
    own: element.id ? `#${CSS.escape(element.id)}` : element.localName + marks.join(""),
    value: element.matches("button[value]") && element.value,
    newest: newestKey(),
  };
}

function nameOf(holder) {
  if (holder.id) return `#${CSS.escape(holder.id)}`;
  const { view, region } = holder.dataset;
  return "home" in holder.dataset ? "[data-home]" : view ? `[data-view="${CSS.escape(view)}"]` : `[data-region="${CSS.escape(region)}"]`;
}

const newestKey = () => document.querySelector(".messages")?.lastElementChild?.dataset.key ?? "";

const isSame = (one, other) => one.holder === other.holder && one.own === other.own;

// The same thing drawn anew, or what can now be done with the same call.
function twinOf(where) {
  const holder = where.holder ? document.querySelector(where.holder) : document;
  return holder?.querySelector(where.own) ?? (where.value ? holder?.querySelector(`button[value="${CSS.escape(where.value)}"]`) : null) ?? null;
}

// What a person was answered with since, that only they see.
function answerSince(where) {
  const answer = [...document.querySelectorAll(".messages > .private")].pop();
  return answer && answer.dataset.key > where.newest ? (answer.querySelector(".block button") ?? answer) : null;
}

function giveFocus(element) {
  if (!element.matches(STOPS)) element.tabIndex = -1;
  element.focus();
}

// The focus is nowhere: it goes to what was meant, to what came of it, or to where one goes on.
function regain(where) {
  const now = document.activeElement;
  if (document.querySelector("dialog[open]") || (now && now !== document.body) || !where) return;
  giveFocus(twinOf(where) ?? answerSince(where) ?? document.getElementById("words") ?? document.querySelector("main .scroll"));
}

// A form keeps the focus: from its last stop Tab goes to the first, and back.
function stayWithin(dialog, event) {
  const stops = [...dialog.querySelectorAll(STOPS)].filter((each) => each.tabIndex >= 0 && each.getClientRects().length);
  const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  if (document.activeElement !== from && dialog.contains(document.activeElement)) return;
  event.preventDefault();
  to?.focus();
}
