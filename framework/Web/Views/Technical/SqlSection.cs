using System.Globalization;
using Quintet.Db;

namespace Quintet.Views.Technical;

/// <summary>The statements that a request ran, with their times; what ran again and again is said first.</summary>
internal static class SqlSection
{
    private const int Worth = 4, LongestValue = 200;

    public static void Write(PageWriter page, Connections connections)
    {
        if (connections.Record is not { Count: > 0 } record) return;
        List<ExecutedQuery> queries = [.. record];
        page.Markup("<section>\n<h2>SQL</h2>\n<p>").Text(string.Create(CultureInfo.InvariantCulture, $"{queries.Count} {(queries.Count == 1 ? "query" : "queries")} in {Milliseconds(queries.Aggregate(TimeSpan.Zero, (sum, query) => sum + query.Duration))}")).Markup("</p>\n");
        foreach (var same in queries.GroupBy(query => (query.Alias, query.Sql)).Where(same => same.Count() >= Worth))
        {
            page.Markup("<p class=\"message\">").Text($"The same statement ran {same.Count()} times, with other values: SelectRelated or PrefetchRelated would ask once.").Markup("</p>\n<pre class=\"plain\">").Text(same.Key.Sql).Markup("</pre>\n");
        }

        page.Markup("<details><summary>All statements</summary>\n<table class=\"values\">\n");
        foreach (var query in queries)
        {
            page.Markup("<tr><th scope=\"row\">").Text(Milliseconds(query.Duration)).Markup("</th><td><code>").Text(query.Sql).Markup("</code>");
            if (query.Parameters.Count > 0) page.Markup("<br><code class=\"place\">").Text(string.Join(", ", query.Parameters.Select(Value))).Markup("</code>");
            page.Markup("</td></tr>\n");
        }

        page.Markup("</table></details>\n</section>\n");
    }

    private static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.00} ms");

    private static string Value(object? value)
    {
        var text = value switch { null => "NULL", string s => $"'{s}'", byte[] bytes => $"{bytes.Length} bytes", _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "" };
        return text.Length > LongestValue ? text[..LongestValue] + "…" : text;
    }
}
