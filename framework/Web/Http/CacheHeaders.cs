using System.Globalization;
using System.Security.Cryptography;

namespace Quintet.Http;

/// <summary>What caches are told of a response, and what they say of theirs (Django's <c>utils.cache</c>; RFC 9110 and 9111).</summary>
public static class CacheHeaders
{
    /// <summary>What a 304 repeats of the response whose place it takes (RFC 9110, 15.4.5).</summary>
    private static readonly string[] OfNotModified = ["Cache-Control", "Content-Location", "Date", "ETag", "Expires", "Last-Modified", "Vary"];

    /// <summary>Adds to <c>Cache-Control</c>. Of two ages the shorter counts, <c>private</c> and <c>public</c> take each other's place, what else is there stays.</summary>
    public static void PatchCacheControl(HttpResponse response, CacheDirectives directives)
    {
        var known = Directives(response["Cache-Control"]);
        foreach (var (name, value) in directives.All())
        {
            var given = value;
            if (name == "max-age" && Find(known, name) is { } before && int.TryParse(before, CultureInfo.InvariantCulture, out var age) && age < directives.MaxAge) given = before;
            if (name == "public") known.RemoveAll(pair => Is(pair.Key, "private"));
            if (name == "private") known.RemoveAll(pair => Is(pair.Key, "public"));
            // Several names of fields stand beside each other; without a name, no-cache means all of them.
            if (name == "no-cache" && given is not null)
            {
                if (!known.Exists(pair => Is(pair.Key, name) && (pair.Value is null || pair.Value == given))) known.Add(new(name, given));
                continue;
            }

            var index = known.FindIndex(pair => Is(pair.Key, name));
            if (index < 0)
            {
                known.Add(new(name, given));
                continue;
            }

            known[index] = new(name, given);
            if (name == "no-cache") known.RemoveAll(pair => Is(pair.Key, name) && pair.Value is not null);
        }

        response["Cache-Control"] = string.Join(", ", known.Select(pair => pair.Value is null ? pair.Key : $"{pair.Key}={pair.Value}"));
    }

    /// <summary>The <c>max-age</c> in seconds; null where there is none.</summary>
    public static int? GetMaxAge(HttpResponse response) =>
        Find(Directives(response["Cache-Control"]), "max-age") is { } text && int.TryParse(text, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    /// <summary>Whether <c>Cache-Control</c> says that.</summary>
    internal static bool HasDirective(HttpResponse response, string name) => Directives(response["Cache-Control"]).Exists(pair => Is(pair.Key, name));

    /// <summary>Lets caches keep the response so long: <c>Expires</c> and <c>max-age</c>.</summary>
    /// <param name="response">The response.</param>
    /// <param name="seconds">Less than 0 counts as 0.</param>
    public static void PatchResponseHeaders(HttpResponse response, int seconds)
    {
        seconds = Math.Max(0, seconds);
        response.Headers.SetDefault("Expires", HttpUtils.HttpDate(DateTimeOffset.UtcNow.AddSeconds(seconds)));
        PatchCacheControl(response, new() { MaxAge = seconds });
    }

    /// <summary>Keeps the response out of every cache.</summary>
    public static void AddNeverCacheHeaders(HttpResponse response)
    {
        PatchResponseHeaders(response, -1);
        PatchCacheControl(response, new() { NoCache = true, NoStore = true, MustRevalidate = true, Private = true });
    }

    /// <summary>Says on which headers of the request the response depends; <c>*</c> stands for all and more.</summary>
    public static void PatchVaryHeaders(HttpResponse response, params ReadOnlySpan<string> names)
    {
        foreach (var name in names) response.Headers.PatchVary(name);
    }

    /// <summary>Whether the response says that it depends on that header of the request.</summary>
    public static bool HasVaryHeader(HttpResponse response, string name) =>
        response["Vary"] is { } vary && vary.Split(',', StringSplitOptions.TrimEntries).Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Gives a response with a body an <c>ETag</c> that is made of it; one whose body comes piece by piece gets none.</summary>
    public static void SetResponseETag(HttpResponse response)
    {
        if (response.IsStreaming || response.ContentBytes is not { Length: > 0 } content) return;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content.Span, hash);
        response["ETag"] = HttpUtils.QuoteETag(Convert.ToHexStringLower(hash[..16]));
    }

