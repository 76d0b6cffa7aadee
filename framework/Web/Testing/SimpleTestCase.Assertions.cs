using System.Text.Json.Nodes;

namespace Quintet.Testing;

/// <content>What tests claim of pages (Django's assertions).</content>
public abstract partial class SimpleTestCase
{
    /// <summary>The response has this status, and its body this text.</summary>
    /// <param name="response">The response.</param>
    /// <param name="text">The text, or with <paramref name="html"/> a piece of HTML.</param>
    /// <param name="count">How often; null: once or more.</param>
    /// <param name="statusCode">Its status.</param>
    /// <param name="html">Compares as HTML: white space and the order of attributes do not count.</param>
    /// <exception cref="AssertionException">It is not so.</exception>
    protected static void AssertContains(ClientResponse response, string text, int? count = null, int statusCode = 200, bool html = false)
    {
        AssertStatus(response, statusCode);
        var found = Count(response.Content, text, html);
        if (count is null ? found == 0 : found != count)
        {
            throw new AssertionException(count is null
                ? $"Couldn't find '{text}' in the following response\n{response.Content}"
                : $"Found {found} instances of '{text}' (expected {count}) in the following response\n{response.Content}");
        }
    }

    /// <summary>The response has this status, and its body has not this text.</summary>
    /// <inheritdoc cref="AssertContains"/>
    protected static void AssertNotContains(ClientResponse response, string text, int statusCode = 200, bool html = false)
    {
        AssertStatus(response, statusCode);
        if (Count(response.Content, text, html) > 0) throw new AssertionException($"'{text}' unexpectedly found in the following response\n{response.Content}");
    }

    /// <summary>The response has this status.</summary>
    /// <exception cref="AssertionException">It has another.</exception>
    protected static void AssertStatus(ClientResponse response, int statusCode)
    {
        if (response.StatusCode == statusCode) return;
        var why = response.Exception is { } exception ? $"\n{Views.Technical.ErrorText.Of(exception)}" : "";
        throw new AssertionException($"Couldn't retrieve content: Response code was {response.StatusCode} (expected {statusCode}){why}");
    }

    /// <summary>The response sends the browser to an address of this site, where a page is; of a response that followed redirects, the last one is looked at.</summary>
    /// <param name="response">The response.</param>
    /// <param name="expectedUrl">The address, <c>/books/</c>.</param>
    /// <param name="statusCode">The redirect's status; of several the first's.</param>
    /// <param name="targetStatusCode">The status of the page that it leads to.</param>
    /// <param name="fetchRedirectResponse">Whether that page is asked for.</param>
    /// <exception cref="AssertionException">It is not so.</exception>
    protected void AssertRedirects(ClientResponse response, string expectedUrl, int statusCode = 302, int targetStatusCode = 200, bool fetchRedirectResponse = true)
    {
        if (response.RedirectChain is [var first, ..])
        {
            if (first.StatusCode != statusCode) throw new AssertionException($"Initial response didn't redirect as expected: Response code was {first.StatusCode} (expected {statusCode})");
            AssertUrlEqual(response.RedirectChain[^1].Url, expectedUrl);
            if (response.StatusCode != targetStatusCode) throw new AssertionException($"Response didn't redirect as expected: Final Response code was {response.StatusCode} (expected {targetStatusCode})");
            return;
        }

        if (response.StatusCode != statusCode) throw new AssertionException($"Response didn't redirect as expected: Response code was {response.StatusCode} (expected {statusCode}){(response.Exception is { } e ? $"\n{Views.Technical.ErrorText.Of(e)}" : "")}");
        var url = response["Location"] ?? throw new AssertionException("Response didn't redirect as expected: it has no Location.");
        AssertUrlEqual(url, expectedUrl);
        if (!fetchRedirectResponse) return;
        if (Uri.TryCreate(url, UriKind.Absolute, out var absolute) && !url.StartsWith('/') && absolute.Host != Client.Host) throw new AssertionException($"The test client is unable to fetch remote URLs (got {url}). Say fetchRedirectResponse: false.");
        var target = Client.Get(absolute is not null && !url.StartsWith('/') ? absolute.PathAndQuery : url);
        if (target.StatusCode != targetStatusCode) throw new AssertionException($"Couldn't retrieve redirection page '{url}': response code was {target.StatusCode} (expected {targetStatusCode})");
    }

