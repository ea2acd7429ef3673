"""Plain HTML forms beside Streamlit: what came, from where, and over what."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from starlette.requests import Request

# With the policy of the other pages a browser would send the origin "null", and no form
# could be told from one of another site.
NO_STORE = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin"}
_MOST_FIELDS = 30


async def read_form(request: Request, most_bytes: int) -> dict[str, str] | None:
    """The fields of a form; None where too much came, a field twice, or no form."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > most_bytes:
            return None
    try:
        found = parse_qs(
            body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_MOST_FIELDS
        )
    except ValueError:
        return None
    if any(len(values) != 1 for values in found.values()):
        return None
    return {name: values[0] for name, values in found.items()}


def from_here(request: Request) -> bool:
    """Whether the form is our own: other sites cannot send it in somebody's name."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def encrypted(request: Request) -> bool:
    """Whether the browser spoke HTTPS, to us or to the proxy before us."""
    return "https" in (request.url.scheme, request.headers.get("x-forwarded-proto", ""))
