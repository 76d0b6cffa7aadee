using System.Collections.Concurrent;
using System.Globalization;
using Quintet.Ide;
using Quintet.Lsp.Protocol;
using Quintet.Lsp.Session;
using Quintet.Text;

namespace Quintet.Lsp.Features;

/// <summary><c>textDocument/semanticTokens</c>: full, delta and range. Remembers of each open document what it answered last.</summary>
internal sealed class SemanticTokensFeature
{
    private readonly ConcurrentDictionary<string, (string Id, int[] Data)> _last = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>What is offered to a client: those of its types that we use; null where it has none.</summary>
    public static SemanticTokensOptions? Options(ClientFeatures features) =>
        Types(features) is { Length: > 0 } types ? new(new(types, Modifiers(features)), Range: true, new(features.TokenDeltas)) : null;

    public object Full(DocumentRequest request, CancellationToken cancellation)
    {
        var data = Data(request, null, cancellation);
        return new Protocol.SemanticTokens(data) { ResultId = Remember(request, data) };
    }

    /// <summary>The difference to what was answered last; all where the client speaks of another answer.</summary>
    public object Delta(DocumentRequest request, string previousId, CancellationToken cancellation)
    {
        if (!_last.TryGetValue(request.Document.Path, out var last) || last.Id != previousId) return Full(request, cancellation);
        var data = Data(request, null, cancellation);
        var same = last.Data.AsSpan().CommonPrefixLength(data);
        var end = 0;
        while (end < Math.Min(last.Data.Length, data.Length) - same && last.Data[^(end + 1)] == data[^(end + 1)]) end++;
        SemanticTokensEdit[] edits = same == data.Length && same == last.Data.Length ? [] : [new(same, last.Data.Length - same - end, data[same..^end])];
        return new SemanticTokensDelta(edits, Remember(request, data));
    }

    public static object InRange(DocumentRequest request, Protocol.Range range, CancellationToken cancellation) =>
        new Protocol.SemanticTokens(Data(request, request.Positions.ToSpan(range), cancellation));

    /// <summary>A document was closed.</summary>
    public void Forget(string path) => _last.TryRemove(path, out _);

    private string Remember(DocumentRequest request, int[] data)
    {
        var id = Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture);
        if (request.Features.TokenDeltas && request.Document.Version is not null) _last[request.Document.Path] = (id, data);
        return id;
    }

    private static int[] Data(DocumentRequest request, TextSpan? range, CancellationToken cancellation)
    {
        var (types, modifiers) = (Types(request.Features), Modifiers(request.Features));
        var typeOf = Enum.GetValues<TokenKind>().ToDictionary(kind => kind, kind => Array.IndexOf(types, Name(kind)));
        var traits = modifiers.Select(TraitOf).ToList();
        var data = new List<int>();
        var before = default(Position);
        foreach (var token in Ide.SemanticTokens.Of(request.Snapshot, request.Document.Path, range, request.Features.OnlyTokens, cancellation))
        {
            // What the client has no colour for is left to its grammar.
            if (typeOf[token.Kind] is not (>= 0 and var type)) continue;
            var bits = 0;
            for (var i = 0; i < traits.Count; i++) bits |= token.Traits.HasFlag(traits[i]) ? 1 << i : 0;
            foreach (var (start, length) in Pieces(request, token.Span))
            {
                data.AddRange([start.Line - before.Line, start.Line == before.Line ? start.Character - before.Character : start.Character, length, type, bits]);
                before = start;
            }
        }

        return [.. data];
    }

    /// <summary>A token of several lines in pieces, where the client knows no such tokens; a line's end belongs to none.</summary>
    private static IEnumerable<(Position Start, int Length)> Pieces(DocumentRequest request, TextSpan span)
    {
        var text = request.Document.Text;
        // Over lines a length counts the line ends as well, in UTF-16; other clients get pieces.
        if (request.Features is { MultilineTokens: true, Encoding: PositionEncoding.Utf16 })
        {
            yield return (request.Positions.ToPosition(span.Start), span.Length);
            yield break;
        }

        for (var start = span.Start; start < span.End;)
        {
            var line = text.IndexOfAny(['\r', '\n'], start, span.End - start);
            var end = line < 0 ? span.End : line;
            var range = request.Positions.ToRange(TextSpan.FromBounds(start, end));
            if (end > start) yield return (range.Start, range.End.Character - range.Start.Character);
            start = end + 1;
        }
    }

    private static string[] Types(ClientFeatures features) => [.. Enum.GetValues<TokenKind>().Select(Name).Where(features.TokenTypes.Contains)];

    private static string[] Modifiers(ClientFeatures features) => [.. new[] { TokenTraits.Declaration, TokenTraits.DefaultLibrary }.Select(Name).Where(features.TokenModifiers.Contains)];

    private static TokenTraits TraitOf(string modifier) => modifier == Name(TokenTraits.Declaration) ? TokenTraits.Declaration : TokenTraits.DefaultLibrary;

    private static string Name<T>(T value) where T : struct, Enum => char.ToLowerInvariant(value.ToString()[0]) + value.ToString()[1..];
}
