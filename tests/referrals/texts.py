"""What people, keyboards and machines type: a strategy of texts, and how they go over the wire and come back."""

from html import unescape
from urllib.parse import urlencode

from hypothesis import strategies as st

AWKWARD = (
    "\x00", "\ud800", "\udfff", "\ufeff", "\u200f", "\u202e", "\u2066", "\u200d", "\u2028", "\x85", "\r", "\r\n", "\n",
    "\t", "\x1b", "\U0001f469\u200d\U0001f469\u200d\U0001f467", "\U0001f469\U0001f3fd\u200d\u2695\ufe0f", "é",
    "e\u0301", "\ufb01", "\u212b", "A\u030a", "İ", "ß", "ہمیں مدد چاہیے", "نحتاج إلى المساعدة", "আমাদের সাহায্য দরকার",
    "Zażółć gęślą jaźń", "Țara și pâinea", "ਸਾਨੂੰ ਮਦਦ", "અમને મદદ", "=1+1", "+44", "-2", "@SUM(A1)",
    "\t=cmd|' /C calc'!A0",
    "<script>alert(1)</script>", "</textarea>", "&amp;", "&#0;", "{{ 7 }}", "{% csrf_token %}", "%s %(x)s",
    "'; DROP TABLE referrals_referral; --", "\\u0000", '"', "'", "`",
)  # fmt: skip


def texts(most: int = 40) -> st.SearchStrategy[str]:
    """Any signs at all, lone surrogates too, and what is known to be awkward among them."""
    signs = st.characters(exclude_categories=())
    parts = st.sampled_from(AWKWARD) | st.text(signs, max_size=8)
    return st.lists(parts, max_size=6).map("".join).map(lambda text: text[:most])


def wire(fields: dict) -> bytes:
    """As a browser sends it, or a machine that knows no better."""
    return urlencode({name: _bytes(value) for name, value in fields.items()}, doseq=True).encode()


def _bytes(value):
    if isinstance(value, list):
        return [_bytes(each) for each in value]
    return str(value).encode("utf-8", "surrogatepass")


def kept(text: str) -> str:
    """What of a typed text is kept: without the space around it, and with lines that end in one sign. What is no text
    at all, a half of a sign, arrives as the sign that stands for it."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace").strip().replace("\r\n", "\n")


def shown(html: str) -> str:
    """What somebody reads in a piece of a page."""
    return unescape(html.replace("<br>", "\n"))


def in_lines(text: str) -> str:
    """As a page shows it: every kind of line end is one."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
