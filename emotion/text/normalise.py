"""A comment as people type it -> plain words: emoji and emoticons become words, markup and control characters go."""

from __future__ import annotations

import html
import re
import unicodedata

MAX_CHARACTERS = 2000
"""Characters of a comment that are read; the rest is cut off before any other work, which bounds the time."""

# What people mean by an emoji where its Unicode name says something else ("loudly crying face" is fine as it is,
# "person shrugging" is not); every other emoji is read by its Unicode name.
_EMOJI_WORDS = {
    "😂": "laughing so funny",
    "🤣": "laughing so funny",
    "😹": "laughing so funny",
    "💀": "so funny i am dead",
    "😀": "so happy",
    "😃": "so happy",
    "😄": "so happy",
    "😁": "so happy",
    "😆": "laughing so funny",
    "😊": "happy",
    "☺": "happy",
    "🙂": "happy",
    "😇": "happy blessed",
    "🥰": "love so happy",
    "😍": "love it",
    "🤩": "excited amazing",
    "😘": "love kiss",
    "😎": "cool",
    "😅": "haha relieved",
    "😉": "haha wink",
    "☀": "sunny, lovely",
    "🌞": "sunny, lovely",
    "✨": "lovely",
    "🥳": "celebrating excited",
    "🤗": "hug",
    "😌": "relieved calm",
    "😢": "crying sad",
    "😭": "crying so sad",
    "😿": "crying sad",
    "😞": "disappointed sad",
    "😔": "sad",
    "☹": "sad",
    "🙁": "sad",
    "😟": "worried",
    "😥": "sad",
    "🥺": "please sad",
    "💔": "heartbroken",
    "😡": "very angry",
    "😠": "angry",
    "🤬": "very angry swearing",
    "😤": "frustrated angry",
    "🙄": "annoyed",
    "😒": "annoyed",
    "😑": "annoyed",
    "🖕": "very angry",
    "😱": "scared screaming",
    "😨": "scared",
    "😰": "so anxious",
    "😧": "scared",
    "😬": "so nervous",
    "🤢": "disgusting",
    "🤮": "disgusting vomit",
    "😷": "sick",
    "😲": "wow surprised",
    "😮": "wow surprised",
    "😯": "wow surprised",
    "🤯": "wow mind blown",
    "😳": "surprised embarrassed",
    "😐": "meh indifferent",
    "😶": "speechless",
    "🤔": "wondering",
    "🤷": "don't know",
    "😕": "confused",
    "🙃": "annoyed fine",
    "😴": "tired sleepy",
    "😪": "tired",
    "🥱": "so bored, tired",
    "😫": "exhausted",
    "😩": "exhausted frustrated",
    "🤦": "annoyed embarrassed",
    "👍": "good",
    "👎": "bad",
    "👏": "applause well done",
    "🙏": "thank you please",
    "🙌": "hooray",
    "💪": "strong",
    "🎉": "celebrating hooray",
    "🔥": "amazing fire",
    "💯": "totally",
    "❤": "love",
    "💕": "love",
    "💖": "love",
    "💗": "love",
    "💙": "love",
    "💜": "love",
    "💛": "love",
    "💚": "love",
    "🧡": "love",
    "🖤": "love",
    "♥": "love",
    "❣": "love",
}

_EMOTICONS = {
    r"</+3": "heartbroken",
    r"<3+": "love",
    r">:+-?[(\[]+": "angry",
    r"[:=;]'-?[(\[]+": "crying sad",
    r"[:=]'-?[)\]]+": "happy tears",
    r"[:=]-?[)\]]+": "happy",
    r";-?[)\]]+": "wink",
    r"[:=]-?[(\[]+": "sad",
    r"[:=;]-?D+\b|\bx[dD]+\b|\bXD+\b": "haha so funny",
    r"[:=]-?[/\\|](?![/\w])": "meh unsure",
    r"[:=]-?[oO0]\b": "wow surprised",
    r"\bD:(?!\w)": "horrified",
    r"\b[tT][_.]+[tT]\b": "crying sad",
}
_EMOTICON = re.compile("|".join(f"(?P<e{i}>{pattern})" for i, pattern in enumerate(_EMOTICONS)))
_EMOTICON_WORDS = tuple(_EMOTICONS.values())

