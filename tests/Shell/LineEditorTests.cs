using System.Text;
using Quintet.Shell;

namespace ShellTests;

/// <summary>Keys in, a line out; and what the screen looks like.</summary>
public sealed class LineEditorTests : IDisposable
{
    private const ConsoleKey Left = ConsoleKey.LeftArrow, Right = ConsoleKey.RightArrow, Up = ConsoleKey.UpArrow, Down = ConsoleKey.DownArrow, Enter = ConsoleKey.Enter;

    private readonly string _folder = Directory.CreateTempSubdirectory("quintet-shell-").FullName;
    private readonly StringWriter _error = new();

    private string HistoryFile => Path.Combine(_folder, "quintet", "shell_history");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_line_is_changed_while_it_is_typed()
    {
        Assert.Equal("abc", Line("abc", Enter));
        Assert.Equal("xabc", Line("abc", ConsoleKey.Home, "x", Enter));
        Assert.Equal("axc", Line("abc", Left, ConsoleKey.Backspace, "x", Enter));
        Assert.Equal("ac", Line("abc", Left, Left, ConsoleKey.Delete, ConsoleKey.End, Enter));
        Assert.Equal("bc", Line("abc", Control(ConsoleKey.A), Control(ConsoleKey.D), Enter));
        Assert.Equal("ab", Line("abc", Left, Control(ConsoleKey.K), Enter));
        Assert.Equal("c", Line("abc", Left, Control(ConsoleKey.U), Enter));
        Assert.Equal("one   three", Line("one two three", Control(ConsoleKey.LeftArrow), Left, Control(ConsoleKey.W), " ", Enter));
        Assert.Equal("one two!", Line("one two", ConsoleKey.Home, Control(ConsoleKey.RightArrow), Control(ConsoleKey.RightArrow), "!", Enter));
        Assert.Equal("b", Line(Left, ConsoleKey.Backspace, ConsoleKey.Delete, Right, "b", Enter));
    }

    [Fact]
    public void Ctrl_C_drops_the_line_and_Ctrl_D_ends()
    {
        Assert.Equal((LineEnd.Cancelled, ""), Read(out _, "abc", Control(ConsoleKey.C)));
        Assert.Equal((LineEnd.EndOfInput, ""), Read(out _, Control(ConsoleKey.D)));
    }

