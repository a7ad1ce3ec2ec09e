"""Ask axe-core what of a page is out of reach for some readers."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from tests.browser.npm import packages

if TYPE_CHECKING:
    from playwright.sync_api import Page

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

RUN = """
async ([include, tags]) => {
  const found = await axe.run(include ? { include: [[include]] } : document, {
    runOnly: { type: "tag", values: tags },
    rules: { "target-size": { enabled: true } },
    resultTypes: ["violations"],
  });
  return { passes: found.passes.length, violations: found.violations };
}
"""


@cache
def _source() -> str:
    return (packages() / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, *, include: str | None = None) -> list[str]:
    """
    List what breaks a rule of WCAG 2.2 (A, AA) or a best practice.

    Parameters
    ----------
    page
        An open page. What is hidden is not looked at: open first what is to be checked.
    include
        Selector of the part to look at; the whole page by default.

    Returns
    -------
    violations
        One line for each element and rule: the rule, what it asks, where, and the element as HTML.
    """
    if not page.evaluate("typeof axe === 'object'"):
        # Evaluated from outside: the page's policy, which lets in no foreign script, stays as it is.
        page.evaluate(_source())
    found: dict[str, Any] = page.evaluate(RUN, [include, RULES])
    assert found["passes"], "axe found nothing to look at"
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']} | {_where(node['target'])} | {node['html']} | {_why(node)}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def _where(target: list[Any]) -> str:
    return " > ".join(map(str, target))


def _why(node: dict[str, Any]) -> str:
    checks = [*node["any"], *node["all"], *node["none"]]
    return " ".join(" ".join(check["message"].split()) for check in checks)