# Apostrophes left out: the negation in them must survive tokenisation.
_VERBS = ("do", "does", "did", "ca", "wo", "is", "are", "was", "were", "have", "has", "had", "should", "would", "could")
_CONTRACTIONS = {
    **{f"{verb}nt": f"{verb}n't" for verb in _VERBS},
    "aint": "ain't",
    "im": "i'm",
    "ive": "i've",
    "thats": "that's",
    "cannot": "can't",
}
_CONTRACTION = re.compile(rf"\b({'|'.join(_CONTRACTIONS)})\b", re.IGNORECASE)

# "can't stop crying" negates nothing: it is crying that goes on.
_GOES_ON = re.compile(r"\b(?:can't|can not|couldn't|could not) stop (?=\w+ing\b)", re.IGNORECASE)

# What the corpora hardly know, or know in another sense: (pattern, plain words).
_SLANG = tuple(
    (re.compile(pattern, re.IGNORECASE), plain)
    for pattern, plain in (
        (r"\by+a+y+\b", "yay, so happy"),
        (r"\bwoo+[ -]?(?:hoo+|t)\b", "hooray, so happy"),
        (r"\be+w+\b", "eww, disgusting"),
        (r"\b(this|it|that|song|track|beat|tune|one) slaps\b", r"\1 is amazing"),
        (r"\b(so|is|was|it's|that's) lit\b", r"\1 amazing"),
        (r"\baf\b", "as hell"),
        (r"\b(?:couldn't|could not) be better\b", "is perfect"),
        (r"\bnot (?:too |so |that |half )?bad\b", "pretty good"),
        (r"\bcould be worse\b", "not too bad"),
    )
)

_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,200}>")
_URL = re.compile(r"(?:https?://|www\.)\S+")
_RUN = re.compile(r"([^\s\d])\1{2,}")
# Variation selectors, skin tones and gender signs: parts of an emoji that say nothing of a feeling.
_MODIFIER = re.compile("[\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\u2640\u2642]")
_PECULIAR = re.compile("[^ -~]")
"""What may stand for words or for nothing: any character that is not printed in ASCII."""

_SPACE = re.compile(r"\s+")
_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"'})


def normalise(comment: str) -> str:
    """The first MAX_CHARACTERS of a comment as one line of at most as many characters; "" when nothing remains.

    Letters keep their case; what is repeated three times or more, digits aside, is kept twice. Never raises on a str.
    """
    text = unicodedata.normalize("NFKC", comment[:MAX_CHARACTERS].translate(_QUOTES))[:MAX_CHARACTERS]
    text = _URL.sub(" ", _TAG.sub(" ", html.unescape(text)))
    text = _EMOTICON.sub(lambda match: f" {_EMOTICON_WORDS[int((match.lastgroup or '')[1:])]} ", text)
    text = _RUN.sub(r"\1\1", text)
    text = _PECULIAR.sub(lambda match: _as_words(match.group()), text)
    text = _CONTRACTION.sub(lambda match: _CONTRACTIONS[match.group().lower()], text)
    for pattern, plain in _SLANG:
        text = pattern.sub(plain, text)
    text = _SPACE.sub(" ", text).strip()
    return _GOES_ON.sub("keep ", text)[:MAX_CHARACTERS]


def has_words(text: str) -> bool:
    """Whether a normalised text holds any letter or digit."""
    return any(character.isalnum() for character in text)


def _as_words(character: str) -> str:
    if character in _EMOJI_WORDS:
        return f" {_EMOJI_WORDS[character]} "
    category = unicodedata.category(character)
    if category in ("Cc", "Cn", "Co", "Cs"):
        return " "
    if category == "Cf" or _MODIFIER.match(character):
        return ""
    if category == "So":
        pictograph = ord(character) >= 0x1F300 or 0x2600 <= ord(character) <= 0x27BF
        name = unicodedata.name(character, "") if pictograph else ""
        return f" {name.lower().replace(' face', '').replace(' sign', '')} "
    return character
