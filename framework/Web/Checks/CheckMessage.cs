namespace Quintet.Checks;

/// <summary>How serious a check's finding is.</summary>
public enum CheckLevel
{
    Debug,
    Info,
    Warning,
    Error,
    Critical,
}

/// <summary>A finding of the system checks (Django's <c>CheckMessage</c>).</summary>
/// <param name="Id">Stable: <c>QT2004</c>, <c>security.W004</c>, <c>shop.W001</c>.</param>
/// <param name="Level">From an error on, the server does not start.</param>
/// <param name="Message">What was found and what was expected.</param>
/// <param name="Hint">What to do.</param>
/// <param name="Place">Where: a type, a setting, or a line of source.</param>
public sealed record CheckMessage(string Id, CheckLevel Level, string Message, string? Hint = null, string? Place = null)
{
    public override string ToString() =>
        $"{(Place is null ? "?" : Place)}: ({Id}) {Message}{(Hint is null ? "" : $"\n\tHINT: {Hint}")}";
}
