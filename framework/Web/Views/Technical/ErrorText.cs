using System.Text;
using Quintet.Templates;

namespace Quintet.Views.Technical;

/// <summary>An exception as the console shows it.</summary>
internal static class ErrorText
{
    /// <summary>
    /// Of a template's error its place, the line with a caret, and the way there; not the calls of the engine, which say the same at length.
    /// Of anything else the usual text.
    /// </summary>
    public static string Of(Exception exception)
    {
        if (exception is not TemplateException template) return exception.ToString();
        var text = new StringBuilder(template.GetType().Name).Append(": ").Append(template.Message);
        if (template is TemplateSyntaxException { Expected: { Length: > 0 } expected }) text.Append("\n  expected: ").Append(expected);
        for (var cause = template.InnerException; cause is not null; cause = cause.InnerException)
        {
            text.Append("\nCaused by ").Append(cause.GetType().FullName).Append(": ").Append(cause is TemplateException inner ? inner.Message : cause.Message);
            foreach (var frame in StackFrames.Of(cause).Where(frame => !frame.IsOurs)) text.Append($"\n   at {frame.Method} in {frame.File}:line {frame.Line}");
        }

        return text.ToString();
    }
}
