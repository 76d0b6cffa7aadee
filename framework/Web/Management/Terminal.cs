using Quintet.Text;

namespace Quintet.Management;

/// <summary>Where a command writes and asks. Tables, questions and progress bars are as a person likes them at a terminal, and plain text everywhere else.</summary>
public sealed class Terminal
{
    private readonly TerminalOptions _options;

    internal Terminal(TextWriter output, TextWriter error, TextReader? input, TerminalOptions options)
    {
        (Out, Error, In, _options) = (output, error, input, options);
        Style = options.HasColors(options.OutIsTerminal) ? TextStyle.Colored : TextStyle.Plain;
        ErrorStyle = options.HasColors(options.ErrorIsTerminal) ? TextStyle.Colored : TextStyle.Plain;
    }

    public TextWriter Out { get; }

    public TextWriter Error { get; }

    /// <summary>Where answers are read; null: nobody is there to be asked.</summary>
    public TextReader? In { get; }

    /// <summary>The colours of <see cref="Out"/>.</summary>
    public TextStyle Style { get; }

    /// <summary>The colours of <see cref="Error"/>.</summary>
    public TextStyle ErrorStyle { get; }

    /// <summary>Whether somebody is there to be asked.</summary>
    public bool IsInteractive => In is not null;

    /// <summary>The columns of the terminal; null where the output is none.</summary>
    public int? Width => _options.Width();

    /// <summary>Whether <see cref="Progress"/> shows anything, for work that would have to be counted first.</summary>
    public bool ShowsProgress => _options.ErrorIsTerminal && _options.Variable?.Invoke("TERM") != "dumb";

    /// <summary>Writes names with what is said of each, the latter one below the other, wrapped at the terminal's width.</summary>
    public void WriteList(IReadOnlyList<(string Name, string Text)> entries, int indent = 2)
    {
        if (entries.Count == 0) return;
        var column = indent + entries.Max(entry => entry.Name.Length) + 2;
        foreach (var (name, text) in entries)
        {
            var lines = Wrapped(text, Width - column);
            Out.WriteLine($"{new string(' ', indent)}{Style.Label(name)}{new string(' ', column - indent - name.Length)}{lines[0]}".TrimEnd());
            foreach (var line in lines.Skip(1)) Out.WriteLine(new string(' ', column) + line);
        }
    }

    /// <summary>Writes a text, wrapped at the terminal's width.</summary>
    public void WriteText(string text)
    {
        foreach (var line in Wrapped(text, Width)) Out.WriteLine(line);
    }

    /// <summary>Writes rows in columns; at a terminal with a frame and the columns' titles.</summary>
    /// <param name="titles">One of each column.</param>
    /// <param name="rows">A cell for each title.</param>
    public void WriteTable(IReadOnlyList<string> titles, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (rows.FirstOrDefault(row => row.Count != titles.Count) is { } wrong) throw new ArgumentException($"A row has {wrong.Count} cells, but there are {titles.Count} titles.", nameof(rows));
        if (rows.Count == 0) return;
        if (Width is { } width)
        {
            RichOutput.Table(Out, Style.HasColors, width, titles, rows);
            return;
        }

        int[] widths = [.. titles.Select((_, i) => rows.Max(row => row[i].Length) + 2)];
        foreach (var row in rows) Out.WriteLine(string.Concat(row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
    }

    /// <summary>Asks for a text.</summary>
    /// <param name="question">With its colon and blank at the end.</param>
    /// <param name="otherwise">What to do where nobody is there, for the error's message: <c>Say --noinput.</c></param>
    /// <returns>The answer without blanks around it.</returns>
    /// <exception cref="CommandError">Nobody is there, or the terminal was closed.</exception>
    public string Ask(string question, string otherwise)
    {
        if (In is null) throw new CommandError($"There is no terminal to ask: {question.Trim().TrimEnd(':')}. {otherwise}");
        Out.Write(question);
        Out.Flush();
        return In.ReadLine()?.Trim() ?? throw new CommandError("Operation cancelled.");
    }

    /// <summary>Asks a question that is answered by yes or no; Enter alone says no.</summary>
    /// <inheritdoc cref="Ask"/>
    public bool Confirm(string question, string otherwise)
    {
        while (true)
        {
            switch (Ask($"{question} [y/N] ", otherwise).ToLowerInvariant())
            {
                case "y" or "yes": return true;
                case "" or "n" or "no": return false;
                default: Out.WriteLine("Please answer yes or no."); break;
            }
        }
    }

    /// <summary>Shows what can be chosen, with numbers, and asks for one.</summary>
    /// <returns>The index of the choice.</returns>
    /// <inheritdoc cref="Ask"/>
    public int Choose(string question, IReadOnlyList<string> choices, string otherwise)
    {
        for (var i = 0; i < choices.Count; i++) Out.WriteLine($" {i + 1}) {choices[i]}");
        while (true)
        {
            if (int.TryParse(Ask(question, otherwise), out var number) && number >= 1 && number <= choices.Count) return number - 1;
            Out.WriteLine("Please select a valid option.");
        }
    }

    /// <summary>Does work that may take long; at a terminal a bar appears after half a second.</summary>
    /// <param name="title">What is being done.</param>
    /// <param name="total">How many steps it has; null where that is not known, then they are only counted.</param>
    /// <param name="work">Says after each step how many are done.</param>
    public T Progress<T>(string title, long? total, Func<Action<long>, T> work)
    {
        if (!ShowsProgress) return work(static _ => { });
        using var bar = new ProgressBar(Error, ErrorStyle.HasColors, title, total);
        return work(bar.Report);
    }

    private static string[] Wrapped(string text, int? width) => width is { } columns ? TextUtils.Wrap(text, Math.Max(columns, 20)).Split('\n') : text.Split('\n');
}
