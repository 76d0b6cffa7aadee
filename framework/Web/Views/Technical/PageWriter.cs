using System.Text;
using Quintet.Http;

namespace Quintet.Views.Technical;

/// <summary>
/// Writes the debug pages' HTML. Text can only get in escaped; markup is literal in the caller's source. The template engine is not used: what
/// is reported may be its own failure.
/// </summary>
internal sealed class PageWriter
{
    private readonly StringBuilder _html = new(16 * 1024);

    public PageWriter(string title)
    {
        Markup("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"robots\" content=\"NONE,NOARCHIVE\">\n<title>");
        Text(title).Markup("</title>\n<style>").Markup(Style).Markup("</style>\n</head>\n<body>\n");
    }

    /// <summary>Adds markup: only ever a literal.</summary>
    public PageWriter Markup(string html)
    {
        _html.Append(html);
        return this;
    }

    /// <summary>Adds text, escaped.</summary>
    public PageWriter Text(string? text)
    {
        _html.Append(Html.Escape(text ?? ""));
        return this;
    }

    /// <summary>A table of names and values; a sentence where it would be empty.</summary>
    public PageWriter Table(string title, IEnumerable<KeyValuePair<string, string>> rows)
    {
        var list = rows.ToList();
        Markup("<h3>").Text(title).Markup("</h3>\n");
        if (list.Count == 0) return Markup("<p class=\"none\">None</p>\n");
        Markup("<table class=\"values\">\n");
        foreach (var (name, value) in list) Markup("<tr><th scope=\"row\">").Text(name).Markup("</th><td><code>").Text(value).Markup("</code></td></tr>\n");
        return Markup("</table>\n");
    }

    /// <summary>Lines of source with one of them marked.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="firstNumber">The number of the first of them.</param>
    /// <param name="marked">The number of the marked one.</param>
    /// <param name="column">Where in it, from 1; 0 for the whole line. A caret stands below it.</param>
    /// <param name="length">How many characters the caret underlines.</param>
    public PageWriter Excerpt(IReadOnlyList<string> lines, int firstNumber, int marked, int column = 0, int length = 1)
    {
        var width = (firstNumber + lines.Count).ToString().Length;
        Markup("<pre class=\"source\">");
        for (var i = 0; i < lines.Count; i++)
        {
            var number = firstNumber + i;
            Markup(number == marked ? "<span class=\"line marked\">" : "<span class=\"line\">").Markup("<i>").Text(number.ToString().PadLeft(width)).Markup("</i> ");
            Text(lines[i]).Markup("</span>\n");
            if (number != marked || column <= 0) continue;
            // Tabs are kept, so that the caret stands below its place however wide they are shown.
            var before = new string([.. lines[i].Take(column - 1).Select(c => c == '\t' ? '\t' : ' ')]);
            var carets = new string('^', Math.Clamp(length, 1, Math.Max(1, lines[i].Length - column + 1)));
            Markup("<span class=\"line caret\"><i>").Text(new string(' ', width)).Markup("</i> ").Text(before).Text(carets).Markup("</span>\n");
        }

        return Markup("</pre>\n");
    }

    public HttpResponse ToResponse(int status) => new(_html.Append("</body>\n</html>\n").ToString(), status: status);

    private const string Style = """

        :root { color-scheme: light dark; --fg: #1d2530; --dim: #5b6675; --bg: #fff; --band: #f4f6f9; --line: #dde3ea; --accent: #b3261e; --mark: #fff1c9; --head: #fdf3e7; }
        @media (prefers-color-scheme: dark) { :root { --fg: #e6e9ee; --dim: #9aa5b4; --bg: #14181e; --band: #1c222b; --line: #2d3641; --accent: #ff8a80; --mark: #453a17; --head: #262019; } }
        * { box-sizing: border-box; }
        body { margin: 0; font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; color: var(--fg); background: var(--bg); }
        header, section, footer { padding: 1.25rem max(1.5rem, calc((100vw - 76rem) / 2)); border-bottom: 1px solid var(--line); }
        header { background: var(--head); }
        section:nth-of-type(even) { background: var(--band); }
        footer { color: var(--dim); border: 0; }
        h1 { margin: 0 0 .25rem; font-size: 1.45rem; font-weight: 600; overflow-wrap: anywhere; }
        h1 small { color: var(--dim); font-weight: 400; }
        h2 { margin: 0 0 .75rem; font-size: 1.15rem; }
        h3 { margin: 1.25rem 0 .4rem; font-size: 1rem; }
        .message { margin: 0; font-size: 1.1rem; white-space: pre-wrap; overflow-wrap: anywhere; color: var(--accent); }
        code, pre { font: 13px/1.55 ui-monospace, "Cascadia Mono", Consolas, monospace; }
        pre { margin: .4rem 0 1rem; padding: .6rem 0; overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; background: var(--bg); tab-size: 4; }
        pre .line { display: inline-block; min-width: 100%; padding: 0 .8rem; }
        pre .line i { color: var(--dim); font-style: normal; user-select: none; }
        pre .marked { background: var(--mark); font-weight: 600; }
        pre .caret { color: var(--accent); font-weight: 700; }
        pre.plain { padding: .8rem; }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--line); }
        th { font-weight: 500; color: var(--dim); white-space: nowrap; width: 1%; }
        td code { white-space: pre-wrap; overflow-wrap: anywhere; }
        ol { padding-left: 2rem; } li { margin: .15rem 0; } li b { font-weight: 600; }
        .frame { margin: 0 0 .2rem; } .frame.theirs { color: var(--dim); }
        .place { color: var(--dim); } .none { color: var(--dim); margin: .2rem 0; }
        ol.way { list-style: none; margin: 0; padding: 0 0 0 1rem; border-left: 3px solid var(--line); } ol.way pre { margin-bottom: .8rem; }
        details.calls { margin: .2rem 0; }
        details > summary { cursor: pointer; color: var(--dim); }

        """;
}
