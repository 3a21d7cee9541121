"""A local Slack workspace: a server on 127.0.0.1 that speaks Slack's Web API, Socket Mode and signed HTTP.

People in it type, click, submit, upload and look. It knows Slack, not us, and refuses what Slack refuses.
"""

from bot.sandbox.person import AppDidNotRespond, Person
from bot.sandbox.server import Sandbox
from bot.sandbox.workspace import Member, Workspace

__all__ = ["AppDidNotRespond", "Member", "Person", "Sandbox", "Workspace"]
