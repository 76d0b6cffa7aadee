using System.Diagnostics;

namespace Quintet.Views.Technical;

/// <summary>Lines of a file around a place.</summary>
internal sealed record SourceExcerpt(IReadOnlyList<string> Lines, int FirstNumber)
{
    public const int LinesAround = 6;
    private const long LargestFile = 4 * 1024 * 1024;

    /// <summary>The lines around one of a file; null where it cannot be read, as on another machine than the compiler's.</summary>
    public static SourceExcerpt? Read(string file, int line)
    {
        try
        {
            if (new FileInfo(file) is not { Exists: true, Length: < LargestFile }) return null;
            return Of(File.ReadAllLines(file), line);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return null;
        }
    }

    public static SourceExcerpt? Of(IReadOnlyList<string> lines, int line, int around = LinesAround)
    {
        if (line < 1 || line > lines.Count) return null;
        var first = Math.Max(1, line - around);
        var last = Math.Min(lines.Count, line + around);
        return new([.. lines.Skip(first - 1).Take(last - first + 1)], first);
    }
}

/// <summary>A call of a stack trace, named as it is written.</summary>
/// <param name="IsOurs">Whether it is the framework's or .NET's, rather than the project's.</param>
internal sealed record CallFrame(string Method, string? File, int Line, bool IsOurs, SourceExcerpt? Excerpt);

internal static class StackFrames
{
    /// <summary>The calls, the failing one first; machinery of async methods is left out.</summary>
    public static IEnumerable<CallFrame> Of(Exception exception)
    {
        foreach (var frame in new StackTrace(exception, fNeedFileInfo: true).GetFrames())
        {
            var method = frame.GetMethod();
            var type = method?.DeclaringType;
            if (method is null || type is null) continue;
            var ns = type.Namespace ?? "";
            if (ns.StartsWith("System.Runtime.", StringComparison.Ordinal) || ns.StartsWith("System.Threading", StringComparison.Ordinal)) continue;
            var file = frame.GetFileName();
            var line = frame.GetFileLineNumber();
            var assembly = type.Assembly.GetName().Name ?? "";
            // What the generator writes into the project's assembly is not the project's either.
            var isOurs = file is null || ns.StartsWith("Quintet.Generated", StringComparison.Ordinal) || assembly.StartsWith("Quintet.Contrib.", StringComparison.Ordinal) || assembly is "Quintet.Web" or "Quintet.Core" or "Quintet.Routing" or "Quintet.Templates" or "Quintet.Db" or "Quintet.Schema" or "Quintet.Forms";
            yield return new(Name(method, type), file, line, isOurs, file is null || isOurs ? null : SourceExcerpt.Read(file, line));
        }
    }

    /// <summary><c>Blog.Views.Detail</c> also for what the compiler made of an async method, a lambda or a local function.</summary>
    private static string Name(System.Reflection.MethodBase method, Type type)
    {
        var name = method.Name;
        if (type.Name.StartsWith('<') && type.Name.IndexOf('>') is > 1 and var end && type.DeclaringType is { } outer)
        {
            name = type.Name[1..end];
            type = outer;
        }
        else if (name.StartsWith('<') && name.IndexOf('>') is > 1 and var close)
        {
            name = name[1..close] + " (lambda)";
            if (type.Name.StartsWith('<') && type.DeclaringType is { } declaring) type = declaring;
        }

        return $"{type.FullName?.Replace('+', '.')}.{name}";
    }
}
