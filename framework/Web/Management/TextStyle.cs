namespace Quintet.Management;

/// <summary>
/// Colours text by what it means, as Django's <c>self.style</c> does: <c>Out.WriteLine(Style.Success("Done."))</c>. Where no colours are
/// wanted the text comes back as it is.
/// </summary>
public sealed class TextStyle
{
    /// <summary>Without colours.</summary>
    public static readonly TextStyle Plain = new(hasColors: false);

    /// <summary>With colours, by the escape sequences that terminals know.</summary>
    public static readonly TextStyle Colored = new(hasColors: true);

    private TextStyle(bool hasColors) => HasColors = hasColors;

    public bool HasColors { get; }

    /// <summary>All went well.</summary>
    public string Success(string text) => Paint("32;1", text);

    /// <summary>It did not work.</summary>
    public string Error(string text) => Paint("31;1", text);

    /// <summary>It works, but.</summary>
    public string Warning(string text) => Paint("33;1", text);

    /// <summary>Something to take notice of.</summary>
    public string Notice(string text) => Paint("31", text);

    /// <summary>A headline above steps: <c>Running migrations:</c>.</summary>
    public string Heading(string text) => Paint("36;1", text);

    /// <summary>What stands out in a line.</summary>
    public string Label(string text) => Paint("1", text);

    /// <summary>What matters less than the rest of its line.</summary>
    public string Muted(string text) => Paint("2", text);

    public string SqlField(string text) => Paint("32;1", text);

    public string SqlColumnType(string text) => Paint("32", text);

    public string SqlKeyword(string text) => Paint("33", text);

    public string SqlTable(string text) => Paint("1", text);

    /// <summary>The line of a request, by the status of its response: 5xx magenta, 404 yellow, other 4xx red, 304 cyan, other 3xx green.</summary>
    public string HttpStatus(int status, string text) => status switch
    {
        >= 500 => Paint("35;1", text),
        404 => Paint("33", text),
        >= 400 => Paint("31;1", text),
        304 => Paint("36", text),
        >= 300 => Paint("32", text),
        >= 200 => text,
        _ => Paint("1", text),
    };

    private string Paint(string codes, string text) => HasColors && text.Length > 0 ? $"\u001b[{codes}m{text}\u001b[0m" : text;
}
