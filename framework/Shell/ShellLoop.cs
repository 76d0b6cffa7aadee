namespace Quintet.Shell;

/// <summary>Asks for lines, and runs what they make as soon as it is whole.</summary>
internal sealed class ShellLoop(ShellSession session, ILineInput input, TextWriter output)
{
    private const string Prompt = ">>> ";
    private const string Continuation = "... ";

    /// <summary>Until the input ends, or <c>exit</c> is said.</summary>
    public async Task Run()
    {
        var code = "";
        while (true)
        {
            var (end, line) = input.Read(code.Length == 0 ? Prompt : Continuation, code);
            if (end == LineEnd.EndOfInput) break;
            if (end == LineEnd.Cancelled)
            {
                code = "";
                continue;
            }

            if (code.Length == 0 && line.Trim().TrimEnd(';') is "exit" or "quit" or "exit()" or "quit()") return;
            code += line + "\n";
            if (code.Trim().Length > 0 && !ShellSession.IsComplete(code)) continue;
            await session.Run(code);
            code = "";
        }

        output.WriteLine();
    }
}

/// <summary>How a line ended.</summary>
internal enum LineEnd
{
    /// <summary>With Enter.</summary>
    Line,

    /// <summary>With Ctrl-C: it is not meant.</summary>
    Cancelled,

    /// <summary>With Ctrl-D, or there are no more.</summary>
    EndOfInput,
}

/// <summary>Where lines come from.</summary>
internal interface ILineInput
{
    /// <param name="prompt">What is asked with.</param>
    /// <param name="before">The lines that are there of the statement, for completion.</param>
    (LineEnd End, string Line) Read(string prompt, string before);
}

/// <summary>Lines that come as they are: from a test, or a console that edits them itself.</summary>
internal sealed class PlainInput(TextReader reader, TextWriter output) : ILineInput
{
    public (LineEnd End, string Line) Read(string prompt, string before)
    {
        output.Write(prompt);
        output.Flush();
        return reader.ReadLine() is { } line ? (LineEnd.Line, line) : (LineEnd.EndOfInput, "");
    }
}