    [Fact]
    public void Earlier_lines_come_back_and_the_unfinished_one_is_not_lost()
    {
        var history = new History(HistoryFile, _error);
        foreach (var line in new[] { "one", "two", "two", " " }) history.Add(line);

        Assert.Equal("two", Line(history, Up, Enter));
        Assert.Equal("one", Line(history, Up, Up, Up, Enter));
        history = new History(HistoryFile, _error);
        Assert.Equal(["one", "two", "one"], history.Lines);
        Assert.Equal("unfinished!", Line(history, "unfinished", Up, Up, Down, Down, "!", Enter));
        Assert.Equal("", _error.ToString());
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(HistoryFile));
    }

    [Fact]
    public void A_long_history_is_cut_and_one_that_cannot_be_kept_is_said_once()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(HistoryFile)!);
        File.WriteAllLines(HistoryFile, Enumerable.Range(1, 2001).Select(i => $"line {i}"));
        Assert.Equal((1000, "line 1002"), (new History(HistoryFile, _error).Lines.Count, File.ReadLines(HistoryFile).First()));

        File.WriteAllText(Path.Combine(_folder, "file"), "");
        var history = new History(Path.Combine(_folder, "file", "history"), _error);
        history.Add("a");
        history.Add("b");
        Assert.Equal(["a", "b"], history.Lines);
        Assert.Single(_error.ToString().TrimEnd().Split('\n'));
    }

    [Fact]
    public void Tab_completes_what_is_certain_and_shows_what_is_not()
    {
        (int, IReadOnlyList<string>) Complete(string text) => text switch
        {
            "Book.f" => (1, ["Filter"]),
            "Book.S" => (1, ["SelectRelated", "SelectForUpdate"]),
            "Book.Select" => (6, ["SelectRelated", "SelectForUpdate"]),
            "before\nx" => (1, ["xyz"]),
            _ => (0, []),
        };

        Assert.Equal("Book.Filter", Line(Complete, "Book.f", ConsoleKey.Tab, Enter));
        Assert.Equal("    x", Line(Complete, ConsoleKey.Tab, "x", Enter));
        Assert.Equal("?", Line(Complete, "?", ConsoleKey.Tab, Enter));
        var screen = new Screen(Keys("Book.S", ConsoleKey.Tab, ConsoleKey.Tab, "R", Enter), 80);
        Assert.Equal("Book.SelectR", new LineEditor(screen, new History(null, _error), Complete).Read(">>> ", "").Line);
        Assert.Equal([">>> Book.Select", "SelectRelated  SelectForUpdate", ">>> Book.SelectR", ""], screen.Rows);
        Assert.Equal("xyz", new LineEditor(new Screen(Keys("x", ConsoleKey.Tab, Enter), 80), new History(null, _error), Complete).Read("... ", "before\n").Line);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(7)]
    [InlineData(14)]
    public void A_line_longer_than_the_screen_is_drawn_over_itself(int width)
    {
        Read(out var screen, width, "0123456789", Left, Left, ConsoleKey.Backspace, "x", ConsoleKey.Home, "y", ConsoleKey.End, "z", Left, Left, Enter);

        var all = ">>> y0123456x89z";
        Assert.Equal(all.Chunk(width).Select(row => new string(row)).Append(""), screen.Rows);
    }

    private static ConsoleKeyInfo Control(ConsoleKey key) => new('\0', key, shift: false, alt: false, control: true);

    private static Queue<ConsoleKeyInfo> Keys(params object[] keys) => new(keys.SelectMany(key => key switch
    {
        string text => text.Select(c => new ConsoleKeyInfo(c, char.IsAsciiLetter(c) ? Enum.Parse<ConsoleKey>(char.ToUpperInvariant(c).ToString()) : ConsoleKey.None, char.IsUpper(c), false, false)),
        ConsoleKey code => [new ConsoleKeyInfo('\0', code, false, false, false)],
        _ => (IEnumerable<ConsoleKeyInfo>)[(ConsoleKeyInfo)key],
    }));

    private string Line(params object[] keys) => Line(new History(null, _error), keys);

    private static string Line(History history, params object[] keys) => new LineEditor(new Screen(Keys(keys), 80), history, _ => (0, [])).Read(">>> ", "").Line;

    private string Line(Func<string, (int, IReadOnlyList<string>)> complete, params object[] keys) => new LineEditor(new Screen(Keys(keys), 80), new History(null, _error), complete).Read(">>> ", "").Line;

    private (LineEnd, string) Read(out Screen screen, params object[] keys) => Read(out screen, 80, keys);

    private (LineEnd, string) Read(out Screen screen, int width, params object[] keys)
    {
        screen = new Screen(Keys(keys), width);
        return new LineEditor(screen, new History(null, _error), _ => (0, [])).Read(">>> ", "");
    }

    /// <summary>A terminal as far as the editor uses one; behind a full row it waits for another character before it wraps.</summary>
    private sealed class Screen(Queue<ConsoleKeyInfo> keys, int width) : ITerminal
    {
        private readonly List<StringBuilder> _rows = [new()];
        private int _row;
        private int _column;

        public int Width => width;

        public IEnumerable<string> Rows => _rows.Select(row => row.ToString().TrimEnd());

        public ConsoleKeyInfo ReadKey() => keys.Dequeue();

        public void Write(string text)
        {
            for (var i = 0; i < text.Length; i++)
            {
                switch (text[i])
                {
                    case '\r':
                        _column = 0;
                        break;
                    case '\n':
                        Down();
                        break;
                    case '\e':
                        var end = text.IndexOfAny(['A', 'C', 'J', 'H'], i);
                        Escape(text[(i + 2)..end], text[end]);
                        i = end;
                        break;
                    default:
                        if (_column == width)
                        {
                            Down();
                            _column = 0;
                        }

                        _rows[_row].Append(' ', Math.Max(0, _column - _rows[_row].Length));
                        if (_column < _rows[_row].Length) _rows[_row][_column] = text[i];
                        else _rows[_row].Append(text[i]);
                        _column++;
                        break;
                }
            }
        }

        private void Down()
        {
            if (++_row == _rows.Count) _rows.Add(new());
        }

        private void Escape(string number, char what)
        {
            if (what == 'A') _row -= int.Parse(number, System.Globalization.CultureInfo.InvariantCulture);
            if (what == 'C') _column += int.Parse(number, System.Globalization.CultureInfo.InvariantCulture);
            if (what != 'J') return;
            _rows[_row].Length = Math.Min(_column, _rows[_row].Length);
            _rows.RemoveRange(_row + 1, _rows.Count - _row - 1);
        }
    }
}
