"""Fetching a file from Slack, trusting nothing that Slack does not vouch for (sandbox/README.md, Files)."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.lists.rows import ListProblem
from bot.slack import UnreadableAnswer

MOST_BYTES = 20 * 1024 * 1024
LONGEST = aiohttp.ClientTimeout(total=60)
OK, SERVER_ERROR = 200, 500


class DownloadError(Exception):
    """A file that could not be fetched; `problem` says why in the words of the import."""

    def __init__(self, problem: ListProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


async def download(client: AsyncWebClient, file: Mapping[str, Any], slack_host: str) -> bytes:
    """Fetch `url_private`.

    Without the right scope Slack answers 200 with a login page or a redirect: both are refused here.

    Raises:
        DownloadError: another host, a page instead of a file, too large.
        aiohttp.ClientError, TimeoutError, UnreadableAnswer: Slack is away; later it may work.
    """
    url = str(file.get("url_private") or "")
    host = urlsplit(url).hostname or ""
    if host != slack_host and not host.endswith(".slack.com"):
        raise DownloadError(ListProblem.NOT_FETCHED)
    if int(file.get("size") or 0) > MOST_BYTES:
        raise DownloadError(ListProblem.TOO_LARGE)
    return await _fetch(client, url)


async def _fetch(client: AsyncWebClient, url: str) -> bytes:
    headers = {"Authorization": f"Bearer {client.token}"}
    if client.session is None:
        raise DownloadError(ListProblem.NOT_FETCHED)
    async with client.session.get(url, headers=headers, allow_redirects=False, timeout=LONGEST) as answer:
        if answer.status >= SERVER_ERROR:
            raise UnreadableAnswer
        if answer.status != OK or answer.content_type == "text/html":
            raise DownloadError(ListProblem.NOT_FETCHED)
        data = await answer.content.read(MOST_BYTES + 1)
        while not answer.content.at_eof() and len(data) <= MOST_BYTES:
            data += await answer.content.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise DownloadError(ListProblem.TOO_LARGE)
    return data
