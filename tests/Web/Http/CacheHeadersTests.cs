using Quintet.Http;

namespace WebTests.Http;

public class CacheHeadersTests
{
    public static TheoryData<string?, CacheDirectives, string> ControlCases => new()
    {
        { null, new() { MaxAge = 60 }, "max-age=60" },
        { "max-age=20", new() { MaxAge = 60 }, "max-age=20" },
        { "max-age=80", new() { MaxAge = 60 }, "max-age=60" },
        { "max-age=oops", new() { MaxAge = 60 }, "max-age=60" },
        { null, new() { Private = true }, "private" },
        { "", new() { Private = true }, "private" },
        { "private", new() { Private = true }, "private" },
        { "private", new() { Public = true }, "public" },
        { "public", new() { Public = true }, "public" },
        { "public", new() { Private = true }, "private" },
        { "must-revalidate,max-age=60,private", new() { Public = true }, "must-revalidate, max-age=60, public" },
        { "must-revalidate,  max-age=60, public", new() { Private = true }, "must-revalidate, max-age=60, private" },
        { "must-revalidate,max-age=60", new() { Public = true }, "must-revalidate, max-age=60, public" },
        { "max-age=60, public, s-maxage=86400", new() { Private = true, NoCache = true, SMaxAge = 1 }, "max-age=60, s-maxage=1, no-cache, private" },
        { null, new() { NoCacheFields = ["Set-Cookie"] }, "no-cache=\"Set-Cookie\"" },
        { "no-cache=\"Set-Cookie\"", new() { NoCacheFields = ["X-Field"] }, "no-cache=\"Set-Cookie\", no-cache=\"X-Field\"" },
        { "no-cache=\"A, B\"", new() { NoStore = true }, "no-cache=\"A, B\", no-store" },
        { "no-cache=\"Set-Cookie\"", new() { NoCache = true }, "no-cache" },
        { "no-cache", new() { NoCacheFields = ["Set-Cookie"] }, "no-cache" },
        { "No-Cache, unknown=1", new() { Immutable = true, StaleWhileRevalidate = 5, StaleIfError = 6, NoTransform = true, ProxyRevalidate = true }, "No-Cache, unknown=1, no-transform, proxy-revalidate, immutable, stale-while-revalidate=5, stale-if-error=6" },
    };

    [Theory]
    [MemberData(nameof(ControlCases))]
    public void Cache_control_is_added_to(string? before, CacheDirectives directives, string after)
    {
        var response = new HttpResponse { ["Cache-Control"] = before };

        CacheHeaders.PatchCacheControl(response, directives);

        Assert.Equal(after, response["Cache-Control"]);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("private", null)]
    [InlineData("max-age=x", null)]
    [InlineData("private, Max-Age=7", 7)]
    public void The_age_is_read(string? header, int? age) => Assert.Equal(age, CacheHeaders.GetMaxAge(new() { ["Cache-Control"] = header }));

    [Theory]
    [InlineData(null, "Accept-Encoding", "Accept-Encoding")]
    [InlineData("Accept-Encoding", "accept-encoding", "Accept-Encoding")]
    [InlineData("Accept-Encoding", "ACCEPT-LANGUAGE,Cookie", "Accept-Encoding, ACCEPT-LANGUAGE, Cookie")]
    [InlineData("Cookie    ,     Accept-Encoding", "Accept-Encoding,cookie", "Cookie    ,     Accept-Encoding")]
    [InlineData("*", "Accept-Language", "*")]
    [InlineData("Accept-Encoding, *", "Accept-Language", "*")]
    [InlineData("Accept-Encoding", "*", "*")]
    public void Vary_is_added_to(string? before, string names, string after)
    {
        var response = new HttpResponse { ["Vary"] = before };

        CacheHeaders.PatchVaryHeaders(response, names.Split(','));

        Assert.Equal(after, response["Vary"]);
        Assert.Equal(after.Contains("Cookie", StringComparison.Ordinal), CacheHeaders.HasVaryHeader(response, "COOKIE"));
    }

    [Fact]
    public void Never_means_every_word_for_it()
    {
        var response = new HttpResponse();

        CacheHeaders.AddNeverCacheHeaders(response);

        Assert.Equal("max-age=0, no-cache, no-store, must-revalidate, private", response["Cache-Control"]);
        Assert.True(HttpUtils.ParseHttpDate(response["Expires"]) <= DateTimeOffset.UtcNow);
    }

    [Fact]
    public void A_response_may_be_kept_for_a_time()
    {
        var response = new HttpResponse();

        CacheHeaders.PatchResponseHeaders(response, 100);

        Assert.Equal("max-age=100", response["Cache-Control"]);
        Assert.InRange(HttpUtils.ParseHttpDate(response["Expires"])!.Value, DateTimeOffset.UtcNow.AddSeconds(50), DateTimeOffset.UtcNow.AddSeconds(101));
    }

    [Fact]
    public void A_tag_is_made_of_the_body_and_of_nothing_else()
    {
        var (one, same, other, empty) = (new HttpResponse("a"), new HttpResponse("a"), new HttpResponse("b"), new HttpResponse());
        foreach (var response in (HttpResponse[])[one, same, other, empty]) CacheHeaders.SetResponseETag(response);

        Assert.Matches("^\"[0-9a-f]{32}\"$", one["ETag"]);
        Assert.Equal(one["ETag"], same["ETag"]);
        Assert.NotEqual(one["ETag"], other["ETag"]);
        Assert.Null(empty["ETag"]);
    }
}
