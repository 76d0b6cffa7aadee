using System.Text;
using Quintet.Lsp.Protocol;
using Quintet.Lsp.Session;

namespace LspTests;

/// <summary>The server's text equals the client's after any edits. The client here is another implementation: it keeps lines, and counts by itself.</summary>
public sealed class OpenDocumentsTests
{
    private static readonly string[] s_pieces = ["a", "bc", "ä", "€", "😀", "\n", "\r\n", "\r", "<% url '", "' %>", " ", "", "{{ x }}\n\n"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RandomEditsKeepTheTextsEqual(bool utf8)
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var documents = new OpenDocuments { Encoding = utf8 ? PositionEncoding.Utf8 : PositionEncoding.Utf16 };
            var text = Text(random, 12);
            documents.Open(new("file:///a.html", "html", 0, text));
            for (var version = 1; version <= 30; version++)
            {
                var changes = new TextDocumentContentChangeEvent[random.Next(1, 4)];
                for (var i = 0; i < changes.Length; i++)
                {
                    var places = Places(text, utf8);
                    var (from, to) = (random.Next(places.Count), random.Next(places.Count));
                    if (from > to) (from, to) = (to, from);
                    var piece = Text(random, 3);
                    var whole = random.Next(20) == 0;
                    changes[i] = whole ? new(piece) : new(piece, new(places[from].Position, places[to].Position));
                    text = whole ? piece : text[..places[from].Offset] + piece + text[places[to].Offset..];
                }

                var document = documents.Change(new("file:///a.html", version), changes);
                Assert.NotNull(document);
                Assert.True(text == document.Text, $"seed {seed}, version {version}: expected {Show(text)}, found {Show(document.Text)}");
                Assert.Equal(version, document.Version);
            }
        }
    }

    [Fact]
    public void AReversedRangeInsertsAtItsStart()
    {
        var documents = new OpenDocuments();
        documents.Open(new("file:///a.html", "html", 1, "abc"));
        Assert.Equal("abxc", documents.Change(new("file:///a.html", 2), [new("x", new(new(0, 2), new(0, 1)))])!.Text);
    }

    [Fact]
    public void WhatIsNotOpenDoesNotChange()
    {
        var documents = new OpenDocuments();
        Assert.Null(documents.Change(new("file:///a.html", 1), [new("x")]));
        Assert.Null(documents.Close(new("file:///a.html")));
        Assert.Null(documents.Open(new("untitled:1", "html", 1, "")));
    }

    [Fact]
    public void TheClientsSpellingOfAUriIsKept()
    {
        var documents = new OpenDocuments();
        documents.Open(new("file:///a%28b%29/./c.html", "html", 1, ""));
        Assert.Equal("file:///a%28b%29/./c.html", documents.UriOf("/a(b)/c.html"));
    }

    private static string Text(Random random, int most) => string.Concat(Enumerable.Range(0, random.Next(most + 1)).Select(_ => s_pieces[random.Next(s_pieces.Length)]));

    /// <summary>Every place that an editor's cursor can have, with its position counted naively.</summary>
    private static List<(int Offset, Position Position)> Places(string text, bool utf8)
    {
        var places = new List<(int, Position)>();
        var (line, start) = (0, 0);
        for (var offset = 0; offset <= text.Length; offset++)
        {
            var inPair = offset > 0 && offset < text.Length && char.IsLowSurrogate(text[offset]) && char.IsHighSurrogate(text[offset - 1]);
            var inBreak = offset > 0 && offset < text.Length && text[offset - 1] == '\r' && text[offset] == '\n';
            if (offset > 0 && !inBreak && text[offset - 1] is ('\n' or '\r')) (line, start) = (line + 1, offset);
            if (!inPair && !inBreak) places.Add((offset, new(line, utf8 ? Encoding.UTF8.GetByteCount(text[start..offset]) : offset - start)));
        }

        return places;
    }

    private static string Show(string text) => text.Replace("\r", "\\r").Replace("\n", "\\n");
}
