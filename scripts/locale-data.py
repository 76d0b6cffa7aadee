"""Writes framework/Core/Localization/Data: the framework's own messages, and the formats, of every language.

Taken over from an installed Django (its licence stands in NOTICE), and run again only to take over a newer one:

    python3 scripts/locale-data.py

messages.txt          one message per line; with a context, the context and a tab before it
languages.txt         code, English name, own name, direction; or code and the code that stands in for it
locales/<locale>.txt  the plural rule and the formats, an empty line, then the translations line by line as in messages.txt;
                      a tab behind each plural form; an empty line for a message that is not translated
"""

import ast
import gettext
import pathlib
import re

import django
from django.conf.locale import LANG_INFO

SOURCE = pathlib.Path(django.__file__).parent
TARGET = pathlib.Path(__file__).parent.parent / "framework/Core/Localization/Data"

# What only Django's own pages and apps show.
LEFT_OUT = ("views/templates/", "views/csrf.py", "views/static.py", "contrib/syndication/", "contrib/staticfiles/", "contrib/sitemaps/",
            "contrib/messages/", "contrib/humanize/apps", "contrib/auth/admin", "contrib/auth/apps", "contrib/auth/hashers", "contrib/auth/views",
            "contrib/auth/templates", "contrib/auth/models", "contrib/auth/base_user")
APPS = ("conf", "contrib/humanize", "contrib/auth")


def wanted(app):
    """The messages of an app as (context, text), in the order of its English file."""
    text = (SOURCE / app / "locale/en/LC_MESSAGES/django.po").read_text()
    for block in re.split(r"\n\s*\n", text)[1:]:
        places = re.findall(r"^#: (.*)$", block, re.M)
        if not places or all(place.startswith(LEFT_OUT) for place in " ".join(places).split()):
            continue
        yield field(block, "msgctxt"), field(block, "msgid")


def field(block, name):
    found = re.search(rf'^{name} ((?:".*"\s*)+)', block, re.M)
    return "".join(ast.literal_eval(line) for line in found[1].splitlines()) if found else None


def escaped(text):
    text = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    return re.sub(r"^\s|\s$|[\u00a0\u202f\u200e\u200f]", lambda blank: f"\\u{ord(blank[0]):04x}", text)


def translations(locale, messages):
    """The plural rule, and a line for each message."""
    rule, lines = None, [""] * len(messages)
    for app in APPS:
        path = SOURCE / app / "locale" / locale / "LC_MESSAGES/django.mo"
        if not path.exists():
            continue
        with path.open("rb") as file:
            catalogue = gettext.GNUTranslations(file)
        known = catalogue._catalog
        own = catalogue._info.get("plural-forms")
        for i, (context, text) in enumerate(messages):
            key = text if context is None else f"{context}\x04{text}"
            if key in known:
                if not (locale.startswith("en") and known[key] == text):
                    lines[i] = escaped(known[key])
                continue
            forms = [known[key, n] for n in range(10) if (key, n) in known]
            if not forms or (locale.startswith("en") and forms[0] == text):
                continue
            # One rule for the whole file: forms that were counted by another are left out.
            rule = rule or own
            if own != rule:
                print(f"{locale}: {app} counts by another rule: {text!r} is left out")
                continue
            lines[i] = "".join(escaped(form) + "\t" for form in forms)
    return rule, lines


def formats(locale):
    path = SOURCE / "conf/locale" / locale / "formats.py"
    if not path.exists():
        return
    values = {}
    exec(path.read_text(), values)
    for name, value in values.items():
        if not name.isupper():
            continue
        if isinstance(value, (list, tuple)):
            value = "|".join(str(item) for item in value)
        yield f"{name}: {escaped(str(value))}"


def main():
    messages = list(dict.fromkeys(message for app in APPS for message in wanted(app)))
    for old in TARGET.glob("**/*.txt"):
        old.unlink()
    (TARGET / "locales").mkdir(parents=True, exist_ok=True)
    write("messages", [escaped(text) if context is None else f"{escaped(context)}\t{escaped(text)}" for context, text in messages])
    write("languages", [
        f"{code}\t{info['name']}\t{info['name_local']}\t{'rtl' if info['bidi'] else 'ltr'}" if "name" in info else f"{code}\t{info['fallback'][0]}"
        for code, info in LANG_INFO.items()
    ])
    for folder in sorted((SOURCE / "conf/locale").iterdir()):
        if not folder.is_dir() or folder.name.startswith("_"):
            continue
        rule, lines = translations(folder.name, messages)
        head = ([f"Plural-Forms: {rule}"] if rule else []) + list(formats(folder.name))
        while lines and not lines[-1]:
            lines.pop()
        if head or lines:
            write(f"locales/{folder.name}", head + [""] + lines)


def write(name, lines):
    (TARGET / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


main()
