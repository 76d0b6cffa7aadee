using Quintet.Templates;

namespace Quintet.Views.Technical;

/// <summary>The part of the error page that shows where in a template something failed, and how that template was reached.</summary>
internal static class TemplateSection
{
    public static void Write(PageWriter page, Exception exception)
    {
        for (var current = exception; current is not null; current = current.InnerException)
        {
            if (current is TemplateException template) Write(page, template);
        }
    }

    private static void Write(PageWriter page, TemplateException exception)
    {
        if (exception is TemplateDoesNotExistException missing && missing.Tried.Count > 0)
        {
            page.Markup("<section>\n<h2>Template-loader postmortem</h2>\n<p>Quintet tried these files, in this order:</p>\n<ol>\n");
            foreach (var path in missing.Tried) page.Markup("<li><code>").Text(path).Markup("</code> (Source does not exist)</li>\n");
            page.Markup("</ol>\n</section>\n");
        }

        if (exception.Frames.Count == 0) return;
        page.Markup("<section>\n<h2>Error during template rendering</h2>\n");
        var innermost = true;
        foreach (var frame in exception.Frames)
        {
            page.Markup(innermost ? "<p>In template <code>" : "<p class=\"frame\">reached from <code>").Text(frame.Path ?? frame.TemplateName ?? "(a text)").Markup("</code>, line ")
                .Text((frame.Position.Line + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)).Markup("</p>\n");
            if (innermost) page.Markup("<p class=\"message\">").Text(exception.Problem).Markup("</p>\n");
            if (exception is TemplateSyntaxException { Expected: { Length: > 0 } expected } && innermost) page.Markup("<p>Expected: ").Text(expected).Markup("</p>\n");
            Excerpt(page, frame);
            innermost = false;
        }

        page.Markup("</section>\n");
    }

    private static void Excerpt(PageWriter page, TemplateFrame frame)
    {
        var line = frame.Position.Line + 1;
        // The frame holds the one line; around it comes what the file says now.
        if (frame.Path is { } path && SourceExcerpt.Read(path, line) is { } excerpt)
        {
            page.Excerpt(excerpt.Lines, excerpt.FirstNumber, line, frame.Position.Column + 1, frame.Excerpt.Count(c => c == '^'));
        }
        else
        {
            page.Markup("<pre class=\"plain\">").Text(frame.Excerpt).Markup("</pre>\n");
        }
    }
}
