using System.Text;

namespace Quintet.Shell;

/// <summary>The keyboard and the screen, as far as a line needs them.</summary>
internal interface ITerminal
{
    /// <summary>In columns.</summary>
    int Width { get; }

    /// <summary>Waits for a key; Ctrl-C is one.</summary>
    ConsoleKeyInfo ReadKey();

    void Write(string text);
}

/// <summary>The process's own.</summary>
internal sealed class ConsoleTerminal : ITerminal
{
    public int Width => Console.WindowWidth is > 0 and var width ? width : 80;

    public ConsoleKeyInfo ReadKey()
    {
        Console.TreatControlCAsInput = true;
        try
        {
            return Console.ReadKey(intercept: true);
        }
        finally
        {
            // While something runs, Ctrl-C is a signal.
            Console.TreatControlCAsInput = false;
        }
    }

    public void Write(string text) => Console.Out.Write(text);
}

/// <summary>A line that can be changed while it is typed, with the lines of before by the arrows and completion by Tab.</summary>
/// <param name="terminal">Where it is typed.</param>
/// <param name="history">The lines of before.</param>
/// <param name="complete">What may stand at the end of a text: whole words, and how many of their characters are there.</param>
internal sealed class LineEditor(ITerminal terminal, History history, Func<string, (int Length, IReadOnlyList<string> Words)> complete) : ILineInput
{
    private const int MostShown = 60;
    private readonly StringBuilder _text = new();
    private string _prompt = "";
    private int _caret;

    // The row of the cursor below the prompt's.
    private int _row;

    public (LineEnd End, string Line) Read(string prompt, string before)
    {
        (_prompt, _caret, _row) = (prompt, 0, 0);
        _text.Clear();
        var place = history.Lines.Count;
        var unfinished = "";
        Draw();
        while (true)
        {
            var key = terminal.ReadKey();
            var control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    Leave();
                    history.Add(_text.ToString());
                    return (LineEnd.Line, _text.ToString());
                case ConsoleKey.C when control:
                    Leave("^C");
                    return (LineEnd.Cancelled, "");
                case ConsoleKey.D when control && _text.Length == 0:
                    return (LineEnd.EndOfInput, "");
                case ConsoleKey.D when control:
                case ConsoleKey.Delete:
                    if (_caret < _text.Length) _text.Remove(_caret, 1);
                    break;
                case ConsoleKey.Backspace:
                    if (_caret > 0) _text.Remove(--_caret, 1);
                    break;
                case ConsoleKey.LeftArrow when control:
                    _caret = WordStart();
                    break;
                case ConsoleKey.RightArrow when control:
                    _caret = WordEnd();
                    break;
                case ConsoleKey.LeftArrow:
                case ConsoleKey.B when control:
                    if (_caret > 0) _caret--;
                    break;
                case ConsoleKey.RightArrow:
                case ConsoleKey.F when control:
                    if (_caret < _text.Length) _caret++;
                    break;
                case ConsoleKey.Home:
                case ConsoleKey.A when control:
                    _caret = 0;
                    break;
                case ConsoleKey.End:
                case ConsoleKey.E when control:
                    _caret = _text.Length;
                    break;
                case ConsoleKey.K when control:
                    _text.Length = _caret;
                    break;
                case ConsoleKey.U when control:
                    _text.Remove(0, _caret);
                    _caret = 0;
                    break;
                case ConsoleKey.W when control:
                    var start = WordStart();
                    _text.Remove(start, _caret - start);
                    _caret = start;
                    break;
                case ConsoleKey.L when control:
                    terminal.Write("\e[H\e[2J");
                    _row = 0;
                    break;
                case ConsoleKey.UpArrow:
                case ConsoleKey.P when control:
                    if (place == 0) break;
                    if (place == history.Lines.Count) unfinished = _text.ToString();
                    Put(history.Lines[--place]);
                    break;
                case ConsoleKey.DownArrow:
                case ConsoleKey.N when control:
                    if (place == history.Lines.Count) break;
                    Put(++place == history.Lines.Count ? unfinished : history.Lines[place]);
                    break;
                case ConsoleKey.Tab when string.IsNullOrWhiteSpace(_text.ToString(0, _caret)):
                    Insert("    ");
                    break;
                case ConsoleKey.Tab:
                    Complete(before);
                    break;
                default:
                    if (!char.IsControl(key.KeyChar)) Insert(key.KeyChar.ToString());
                    break;
            }

            Draw();
        }
    }

    private void Insert(string text)
    {
        _text.Insert(_caret, text);
        _caret += text.Length;
    }

    private void Put(string text)
    {
        _text.Clear().Append(text);
        _caret = _text.Length;
    }

    private int WordStart()
    {
        var i = _caret;
        while (i > 0 && !char.IsLetterOrDigit(_text[i - 1])) i--;
        while (i > 0 && char.IsLetterOrDigit(_text[i - 1])) i--;
        return i;
    }

    private int WordEnd()
    {
        var i = _caret;
        while (i < _text.Length && !char.IsLetterOrDigit(_text[i])) i++;
        while (i < _text.Length && char.IsLetterOrDigit(_text[i])) i++;
        return i;
    }

    /// <summary>Writes what all possible words begin with; where that is no more than what is there, shows them.</summary>
    private void Complete(string before)
    {
        var (length, words) = complete(before + _text.ToString(0, _caret));
        if (words.Count == 0) return;
        var common = words[0];
        foreach (var word in words)
        {
            var same = 0;
            while (same < Math.Min(common.Length, word.Length) && common[same] == word[same]) same++;
            common = common[..same];
        }

        if (common.Length > length || words.Count == 1)
        {
            // Also what was typed in other letters.
            _text.Remove(_caret - length, length);
            _caret -= length;
            Insert(common);
            return;
        }

        Leave();
        terminal.Write(string.Join("  ", words.Take(MostShown)) + (words.Count > MostShown ? $"  … {words.Count - MostShown} more" : "") + "\r\n");
    }

    /// <summary>Goes to the line below the text.</summary>
    private void Leave(string end = "")
    {
        _caret = _text.Length;
        Draw();
        terminal.Write(end + "\r\n");
        _row = 0;
    }

    /// <summary>Shows prompt and text, which may take several rows, and puts the cursor where it belongs.</summary>
    private void Draw()
    {
        var width = terminal.Width;
        var screen = new StringBuilder();
        if (_row > 0) screen.Append($"\e[{_row}A");
        screen.Append("\r\e[J").Append(_prompt).Append(_text);
        var (end, cursor) = (_prompt.Length + _text.Length, _prompt.Length + _caret);

        // Behind a full row terminals stay on it until another character comes.
        if (end % width == 0) screen.Append("\r\n");
        _row = cursor / width;
        if (end / width > _row) screen.Append($"\e[{(end / width) - _row}A");
        screen.Append('\r');
        if (cursor % width > 0) screen.Append($"\e[{cursor % width}C");
        terminal.Write(screen.ToString());
    }
}