    /// <summary>
    /// What the request's conditions (<c>If-Match</c>, <c>If-None-Match</c> and the two with dates) make of a response: 304, 412, or the response itself.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="etag">That of what is there, quoted; null: it has none.</param>
    /// <param name="lastModified">When it changed last; null: not known.</param>
    /// <param name="response">The response that is there already; null: none yet.</param>
    /// <returns>Null where nothing stands against asking the view.</returns>
    public static HttpResponse? GetConditionalResponse(HttpRequest request, string? etag, DateTimeOffset? lastModified, HttpResponse? response = null)
    {
        if (response is not null && response.StatusCode is < 200 or >= 300) return response;
        var ifMatch = HttpUtils.ParseETags(request.Headers["If-Match"]);
        var ifNoneMatch = HttpUtils.ParseETags(request.Headers["If-None-Match"]);
        // Dates of HTTP know no parts of seconds.
        if (lastModified is { } exact) lastModified = new(exact.UtcTicks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);

        // In the order of RFC 9110, 13.2.2.
        if (ifMatch.Count > 0)
        {
            if (!IsStrongMatch(etag, ifMatch)) return Failed(request, response);
        }
        else if (HttpUtils.ParseHttpDate(request.Headers["If-Unmodified-Since"]) is { } unmodifiedSince && !(lastModified <= unmodifiedSince))
        {
            return Failed(request, response);
        }

        if (ifNoneMatch.Count > 0)
        {
            if (!IsWeakMatch(etag, ifNoneMatch)) return response;
            return request.Method is "GET" or "HEAD" ? NotModified(response) : Failed(request, response);
        }

        if (request.Method is "GET" or "HEAD" && HttpUtils.ParseHttpDate(request.Headers["If-Modified-Since"]) is { } modifiedSince && lastModified <= modifiedSince) return NotModified(response);
        return response;
    }

    private static bool IsStrongMatch(string? etag, IReadOnlyList<string> tags) =>
        !string.IsNullOrEmpty(etag) && (tags is ["*"] || (!etag.StartsWith("W/", StringComparison.Ordinal) && tags.Contains(etag)));

    private static bool IsWeakMatch(string? etag, IReadOnlyList<string> tags) =>
        !string.IsNullOrEmpty(etag) && (tags is ["*"] || tags.Any(tag => HttpUtils.WithoutWeakness(tag) == HttpUtils.WithoutWeakness(etag)));

    private static HttpResponseNotModified NotModified(HttpResponse? response)
    {
        var notModified = new HttpResponseNotModified();
        if (response is null) return notModified;
        foreach (var name in OfNotModified)
        {
            if (response.Headers[name] is { } value) notModified.Headers[name] = value;
        }

        notModified.TakePlaceOf(response);
        response.Release();
        return notModified;
    }

    private static HttpResponse Failed(HttpRequest request, HttpResponse? response)
    {
        response?.Release();
        Application.Current.ErrorLog($"Precondition Failed: {request.Path}", null);
        return new HttpResponse(status: 412);
    }

    private static List<KeyValuePair<string, string?>> Directives(string? header)
    {
        var directives = new List<KeyValuePair<string, string?>>();
        foreach (var part in HttpUtils.SplitList(header))
        {
            var equals = part.IndexOf('=');
            directives.Add(equals < 0 ? new(part, null) : new(part[..equals].TrimEnd(), part[(equals + 1)..].TrimStart()));
        }

        return directives;
    }

    private static string? Find(List<KeyValuePair<string, string?>> directives, string name) => directives.Find(pair => Is(pair.Key, name)).Value;

    private static bool Is(string directive, string name) => directive.Equals(name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What <c>Cache-Control</c> can say; ages in seconds (RFC 9111, 5.2.2).</summary>
public sealed record CacheDirectives
{
    public int? MaxAge { get; init; }

    /// <summary>The age for caches that many people share.</summary>
    public int? SMaxAge { get; init; }

    public bool Public { get; init; }

    /// <summary>Only the visitor's own browser keeps it.</summary>
    public bool Private { get; init; }

    /// <summary>It is kept, but the server is asked each time whether it is still right.</summary>
    public bool NoCache { get; init; }

    /// <summary>Headers of the response for which <see cref="NoCache"/> holds alone.</summary>
    public IReadOnlyList<string> NoCacheFields { get; init; } = [];

    public bool NoStore { get; init; }

    public bool NoTransform { get; init; }

    public bool MustRevalidate { get; init; }

    public bool ProxyRevalidate { get; init; }

    /// <summary>It never changes: browsers do not ask again.</summary>
    public bool Immutable { get; init; }

    public int? StaleWhileRevalidate { get; init; }

    public int? StaleIfError { get; init; }

    internal IEnumerable<(string Name, string? Value)> All()
    {
        if (MaxAge is { } maxAge) yield return ("max-age", Number(maxAge));
        if (SMaxAge is { } sMaxAge) yield return ("s-maxage", Number(sMaxAge));
        if (NoCache) yield return ("no-cache", null);
        foreach (var field in NoCacheFields) yield return ("no-cache", $"\"{field}\"");
        if (NoStore) yield return ("no-store", null);
        if (NoTransform) yield return ("no-transform", null);
        if (MustRevalidate) yield return ("must-revalidate", null);
        if (ProxyRevalidate) yield return ("proxy-revalidate", null);
        if (Public) yield return ("public", null);
        if (Private) yield return ("private", null);
        if (Immutable) yield return ("immutable", null);
        if (StaleWhileRevalidate is { } stale) yield return ("stale-while-revalidate", Number(stale));
        if (StaleIfError is { } error) yield return ("stale-if-error", Number(error));
    }

    private static string Number(int seconds) => seconds.ToString(CultureInfo.InvariantCulture);
}
