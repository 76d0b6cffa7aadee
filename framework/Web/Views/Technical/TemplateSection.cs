using System.Globalization;
using Quintet.Conf;
using Quintet.Templates;

namespace Quintet.Views.Technical;

/// <summary>The part of the error page that shows where in a template something failed, and how that template was reached.</summary>
internal static class TemplateSection
{
    private const int LinesAroundTheWay = 2;

    // Of templates that include one another without end, the innermost tell enough.
    private const int LongestWay = 12;

    public static void Write(PageWriter page, Exception exception, Settings settings)
    {
        for (var current = exception; current is not null; current = current.InnerException)
        {
            if (current is TemplateException template) Write(page, template, settings);
        }
    }

    private static void Write(PageWriter page, TemplateException exception, Settings settings)
    {
        if (exception is TemplateDoesNotExistException missing && missing.Tried.Count > 0)
        {
            page.Markup("<section>\n<h2>Template-loader postmortem</h2>\n<p>Quintet tried these files, in this order:</p>\n<ol>\n");
            foreach (var path in missing.Tried) page.Markup("<li><code>").Text(path).Markup("</code> (Source does not exist)</li>\n");
            page.Markup("</ol>\n</section>\n");
        }

        if (exception.Frames.Count == 0) return;
        var place = exception.Frames[0];
        page.Markup("<section class=\"template\">\n<h2>Error during template rendering</h2>\n<p>In template <code>").Text(Name(place, settings)).Markup("</code>, error at line <b>")
            .Text(Number(place.Position.Line)).Markup("</b>, column <b>").Text(Number(place.Position.Column)).Markup("</b></p>\n<p class=\"message\">").Text(exception.Problem).Markup("</p>\n");
        if (exception is TemplateSyntaxException { Expected: { Length: > 0 } expected }) page.Markup("<p>Expected: <code>").Text(expected).Markup("</code></p>\n");
        Excerpt(page, place, SourceExcerpt.LinesAround);
        if (exception is TemplateSyntaxException { Errors.Count: > 1 } syntax) Others(page, syntax, place);
        Way(page, exception.Frames, settings);
        page.Markup("</section>\n");
    }

    private static void Others(PageWriter page, TemplateSyntaxException exception, TemplateFrame place)
    {
        page.Markup("<h3>Also wrong in this template</h3>\n<ul>\n");
        var lines = new Quintet.Text.LineIndex(place.Text);
        foreach (var error in exception.Errors.Skip(1)) page.Markup("<li><span class=\"place\">line ").Text(Number(lines.GetPosition(error.Span.Start).Line)).Markup("</span> ").Text(error.Message).Markup("</li>\n");
        page.Markup("</ul>\n");
    }

    /// <summary>The tags by which the template was reached, from the inside out.</summary>
    private static void Way(PageWriter page, IReadOnlyList<TemplateFrame> frames, Settings settings)
    {
        if (frames.Count == 1) return;
        page.Markup("<h3>How it was reached</h3>\n<ol class=\"way\">\n");
        foreach (var frame in frames.Skip(1).Take(LongestWay))
        {
            page.Markup("<li>\n<p class=\"frame\">").Text(Verb(frame.Tag)).Markup(" <code>").Text(Name(frame, settings)).Markup("</code>, line ").Text(Number(frame.Position.Line)).Markup("</p>\n");
            Excerpt(page, frame, LinesAroundTheWay);
            page.Markup("</li>\n");
        }

        page.Markup("</ol>\n");
        if (frames.Count - 1 > LongestWay) page.Markup("<p class=\"none\">and ").Text((frames.Count - 1 - LongestWay).ToString(CultureInfo.InvariantCulture)).Markup(" more</p>\n");
    }

    private static string Verb(string? tag) => tag switch
    {
        "include" => "included by",
        "extends" => "extended by",
        "block" => "in a block of",
        null => "in a value of",
        _ => $"inside of {tag} in",
    };

    private static void Excerpt(PageWriter page, TemplateFrame frame, int around)
    {
        // The text that was compiled, which need not be what the file says by now.
        if (SourceExcerpt.Of(frame.Text.ReplaceLineEndings("\n").Split('\n'), frame.Position.Line + 1, around) is { } excerpt)
        {
            page.Excerpt(excerpt.Lines, excerpt.FirstNumber, frame.Position.Line + 1, frame.Position.Column + 1, frame.Length);
        }
        else
        {
            page.Markup("<pre class=\"plain\">").Text(frame.Excerpt).Markup("</pre>\n");
        }
    }

    /// <summary>The file, relative to the project where it is in there.</summary>
    private static string Name(TemplateFrame frame, Settings settings)
    {
        if (frame.Path is not { } path) return frame.TemplateName ?? "(a text)";
        var relative = Path.GetRelativePath(settings.BaseDir, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative.Replace(Path.DirectorySeparatorChar, '/');
    }

    private static string Number(int fromZero) => (fromZero + 1).ToString(CultureInfo.InvariantCulture);
}
