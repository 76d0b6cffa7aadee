using FsCheck;
using FsCheck.Fluent;

namespace TemplatesTests.Syntax;

/// <summary>Texts made of what templates are made of, in any order: mostly wrong, as a text is while it is typed.</summary>
public static class TemplateTexts
{
    private static readonly string[] Pieces =
    [
        "{%", "%}", "<%", "%>", "{{", "}}", "{#", "#}", "<%#", " ", "  ", "\n", "\r\n", "\t", "'", "\"", "|", ":", "=", ".", "\\",
        "if", "elif", "else", "endif", "for", "empty", "endfor", "block", "endblock", "comment", "endcomment", "verbatim", "endverbatim", "url",
        "extends", "include", "with", "endwith", "x", "book.title", "title", "1", "-2.5", "_(", ")", "<a href=\"", "<p>", "</p>", "é", "😀", "\0", "{", "%", "}", "<", ">", "#",
        "partialdef", "endpartialdef", "partial", "inline", "filter", "endfilter", "upper", "cut", "ifchanged", "endifchanged", "ifequal", "endifequal", "cycle", "resetcycle", "as", "silent",
        "regroup", "by", "querystring", "None", "lorem", "w", "widthratio", "templatetag", "openblock", "csrf_token", "debug", "firstof", "load", "cache", "endcache", "using=", "spaceless", "endspaceless",
        "{% load cache %}", "{% cache 1 a %}", "{% endcache %}", "{% partialdef a %}", "{% endpartialdef %}", "{% partial a %}", "{% filter upper %}", "{% endfilter %}", "{% cycle x a as b %}",
        "{% resetcycle %}", "{% regroup x by a as b %}", "{% querystring x=1 %}", "{% ifchanged %}", "{% endifchanged %}", "{% for b in x %}", "{% endfor %}",
        "{% if x %}", "<% endif %>", "{% block a %}", "{% endblock %}", "{{ book.title|upper }}", "<% url 'bo", "{% for a in b %}",
    ];

    public static Arbitrary<string> Text() =>
        Arb.From(Gen.Elements(Pieces).ListOf().Select(pieces => string.Concat(pieces)), text => Shrink(text));

    private static IEnumerable<string> Shrink(string text)
    {
        for (var length = text.Length / 2; length > 0; length /= 2)
        {
            for (var start = 0; start + length <= text.Length; start += length) yield return text.Remove(start, length);
        }
    }
}
