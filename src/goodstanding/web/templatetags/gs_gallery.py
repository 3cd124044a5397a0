"""For the gallery only: an example shown together with the very call that made it."""

from __future__ import annotations

from typing import cast

from django import template
from django.template import Context, NodeList
from django.template.base import Parser, Token, TokenType
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

BRACKETS = {
    TokenType.VAR: ("{{ ", " }}"),
    TokenType.BLOCK: ("{% ", " %}"),
    TokenType.COMMENT: ("{# ", " #}"),
    TokenType.TEXT: ("", ""),
}


def source_until(parser: Parser, end: str) -> str:
    """The template text up to an end tag, put together again from what the parser has not read yet."""
    parts = []
    unread = cast("list[Token]", parser.tokens)
    for token in reversed(unread):  # the next token is the last one of the list
        if token.token_type is TokenType.BLOCK and token.contents == end:
            break
        before, after = BRACKETS[token.token_type]
        parts.append(f"{before}{token.contents}{after}")
    return "".join(parts).strip()


class ExampleNode(template.Node):
    def __init__(self, title: str, source: str, nodelist: NodeList) -> None:
        self.title, self.source, self.nodelist = title, source, nodelist

    def render(self, context: Context) -> SafeString:
        return format_html(
            '<section class="example"><h2 class="example__title">{}</h2><div class="example__frame">{}</div>'
            '<details class="example__call no-print"><summary>The call</summary>'
            '<pre tabindex="0"><code>{}</code></pre></details></section>',
            self.title,
            mark_safe(self.nodelist.render(context)),  # already escaped by the template that made it
            self.source,
        )


@register.tag
def example(parser: Parser, token: Token) -> ExampleNode:
    title = token.split_contents()[1].strip('"')
    source = source_until(parser, "endexample")
    nodelist = parser.parse(("endexample",))
    parser.delete_first_token()
    return ExampleNode(title, source, nodelist)
