using System.Text.Json;
using System.Text.Json.Serialization;

namespace Quintet.Lsp.Commands;

/// <summary>
/// Findings that are known. Each is told by its file, its id and the text of its line, so that lines may move; of several that are the same,
/// the number counts.
/// </summary>
internal sealed class Baseline
{
    public static readonly Baseline Empty = new([]);

    private const int CurrentVersion = 1;

    private readonly IReadOnlyList<BaselineEntry> _entries;

    private Baseline(IReadOnlyList<BaselineEntry> entries) => _entries = entries;

    public static Baseline Of(IEnumerable<Finding> findings) => new(
        [.. findings.CountBy(Key).Select(pair => new BaselineEntry(pair.Key.Path, pair.Key.Id, pair.Key.Text, pair.Value))
            .OrderBy(entry => entry.Path, StringComparer.Ordinal).ThenBy(entry => entry.Id, StringComparer.Ordinal).ThenBy(entry => entry.Text, StringComparer.Ordinal)]);

    /// <exception cref="CheckException">It is not there, or not one of ours.</exception>
    public static Baseline Read(string path)
    {
        BaselineFile? file;
        try
        {
            file = JsonSerializer.Deserialize(File.ReadAllText(path), BaselineJson.Default.BaselineFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckException($"The baseline '{path}' cannot be read: {e.Message} 'quintet check --baseline {Path.GetFileName(path)} --write-baseline' makes one.");
        }
        catch (JsonException e)
        {
            throw new CheckException($"'{path}' is no baseline: {e.Message} 'quintet check --baseline {Path.GetFileName(path)} --write-baseline' writes it anew.");
        }

        if (file is not { Version: CurrentVersion, Findings: { } findings } || findings.Any(entry => entry is not { Path: not null, Id: not null, Text: not null, Count: > 0 }))
            throw new CheckException($"'{path}' is no baseline of version {CurrentVersion}. 'quintet check --baseline {Path.GetFileName(path)} --write-baseline' writes it anew.");
        return new(findings);
    }

    /// <exception cref="CheckException">The file cannot be written.</exception>
    public void Write(string path)
    {
        try
        {
            File.WriteAllText(path, JsonSerializer.Serialize(new BaselineFile(CurrentVersion, _entries), BaselineJson.Default.BaselineFile).ReplaceLineEndings("\n") + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckException($"The baseline '{path}' cannot be written: {e.Message}");
        }
    }

    /// <summary>The findings that are not known, how many are, and how many that are known are found no more.</summary>
    public (List<Finding> New, int Known, int Gone) Compare(IReadOnlyList<Finding> findings)
    {
        var left = new Dictionary<(string, string, string), int>();
        foreach (var entry in _entries) left[(entry.Path, entry.Id, entry.Text)] = left.GetValueOrDefault((entry.Path, entry.Id, entry.Text)) + entry.Count;
        var news = new List<Finding>();
        foreach (var finding in findings)
        {
            if (left.GetValueOrDefault(Key(finding)) is var count and > 0) left[Key(finding)] = count - 1;
            else news.Add(finding);
        }

        return (news, findings.Count - news.Count, left.Values.Sum());
    }

    private static (string Path, string Id, string Text) Key(Finding finding) => (finding.Path, finding.Diagnostic.Id, finding.LineText);
}

internal sealed record BaselineFile(int Version, IReadOnlyList<BaselineEntry> Findings);

/// <param name="Path">Below the folder that was checked, with <c>/</c>.</param>
/// <param name="Id">The diagnostic's.</param>
/// <param name="Text">The line's, without the blanks around it.</param>
/// <param name="Count">How often in the file.</param>
internal sealed record BaselineEntry(string Path, string Id, string Text, int Count);

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BaselineFile))]
internal sealed partial class BaselineJson : JsonSerializerContext;
