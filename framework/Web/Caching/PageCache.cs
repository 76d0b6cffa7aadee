using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Quintet.Conf;
using Quintet.Http;

namespace Quintet.Caching;

/// <summary>
/// Whole pages in a cache (Django's <c>CacheMiddleware</c>), by address and by those headers of the request on which the response says it depends. Only what anybody may see is kept: answers to GET and HEAD with status 200, not those that are
/// private, that come piece by piece, or that give a visitor without cookies one.
/// </summary>
/// <param name="alias">The cache.</param>
/// <param name="keyPrefix">Stands in front of the keys.</param>
/// <param name="seconds">How long pages are kept that do not say it themselves; null: as long as the cache keeps things.</param>
/// <param name="pageSeconds">How long, whatever a page says; null: it may say.</param>
internal sealed class PageCache(string alias, string keyPrefix, int? seconds, int? pageSeconds = null)
{
    // In the request's Items where its answer is worth keeping: which page it is, with the language and the time zone in which it is made. Outside of the middleware that chose them they are over again.
    private const string Wanted = "_cache_update_cache";

    /// <summary>The page that answers the request; null: it must be made.</summary>
    public async ValueTask<HttpResponse?> FetchAsync(HttpRequest request)
    {
        if (request.Method is not ("GET" or "HEAD")) return null;
        var page = PageOf(request);
        request.Items[Wanted] = page;
        var cache = Cache.Named(alias);
        if (await cache.GetAsync<string[]>(HeaderKey(page), cancellation: request.Aborted) is not { } names) return null;
        var kept = await cache.GetAsync<byte[]>(PageKey(request, "GET", names, page), cancellation: request.Aborted);
        if (kept is null && request.Method == "HEAD") kept = await cache.GetAsync<byte[]>(PageKey(request, "HEAD", names, page), cancellation: request.Aborted);
        if (kept is null || CachedPage.Read(kept) is not { } response) return null;
        request.Items.Remove(Wanted);
        if (CacheHeaders.GetMaxAge(response) is { } maxAge && HttpUtils.ParseHttpDate(response["Expires"]) is { } expires)
        {
            // Both in whole seconds, as a date of HTTP is.
            var rest = expires.ToUnixTimeSeconds() - cache.Clock.GetUtcNow().ToUnixTimeSeconds();
            response["Age"] = Math.Max(0, maxAge - rest).ToString(CultureInfo.InvariantCulture);
        }

        return response;
    }

    /// <summary>Keeps the answer, where it may be kept.</summary>
    public async ValueTask<HttpResponse> UpdateAsync(HttpRequest request, HttpResponse response)
    {
        if (!request.Items.TryGetValue(Wanted, out var wanted) || wanted is not string page || response.IsStreaming || response.StatusCode is not (200 or 304)) return response;
        // A page for one visitor alone: the next one would get his cookie.
        if (request.COOKIES.Count == 0 && response.Cookies.Count > 0 && CacheHeaders.HasVaryHeader(response, "Cookie")) return response;
        if (CacheHeaders.HasDirective(response, "private") || CacheHeaders.HasVaryHeader(response, "*")) return response;
        var cache = Cache.Named(alias);
        var time = pageSeconds ?? CacheHeaders.GetMaxAge(response) ?? seconds ?? (cache.Timeout == Cache.Forever ? int.MaxValue : (int)cache.Timeout.TotalSeconds);
        if (time <= 0) return response;
        CacheHeaders.PatchResponseHeaders(response, time);
        if (response.StatusCode != 200) return response;
        var names = VaryNames(response);
        var timeout = TimeSpan.FromSeconds(time);
        await cache.SetAsync(HeaderKey(page), names, timeout, cancellation: request.Aborted);
        await cache.SetAsync(PageKey(request, request.Method, names, page), CachedPage.Write(response), timeout, cancellation: request.Aborted);
        return response;
    }

    private static string[] VaryNames(HttpResponse response)
    {
        if (response["Vary"] is not { Length: > 0 } vary) return [];
        // With translations the language stands in the key already; what the browser asked for would only scatter it.
        var isTranslated = Settings.Current.UseI18n;
        return [.. vary.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(name => name.ToUpperInvariant())
            .Where(name => !isTranslated || name != "ACCEPT-LANGUAGE").Distinct().Order(StringComparer.Ordinal)];
    }

    private string HeaderKey(string page) => $"views.decorators.cache.cache_header.{keyPrefix}.{page}";

    private string PageKey(HttpRequest request, string method, string[] names, string page)
    {
        var values = new StringBuilder();
        // Each value with its length, so that two cannot run into each other.
        foreach (var name in names)
        {
            if (request.Headers[name] is { } value) values.Append(CultureInfo.InvariantCulture, $"{name}:{value.Length}:{value};");
        }

        return $"views.decorators.cache.cache_page.{keyPrefix}.{method}.{page}.{Hash(values.ToString())}";
    }

    private static string PageOf(HttpRequest request)
    {
        var settings = Settings.Current;
        return Hash(request.BuildAbsoluteUri()) + (settings.UseI18n ? "." + Translation.Current.Language : "") + (settings.UseTz ? "." + Timezone.Current.Id : "");
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}

/// <summary>A page as a cache keeps it.</summary>
internal static class CachedPage
{
    private const byte Format = 1;

    public static byte[] Write(HttpResponse response)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Format);
        writer.Write(response.StatusCode);
        writer.Write(response.ReasonPhrase ?? "");
        writer.Write(response.ContentType);
        writer.Write(response.Headers.Count);
        foreach (var (name, value) in response.Headers)
        {
            writer.Write(name);
            writer.Write(value);
        }

        writer.Write(response.Cookies.Count);
        foreach (var cookie in response.Cookies) writer.Write(cookie);
        var content = response.ContentBytes;
        writer.Write(content.Length);
        writer.Write(content.Span);
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>The page; null where it is none of this format.</summary>
    public static HttpResponse? Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        try
        {
            if (reader.ReadByte() != Format) return null;
            var (status, phrase, type) = (reader.ReadInt32(), reader.ReadString(), reader.ReadString());
            var headers = new KeyValuePair<string, string>[reader.ReadInt32()];
            for (var i = 0; i < headers.Length; i++) headers[i] = new(reader.ReadString(), reader.ReadString());
            var cookies = new string[reader.ReadInt32()];
            for (var i = 0; i < cookies.Length; i++) cookies[i] = reader.ReadString();
            var length = reader.ReadInt32();
            var response = new HttpResponse(bytes.AsMemory(bytes.Length - length), type, status) { ReasonPhrase = phrase.Length > 0 ? phrase : null };
            foreach (var (name, value) in headers) response.Headers[name] = value;
            response.AddCookies(cookies);
            return response;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or OverflowException)
        {
            return null;
        }
    }
}
