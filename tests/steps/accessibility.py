"""What people need who do not see, point or scroll as others do: axe's rules, sizes, widths, the tree that is read."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import Page, ViewportSize

from tests.steps.browsing import DESKTOP

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"runOnly": {"type": "tag", "values": TAGS}, "rules": {"target-size": {"enabled": True}}}
COLOURS, SIZES = ({"runOnly": {"type": "rule", "values": [rule]}} for rule in ("color-contrast", "target-size"))
PHONE, LEAST = (ViewportSize(width=width, height=800) for width in (360, 320))
TARGET = 24
"""Pixels of the least target (WCAG 2.2, 2.5.8)."""
SMALL = """(least) => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, .attach")]
  .filter((each) => each.checkVisibility({ opacityProperty: false }) && !each.matches(".hidden, .skip"))
  .filter((each) => getComputedStyle(each).display !== "inline" || !each.matches("a"))
  .map((each) => [each.outerHTML.slice(0, 120), each.getBoundingClientRect()])
  .filter(([, box]) => box.width < least || box.height < least)
  .map(([html, box]) => `${html}: ${box.width} x ${box.height}`)"""
TOO_WIDE = """() => [...document.querySelectorAll("html, body, .scroll, .sidebar, .panel, dialog .body, .top")]
  .filter((each) => each.scrollWidth > each.clientWidth && each.clientWidth)
  .map((each) => `${each.className || each.localName}: ${each.scrollWidth} in ${each.clientWidth}`)"""
USED = {"button", "link", "textbox", "combobox", "checkbox", "radio", "listbox", "spinbutton", "DisclosureTriangle"}
"""Roles of what somebody uses."""
PLACES = {
    "banner", "navigation", "main", "complementary", "region", "article", "dialog", "group", "radiogroup", "form"
}  # fmt: skip
"""Roles within which names are told apart."""
Node = Mapping[str, Any]


async def faults_of(page: Page) -> list[str]:
    """Return what is wrong with a screen: wide and on a phone, in light and in dark."""
    faults = await _broken_rules(page, EVERYTHING) + await faults_of_tree(page) + await _small(page)
    await page.emulate_media(color_scheme="dark")
    faults += [f"dark: {each}" for each in await _broken_rules(page, COLOURS)]
    await page.emulate_media(color_scheme="light")
    await page.set_viewport_size(PHONE)
    faults += [f"phone: {each}" for each in await _broken_rules(page, SIZES) + await _small(page)]
    await page.set_viewport_size(LEAST)
    faults += [f"320 px: {each}" for each in await page.evaluate(TOO_WIDE)]
    await page.set_viewport_size(DESKTOP)
    return faults


async def _broken_rules(page: Page, options: Mapping[str, Any]) -> list[str]:
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE_SCRIPT)
    run = "options => axe.run(document, { ...options, resultTypes: ['violations'] })"
    found = (await page.evaluate(run, options))["violations"]
    return [f"{each['id']}: {node['target']} {node['html'][:160]}" for each in found for node in each["nodes"]]


async def _small(page: Page) -> list[str]:
    return [f"small: {each}" for each in await page.evaluate(SMALL, TARGET)]


async def faults_of_tree(page: Page) -> list[str]:
    """Return what is wrong with the tree that a screen reader reads."""
    session = await page.context.new_cdp_session(page)
    tree: list[Node] = (await session.send("Accessibility.getFullAXTree"))["nodes"]
    await session.detach()
    nodes = {each["nodeId"]: each for each in tree}
    names = Counter(_names(tree[0], nodes, ""))
    faults = [f"no name: {role} in {place}" for place, role, name in names if not name]
    faults += [f"{count} times: {role} {name} in {place}" for (place, role, name), count in names.items() if count > 1]
    return faults + _wrong_headings(tree) + _no_live_region(tree)


def _names(node: Node, nodes: Mapping[str, Node], place: str) -> Iterator[tuple[str, str, str]]:
    """Return of everything that is used where it stands, its role and its name."""
    role, name = node.get("role", {}).get("value", ""), node.get("name", {}).get("value", "")
    if not node.get("ignored"):
        if role in USED:
            yield place, role, name
        if role in PLACES:
            place = f"{role} {name} {node['nodeId']}"
    for child in node.get("childIds", []):
        if child in nodes:
            yield from _names(nodes[child], nodes, place)


def _wrong_headings(tree: list[Node]) -> list[str]:
    levels = [_property(each, "level") for each in tree if each.get("role", {}).get("value") == "heading"]
    pairs = zip([1, *levels], levels, strict=False)
    return [f"a heading of level {level} after {before}" for before, level in pairs if level > before + 1]


def _no_live_region(tree: list[Node]) -> list[str]:
    polite = [each for each in tree if each.get("role", {}).get("value") in {"log", "status"}]
    return [] if any(_property(each, "live") == "polite" for each in polite) else ["nothing says what is new"]


def _property(node: Node, name: str) -> Any:
    return next((each["value"]["value"] for each in node.get("properties", []) if each["name"] == name), 0)
