using Quintet.Text;

namespace Quintet.Templates.Syntax;

/// <summary>The ids of what can be wrong with a template; stable, and part of the product's one table of diagnostics.</summary>
public static class ErrorIds
{
    /// <summary>A tag is not closed on its line.</summary>
    public const string TagNotClosed = "QT1001";

    /// <summary>A block has no end tag.</summary>
    public const string BlockNotClosed = "QT1002";

    /// <summary>An end tag, or a branch such as <c>else</c>, closes nothing that is open here.</summary>
    public const string UnexpectedEndTag = "QT1003";

    public const string UnknownTag = "QT1004";

    public const string UnknownFilter = "QT1005";

    /// <summary>Arguments of a tag or filter, or an expression, that cannot be read.</summary>
    public const string BadArguments = "QT1006";

    public const string ExtendsNotFirst = "QT1007";

    public const string DuplicateBlock = "QT1008";

    public const string UnknownLibrary = "QT1009";

    public const string TemplateNotFound = "QT1010";

    /// <summary>A <c>{{</c> is not closed on its line.</summary>
    public const string VariableNotClosed = "QT1011";

    /// <summary><c>&lt;%=</c> or <c>&lt;%-</c>: another template language's tag.</summary>
    public const string ForeignTag = "QT1012";

    /// <summary>A <c>partial</c> that this template does not define.</summary>
    public const string UnknownPartial = "QT1013";
}

/// <summary>Something wrong in a template's text.</summary>
/// <param name="Id">One of <see cref="ErrorIds"/>.</param>
/// <param name="Span">Where, in UTF-16 code units of the template's text.</param>
/// <param name="Message">What is wrong, and what to do.</param>
/// <param name="Expected">What would have been right here, if that can be said shortly (<c>endif</c>).</param>
/// <param name="IsFatal">
/// Whether the engine refuses the template. It does not where Django would show the text as it stands: a tag without its
/// closing delimiter.
/// </param>
public sealed record TemplateError(string Id, TextSpan Span, string Message, string? Expected = null, bool IsFatal = true);
