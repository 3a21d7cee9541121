"""Slack's text as HTML: mrkdwn, plain text, rich text. Everything a person wrote is escaped."""

import html
import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

CONTROL = re.compile(r"<(@[UW]\w+|#C\w+|![a-z]+(?:\^\w+)*|(?:https?|mailto|tel):[^>|\s]+)(?:\|([^>]*))?>")
CODE = re.compile(r"```(.+?)```|`([^`\n]+)`", re.DOTALL)
STYLES = (("*", "strong"), ("_", "em"), ("~", "s"))


def mrkdwn(words: str, names: Mapping[str, str]) -> Markup:
    """Render mrkdwn: bold, italic, strike, code, quotes, mentions and links; nothing else comes alive."""
    kept: list[str] = []

    def keep(markup: str) -> str:
        kept.append(markup)
        return f"\x00{len(kept) - 1}\x00"

    def code(match: re.Match[str]) -> str:
        block, line = match.groups()
        return keep(f"<pre>{_escaped(block.strip())}</pre>" if block else f"<code>{_escaped(line)}</code>")

    def control(match: re.Match[str]) -> str:
        return keep(_control(_read(match[1]), _read(match[2] or ""), names))

    shown = _escaped(CONTROL.sub(control, CODE.sub(code, words.replace("\x00", ""))))
    for mark, tag in STYLES:
        sign = re.escape(mark)
        pattern = rf"(?<![\w{sign}]){sign}(?=\S)([^{sign}\n]+?)(?<=\S){sign}(?![\w{sign}])"
        shown = re.sub(pattern, rf"<{tag}>\1</{tag}>", shown)
    shown = re.sub(r"^&gt; ?(.*)$", r"<blockquote>\1</blockquote>", shown, flags=re.MULTILINE)
    shown = shown.replace("</blockquote>\n", "</blockquote>").replace("\n", "<br>")
    return Markup(re.sub(r"\x00(\d+)\x00", lambda match: kept[int(match[1])], shown))  # noqa: S704 — escaped above


def plain(words: str) -> Markup:
    """Render plain text: line breaks and nothing else."""
    return Markup(html.escape(words, quote=False).replace("\n", "<br>"))  # noqa: S704 — escaped right here


def text_object(text: Mapping[str, Any], names: Mapping[str, str]) -> Markup:
    """Render a text object of either kind."""
    words = str(text.get("text") or "")
    return mrkdwn(words, names) if text.get("type") == "mrkdwn" else plain(words)


def rich_text(element: Mapping[str, Any], names: Mapping[str, str]) -> Markup:
    """Render a part of a rich_text block, whatever it holds."""
    inside = Markup("").join(rich_text(each, names) for each in element.get("elements") or [])
    match element.get("type"):
        case "rich_text_quote":
            return Markup("<blockquote>{}</blockquote>").format(inside)
        case "rich_text_preformatted":
            return Markup("<pre>{}</pre>").format(inside)
        case "rich_text_list":
            items = [Markup("<li>{}</li>").format(rich_text(each, names)) for each in element.get("elements") or []]
            frame = Markup("<ol>{}</ol>") if element.get("style") == "ordered" else Markup("<ul>{}</ul>")
            return frame.format(Markup("").join(items))
        case "rich_text_section" | "rich_text":
            return inside
        case _:
            return _styled(_leaf(element, names), element.get("style") or {})


def _leaf(element: Mapping[str, Any], names: Mapping[str, str]) -> Markup:
    match element.get("type"):
        case "user":
            return _mention(f"@{names.get(str(element.get('user_id')), '?')}")
        case "channel":
            return _mention(f"#{names.get(str(element.get('channel_id')), '?')}")
        case "broadcast":
            return _mention(f"@{element.get('range')}")
        case "link":
            url = str(element.get("url") or "")
            return _link(url, str(element.get("text") or url))
        case "emoji":
            codes = str(element.get("unicode") or "").split("-")
            return plain("".join(chr(int(code, 16)) for code in codes if code) or f":{element.get('name')}:")
        case _:
            return plain(str(element.get("text") or ""))


def _styled(words: Markup, style: Mapping[str, Any]) -> Markup:
    for name, frame in RICH_STYLES:
        if style.get(name):
            words = frame.format(words)
    return words


RICH_STYLES = (
    ("code", Markup("<code>{}</code>")),
    ("strike", Markup("<s>{}</s>")),
    ("italic", Markup("<em>{}</em>")),
    ("bold", Markup("<strong>{}</strong>")),
)


def _control(what: str, label: str, names: Mapping[str, str]) -> str:
    match what[0]:
        case "@" | "#":
            return _mention(f"{what[0]}{names.get(what[1:], label or what[1:])}")
        case "!":
            return _mention(f"@{what[1:].partition('^')[0]}")
        case _:
            return _link(what, label or what)


def _mention(words: str) -> Markup:
    return Markup('<span class="mention">{}</span>').format(words)


def _link(url: str, words: str) -> Markup:
    if not url.startswith(("http://", "https://", "mailto:", "tel:")):
        return Markup("{}").format(words)
    return Markup('<a href="{}" rel="noreferrer noopener" target="_blank">{}</a>').format(url, words)


def _escaped(words: str) -> str:
    return html.escape(_read(words), quote=False)


def _read(words: str) -> str:
    """Read the three entities that Slack's text arrives with."""
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
