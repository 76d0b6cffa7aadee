namespace Quintet.Management;

/// <summary>What is known of the place that a command writes to. By default nothing is a terminal: the output of a test, or of a program that calls a command.</summary>
/// <param name="OutIsTerminal">Whether a person sees the output as it is written.</param>
/// <param name="ErrorIsTerminal">The same for what went wrong.</param>
/// <param name="Colors">What was said about colours: <c>--force-color</c> true, <c>--no-color</c> false, null where nothing was.</param>
/// <param name="Variable">The environment's variables by name.</param>
internal sealed record TerminalOptions(bool OutIsTerminal = false, bool ErrorIsTerminal = false, bool? Colors = null, Func<string, string?>? Variable = null)
{
    /// <summary>The columns of the terminal; asked only where it is one.</summary>
    public Func<int> Columns { get; init; } = static () => Console.WindowWidth;

    /// <summary>What holds for this process.</summary>
    public static TerminalOptions OfProcess(bool? colors) => new(!Console.IsOutputRedirected, !Console.IsErrorRedirected, colors, Environment.GetEnvironmentVariable);

    /// <summary>
    /// Whether text has colours. What was said comes first, then <c>NO_COLOR</c>, <c>FORCE_COLOR</c> and <c>CLICOLOR_FORCE</c>; else terminals have them
    /// that are not <c>TERM=dumb</c>.
    /// </summary>
    public bool HasColors(bool isTerminal)
    {
        if (Colors is { } said) return said;
        if (Get("NO_COLOR").Length > 0) return false;
        if (Get("FORCE_COLOR") is not ("" or "0" or "false") || Get("CLICOLOR_FORCE") is not ("" or "0")) return true;
        return isTerminal && Get("TERM") != "dumb" && (!OperatingSystem.IsWindows() || KnowsEscapes());
    }

    /// <summary>The width to wrap at; null where the output is no terminal, whose reader wraps by itself, or one that knows plain lines only.</summary>
    public int? Width()
    {
        if (!OutIsTerminal || Get("TERM") == "dumb") return null;
        if (int.TryParse(Get("COLUMNS"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var columns) && columns > 0) return columns;
        try
        {
            return Columns() is > 0 and var width ? width : 80;
        }
        catch (IOException)
        {
            return 80; // it was a terminal a moment ago
        }
    }

    /// <summary>Windows's old console shows escape sequences as they are; these say that another one is there.</summary>
    private bool KnowsEscapes() => Get("WT_SESSION").Length > 0 || Get("TERM_PROGRAM") == "vscode" || Get("ANSICON").Length > 0 || Get("TERM").Length > 0;

    private string Get(string name) => Variable?.Invoke(name) ?? "";
}
