namespace Quintet.Reading;

/// <summary>What a string literal of a C# file names.</summary>
public enum LiteralRole
{
    /// <summary><c>Render(request, "home.html")</c></summary>
    TemplateName,

    /// <summary><c>Reverse("book_detail")</c></summary>
    UrlName,

    /// <summary><c>Redirect("book_detail")</c>, <c>LoginUrl = "/login/"</c>: a URL name, a path or a whole URL.</summary>
    UrlNameOrPath,
}

/// <summary>A string literal that names something of ours.</summary>
/// <param name="Role">What it names.</param>
/// <param name="Literal">The literal.</param>
/// <param name="Callee">The method or property that it is given to.</param>
/// <param name="IsAlternative">Whether it is one of several of which one must exist.</param>
public sealed record LiteralUse(LiteralRole Role, StringFact Literal, string Callee, bool IsAlternative = false)
{
    /// <summary>Whether the callee is a method of some object, known by nothing but its name; good enough to offer names, not to miss one.</summary>
    public bool IsGuess { get; init; }
}
