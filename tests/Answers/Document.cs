using System.Text.RegularExpressions;

namespace AnswersTests;

/// <summary>Something that a document tells its reader to do, or shows as the result.</summary>
/// <param name="Line">Its line in the document, for messages.</param>
internal abstract record Step(int Line);

/// <summary>A file to write: a code block that says <c>file=Blog/Models.cs</c>.</summary>
internal sealed record WriteFile(int Line, string Path, string Text) : Step(Line);

/// <summary>A command of a <c>console</c> block and the output below it; <c>…</c> stands for whatever there is.</summary>
internal sealed record RunCommand(int Line, string Command, string Expected) : Step(Line);

/// <summary>A block of kind <c>files</c>: the files that are there now, all of them.</summary>
internal sealed record ListFiles(int Line, IReadOnlyList<string> Paths) : Step(Line);

/// <summary>A page of the documentation, as steps that can be followed.</summary>
/// <param name="Path">Relative to the repository.</param>
/// <param name="Place">Where its commands are typed: the text of <c>&lt;!-- run in: … --&gt;</c>; null where it does not say.</param>
/// <param name="Needs">What must be on the machine: the text of <c>&lt;!-- needs: postgres --&gt;</c>; null: nothing but the SDK.</param>
internal sealed partial record Document(string Path, string? Place, string? Needs, IReadOnlyList<Step> Steps)
{
    /// <summary>All pages for users: README.md and everything in docs/.</summary>
    public static IReadOnlyList<Document> All { get; } =
    [
        .. Directory.EnumerateFiles(System.IO.Path.Combine(Build.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Append(System.IO.Path.Combine(Build.Root, "README.md"))
            .Append(System.IO.Path.Combine(Build.Root, "examples", "bookshop", "README.md"))
            .Where(File.Exists)
            .Order(StringComparer.Ordinal)
            .Select(file => Parse(System.IO.Path.GetRelativePath(Build.Root, file).Replace('\\', '/'), File.ReadAllText(file))),
    ];

    public IEnumerable<string> Commands => Steps.OfType<RunCommand>().Select(step => step.Command);

    /// <summary>Whether it has commands of ours, which must work as they stand.</summary>
    public bool ShowsCommands => Commands.Any(c => c.StartsWith("dotnet run", StringComparison.Ordinal) || c.StartsWith("quintet ", StringComparison.Ordinal));

    public static Document Parse(string path, string text)
    {
        var steps = new List<Step>();
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (Fence().Match(lines[i]) is not { Success: true } fence) continue;
            var start = i + 1;
            // A block in a list is indented; what it shows is not.
            var indent = fence.Groups["indent"].Value;
            while (++i < lines.Length && lines[i].Trim() != "```")
            {
                if (lines[i].StartsWith(indent, StringComparison.Ordinal)) lines[i] = lines[i][indent.Length..];
                else if (lines[i].Trim().Length > 0) throw new FormatException($"{path}:{i + 1}: this line is indented less than the code block that it is in.");
            }

            if (i == lines.Length) throw new FormatException($"{path}:{start}: the code block is never closed.");
            var content = lines[start..i];
            var file = FileName().Match(fence.Groups["info"].Value);
            if (file.Success) steps.Add(new WriteFile(start, file.Groups[1].Value, string.Join('\n', content) + "\n"));
            else if (fence.Groups["language"].Value == "console") steps.AddRange(ReadConsole(path, start, content));
            else if (fence.Groups["language"].Value == "files") steps.Add(new ListFiles(start, content));
        }

        return new Document(path, Value(Place_()), Value(Needs_()), steps);

        string? Value(Regex comment) => comment.Match(text) is { Success: true } match ? match.Groups[1].Value : null;
    }

    static IEnumerable<RunCommand> ReadConsole(string path, int start, string[] content)
    {
        for (var i = 0; i < content.Length;)
        {
            if (!content[i].StartsWith("$ ", StringComparison.Ordinal)) throw new FormatException($"{path}:{start + i + 1}: a console block begins with '$ ' and a command; found '{content[i]}'.");
            var command = Comment().Replace(content[i][2..], "").Trim();
            var line = start + i + 1;
            var output = new List<string>();
            while (++i < content.Length && !content[i].StartsWith("$ ", StringComparison.Ordinal)) output.Add(content[i]);
            yield return new RunCommand(line, command, string.Join('\n', output));
        }
    }

    public override string ToString() => Path;

    [GeneratedRegex(@"^(?<indent> *)```(?<language>\w+)(?<info>.*)$")]
    private static partial Regex Fence();

    [GeneratedRegex(@"\bfile=(\S+)")]
    private static partial Regex FileName();

    [GeneratedRegex("<!-- run in: (.+?) -->")]
    private static partial Regex Place_();

    [GeneratedRegex("<!-- needs: (.+?) -->")]
    private static partial Regex Needs_();

    [GeneratedRegex(@"\s#\s.*$")]
    private static partial Regex Comment();
}
