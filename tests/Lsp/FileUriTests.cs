using Quintet.Lsp.Session;

namespace LspTests;

public sealed class FileUriTests
{
    [Theory]
    [InlineData("/home/me/app/Urls.cs", "file:///home/me/app/Urls.cs")]
    [InlineData("/with space/100%/a#b?c", "file:///with%20space/100%25/a%23b%3Fc")]
    [InlineData("/ä/€.html", "file:///%C3%A4/%E2%82%AC.html")]
    [InlineData("/(a) [b]", "file:///%28a%29%20%5Bb%5D")]
    public void PathsBecomeUrisAndComeBack(string path, string uri)
    {
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(uri, FileUri.FromPath(path));
        Assert.Equal(path, FileUri.ToPath(uri));
    }

    [Theory]
    [InlineData("file:///a/b/", "/a/b")]
    [InlineData("file:///a/./b/../c.html", "/a/c.html")]
    [InlineData("file://localhost/a", "/a")]
    [InlineData("file:///", "/")]
    public void OtherSpellingsAreUnderstood(string uri, string path)
    {
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(path, FileUri.ToPath(uri));
    }

    [Theory]
    [InlineData("untitled:Untitled-1")]
    [InlineData("git:/a/b.html?ref")]
    [InlineData("http://example.org/a.html")]
    [InlineData("/a/b.html")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("file:///a%00b")]
    [InlineData("no uri")]
    public void WhatIsNoFileHasNoPath(string? uri) => Assert.Null(FileUri.ToPath(uri));
}
