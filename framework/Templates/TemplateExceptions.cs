using Quintet.Templates.Syntax;
using Quintet.Text;

namespace Quintet.Templates;

/// <summary>A place in a template: what an error page shows.</summary>
/// <param name="TemplateName">The name it was asked for by; null for a template made from a text.</param>
/// <param name="Path">Its file; null where it comes from none.</param>
/// <param name="Position">Line and column, counted from 0.</param>
/// <param name="Excerpt">The line, and below it a caret at the column.</param>
public sealed record TemplateFrame(string? TemplateName, string? Path, LinePosition Position, string Excerpt)
{
    /// <summary>The name of the tag that stands there; null for a variable.</summary>
    public string? Tag { get; private init; }

    /// <summary>The whole text of the template, as it was compiled.</summary>
    public string Text { get; private init; } = "";

    /// <summary>How many characters of the line are meant.</summary>
    public int Length { get; private init; } = 1;

    public override string ToString() => $"{Path ?? TemplateName ?? "<text>"}:{Position}";

    internal static TemplateFrame Of(TemplateSource source, TextSpan span)
    {
        var position = source.Lines.GetPosition(span.Start);
        var start = source.Lines.GetLineStart(position.Line);
        var end = source.Text.AsSpan(start).IndexOfAny('\r', '\n');
        var line = end < 0 ? source.Text[start..] : source.Text.Substring(start, end);
        // A tab in the line is one before the caret too, so that the caret stands right however wide tabs are.
        var indent = string.Concat(line.Take(position.Column).Select(c => c == '\t' ? '\t' : ' '));
        var width = Math.Clamp(span.Length, 1, Math.Max(1, line.Length - position.Column));
        return new(source.Name, source.Path, position, $"{line}\n{indent}{new string('^', width)}") { Tag = TagAt(source.Text, span), Text = source.Text, Length = width };
    }

    private static string? TagAt(string text, TextSpan span)
    {
        var inner = text.AsSpan(span.Start, span.Length);
        if (!inner.StartsWith("{%") && !inner.StartsWith("<%")) return null;
        inner = inner[2..].TrimStart();
        var length = inner.IndexOfAny(" \t%");
        return length > 0 ? inner[..length].ToString() : null;
    }
}

/// <summary>A template cannot be found, read or rendered.</summary>
public abstract class TemplateException : Exception
{
    private readonly List<TemplateFrame> _frames = [];

    private protected TemplateException(string message, Exception? inner = null) : base(message, inner)
    {
    }

    /// <summary>Where it happened, then the tags by which the templates around were left: <c>include</c>, <c>extends</c>, <c>block</c>. Innermost first.</summary>
    public IReadOnlyList<TemplateFrame> Frames => _frames;

    public string? TemplateName => _frames.Count > 0 ? _frames[0].TemplateName : null;

    /// <summary>The template's file.</summary>
    public string? Path => _frames.Count > 0 ? _frames[0].Path : null;

    /// <summary>Counted from 1; 0 where no place is known.</summary>
    public int Line => _frames.Count > 0 ? _frames[0].Position.Line + 1 : 0;

    /// <summary>Counted from 1; 0 where no place is known.</summary>
    public int Column => _frames.Count > 0 ? _frames[0].Position.Column + 1 : 0;

    /// <summary>The line in question, with a caret below it.</summary>
    public string? Excerpt => _frames.Count > 0 ? _frames[0].Excerpt : null;

    /// <summary>What is wrong, without the place.</summary>
    public string Problem => base.Message;

    public override string Message => _frames.Count == 0
        ? base.Message
        : $"{base.Message}\n  at {_frames[0]}\n{Indent(_frames[0].Excerpt)}{Way()}";

    /// <summary>How the place was reached; of a long way, as of templates that include one another, the ends.</summary>
    private string Way()
    {
        const int AtStart = 10;
        const int AtEnd = 3;
        var way = _frames.Skip(1).Select(frame => $"\n  from {frame}").ToList();
        if (way.Count <= AtStart + AtEnd + 1) return string.Concat(way);
        return string.Concat(way.Take(AtStart)) + $"\n  … {way.Count - AtStart - AtEnd} more …" + string.Concat(way.TakeLast(AtEnd));
    }

    internal void AddFrame(TemplateSource source, TextSpan span)
    {
        var frame = TemplateFrame.Of(source, span);
        // Nested tags of one line add nothing for the reader.
        if (_frames.Count > 0 && _frames[^1] is var last && last.Path == frame.Path && last.TemplateName == frame.TemplateName && last.Position.Line == frame.Position.Line) return;
        _frames.Add(frame);
    }

    private static string Indent(string text) => "    " + text.Replace("\n", "\n    ", StringComparison.Ordinal);
}

/// <summary>A template's text is wrong (Django's <c>TemplateSyntaxError</c>).</summary>
public sealed class TemplateSyntaxException : TemplateException
{
    internal TemplateSyntaxException(TemplateSource source, IReadOnlyList<TemplateError> errors) : base(errors[0].Message)
    {
        Errors = errors;
        AddFrame(source, errors[0].Span);
    }

    /// <summary>Found while rendering, where only then the values are known.</summary>
    internal TemplateSyntaxException(string message) : base(message) => Errors = [];

    /// <summary>Everything that is wrong with the template, in the order of its text; the exception tells of the first.</summary>
    public IReadOnlyList<TemplateError> Errors { get; }

    /// <summary>The id of the first error.</summary>
    public string? Id => Errors.Count > 0 ? Errors[0].Id : null;

    public string? Expected => Errors.Count > 0 ? Errors[0].Expected : null;
}

/// <summary>There is no template of this name (Django's <c>TemplateDoesNotExist</c>).</summary>
public sealed class TemplateDoesNotExistException : TemplateException
{
    internal TemplateDoesNotExistException(string name, IReadOnlyList<string> tried, string hint = "") : base(Describe(name, tried) + hint) =>
        (MissingName, Tried) = (name, tried);

    /// <summary>The name that was looked for.</summary>
    public string MissingName { get; }

    /// <summary>The places where it was looked for.</summary>
    public IReadOnlyList<string> Tried { get; }

    private static string Describe(string name, IReadOnlyList<string> tried) =>
        name.Length == 0 ? "The name of a template is empty."
        : tried.Count == 0 ? $"There is no template '{name}', and no folder of templates is configured."
        : $"There is no template '{name}'. Looked for at: {string.Join(", ", tried)}.";
}

/// <summary>Something failed while a template was rendered; <see cref="Exception.InnerException"/> is what.</summary>
public sealed class TemplateRenderException : TemplateException
{
    internal TemplateRenderException(Exception inner) : base($"{inner.GetType().Name}: {inner.Message}", inner)
    {
    }

    internal static TemplateRenderException At(TemplateSource source, TextSpan span, Exception inner)
    {
        var exception = new TemplateRenderException(inner);
        exception.AddFrame(source, span);
        return exception;
    }
}

/// <summary>A variable that has to be there is not: the argument of a filter (Django's <c>VariableDoesNotExist</c>).</summary>
public sealed class VariableDoesNotExistException : Exception
{
    internal VariableDoesNotExistException(string name) : base($"There is no variable '{name}' here. The argument of a filter must exist.") => Name = name;

    public string Name { get; }
}