    /// <summary>Two addresses are the same, in whatever order the fields of the query string stand.</summary>
    protected static void AssertUrlEqual(string actual, string expected)
    {
        if (Normal(actual) != Normal(expected)) throw new AssertionException($"Expected '{actual}' to equal '{expected}'.");

        static string Normal(string url)
        {
            var (path, rest) = url.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? (url[..at], url[(at + 1)..]) : (url, "");
            var fragment = rest.IndexOf('#', StringComparison.Ordinal) is >= 0 and var hash ? rest[hash..] : "";
            // Of one name the order counts.
            return path + "?" + string.Join('&', rest[..^fragment.Length].Split('&').OrderBy(field => field.Split('=')[0], StringComparer.Ordinal)) + fragment;
        }
    }

    /// <summary>The page was made with this template, or with one that includes or extends it.</summary>
    /// <exception cref="AssertionException">It was not.</exception>
    protected static void AssertTemplateUsed(ClientResponse response, string template)
    {
        if (response.Templates.Count == 0) throw new AssertionException("No templates used to render the response");
        if (!response.Templates.Contains(template)) throw new AssertionException($"Template '{template}' was not a template used to render the response. Actual template(s) used: {string.Join(", ", response.Templates)}");
    }

    /// <summary>The page was not made with this template.</summary>
    /// <exception cref="AssertionException">It was.</exception>
    protected static void AssertTemplateNotUsed(ClientResponse response, string template)
    {
        if (response.Templates.Contains(template)) throw new AssertionException($"Template '{template}' was used unexpectedly in rendering the response");
    }

    /// <summary>Two pieces of HTML are the same: white space between tags, the order of attributes and of classes do not count.</summary>
    /// <exception cref="AssertionException">They are not, or one of them is no HTML.</exception>
    protected static void AssertHtmlEqual(string actual, string expected)
    {
        var (first, second) = (Parsed(actual, "First"), Parsed(expected, "Second"));
        if (!first.IsSame(second)) throw new AssertionException($"The HTML is not the expected one.\nExpected:\n{second}\nFound:\n{first}");
    }

    /// <summary>Two pieces of HTML differ.</summary>
    /// <exception cref="AssertionException">They do not, or one of them is no HTML.</exception>
    protected static void AssertHtmlNotEqual(string actual, string expected)
    {
        var first = Parsed(actual, "First");
        if (first.IsSame(Parsed(expected, "Second"))) throw new AssertionException($"The HTML is the same:\n{first}");
    }

    /// <summary>A piece of HTML stands in another.</summary>
    /// <param name="needle">The piece.</param>
    /// <param name="haystack">The whole.</param>
    /// <param name="count">How often; null: once or more.</param>
    /// <exception cref="AssertionException">It is not so.</exception>
    protected static void AssertInHtml(string needle, string haystack, int? count = null)
    {
        var whole = Parsed(haystack, "Second");
        var found = whole.Count(Parsed(needle, "First"));
        if (count is null ? found == 0 : found != count) throw new AssertionException(count is null ? $"Couldn't find '{needle}' in\n{whole}" : $"Found {found} instances of '{needle}' (expected {count}) in\n{whole}");
    }

    /// <summary>Two texts of JSON say the same.</summary>
    /// <exception cref="AssertionException">They do not, or one of them is no JSON.</exception>
    protected static void AssertJsonEqual(string actual, string expected)
    {
        if (!JsonNode.DeepEquals(Json(actual, "First"), Json(expected, "Second"))) throw new AssertionException($"The JSON is not the expected one.\nExpected: {expected}\nFound: {actual}");

        static JsonNode? Json(string text, string which)
        {
            try
            {
                return JsonNode.Parse(text);
            }
            catch (System.Text.Json.JsonException exception)
            {
                throw new AssertionException($"{which} argument is not valid JSON: '{text}' ({exception.Message})");
            }
        }
    }

    private static int Count(string content, string text, bool html)
    {
        if (html) return Parsed(content, "Response").Count(Parsed(text, "Second"));
        var count = 0;
        for (var at = content.IndexOf(text, StringComparison.Ordinal); at >= 0 && text.Length > 0; at = content.IndexOf(text, at + text.Length, StringComparison.Ordinal)) count++;
        return count;
    }

    private static ParsedHtml Parsed(string html, string which)
    {
        try
        {
            return ParsedHtml.Parse(html);
        }
        catch (FormatException exception)
        {
            throw new AssertionException($"{which} argument is not valid HTML: {exception.Message}\n{html}");
        }
    }
}
