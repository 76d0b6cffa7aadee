using System.Text;
using Quintet.Management;

namespace WebTests;

/// <summary>What a command writes and asks, at a terminal and elsewhere.</summary>
public class TerminalTests
{
    [Theory]
    [InlineData(true, "", true)]
    [InlineData(false, "", false)]
    [InlineData(true, "NO_COLOR=1", false)]
    [InlineData(true, "NO_COLOR=", true)]
    [InlineData(true, "TERM=dumb", false)]
    [InlineData(false, "FORCE_COLOR=1", true)]
    [InlineData(true, "FORCE_COLOR=0", true)]
    [InlineData(false, "FORCE_COLOR=0", false)]
    [InlineData(false, "CLICOLOR_FORCE=1", true)]
    [InlineData(false, "FORCE_COLOR=1 NO_COLOR=1", false)]
    public void Colours_are_for_those_who_see_them(bool isTerminal, string environment, bool expected)
    {
        var options = Options(environment + (OperatingSystem.IsWindows() ? " WT_SESSION=1" : "")) with { OutIsTerminal = isTerminal };

        Assert.Equal(expected, options.HasColors(isTerminal));
        Assert.True((options with { Colors = true }).HasColors(isTerminal));
        Assert.False((options with { Colors = false }).HasColors(isTerminal));
    }

    [Fact]
    public void Output_and_error_are_coloured_each_by_itself()
    {
        var terminal = new Terminal(new StringWriter(), new StringWriter(), null, Options("WT_SESSION=1") with { ErrorIsTerminal = true });

        Assert.Equal("well", terminal.Style.Success("well"));
        Assert.Equal("\u001b[32;1mwell\u001b[0m", terminal.ErrorStyle.Success("well"));
        Assert.Equal("", terminal.ErrorStyle.Success(""));
    }

    [Fact]
    public void A_table_is_plain_columns_where_nobody_looks()
    {
        var (terminal, output) = Plain();

        terminal.WriteTable(["Route", "Name"], [["/", "home"], ["/books/", ""]]);

        Assert.Equal("/        home\n/books/\n", output());
        Assert.Throws<ArgumentException>(() => terminal.WriteTable(["Route", "Name"], [["/"]]));
    }

    [Fact]
    public void A_table_has_a_frame_at_a_terminal_and_keeps_its_width()
    {
        var (terminal, output) = AtTerminal(columns: 30);

        terminal.WriteTable(["Route", "Name"], [["/", "[home]"], ["/books/", new string('x', 40)]]);

        var lines = output().TrimEnd().Split('\n');
        Assert.All(lines, line => Assert.True(line.Length <= 30, line));
        Assert.Contains(lines, line => line.Contains("Route") && line.Contains("Name"));
        Assert.Contains(lines, line => line.Contains("[home]"));
        Assert.Equal(40, output().Count(c => c == 'x'));
    }

    [Fact]
    public void A_dumb_terminal_gets_plain_lines()
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter());
        var terminal = new Terminal(output, error, null, Options("TERM=dumb") with { OutIsTerminal = true, ErrorIsTerminal = true, Columns = () => 20 });

        terminal.WriteTable(["Route"], [["/a/very/long/route/indeed/"]]);

        Assert.Equal("/a/very/long/route/indeed/\n", output.ToString());
        Assert.False(terminal.ShowsProgress);
    }

    [Fact]
    public void A_list_wraps_at_the_terminals_width_only()
    {
        var (plain, plainOutput) = Plain();
        var (terminal, output) = AtTerminal(columns: 30);
        (string, string)[] entries = [("a", "One two three four five six seven."), ("longer", "Short.")];

        plain.WriteList(entries);
        terminal.WriteList(entries);

        Assert.Equal("  a       One two three four five six seven.\n  longer  Short.\n", plainOutput());
        Assert.Equal("  a       One two three four\n          five six seven.\n  longer  Short.\n", output());
    }

    [Fact]
    public void Nobody_is_asked_without_a_terminal()
    {
        var (terminal, output) = Plain();

        var error = Assert.Throws<CommandError>(() => terminal.Confirm("Really?", "Say --noinput."));

        Assert.Equal("There is no terminal to ask: Really? [y/N]. Say --noinput.", error.Message);
        Assert.Equal("", output());
    }

    [Fact]
    public void Questions_are_asked_until_they_are_answered()
    {
        var (terminal, output) = Plain("perhaps\nYES\n\n7\nx\n2\n");

        Assert.True(terminal.Confirm("Really?", ""));
        Assert.False(terminal.Confirm("Really?", ""));
        Assert.Equal(1, terminal.Choose("Which? ", ["this", "that"], ""));
        Assert.Throws<CommandError>(() => terminal.Ask("More? ", ""));
        Assert.Equal(
            "Really? [y/N] Please answer yes or no.\nReally? [y/N] Really? [y/N]  1) this\n 2) that\nWhich? Please select a valid option.\nWhich? Please select a valid option.\nWhich? More? ", output());
    }

    [Fact]
    public void Progress_shows_nothing_where_nobody_looks()
    {
        var error = new StringWriter();
        var terminal = new Terminal(new StringWriter(), error, null, new());

        Assert.Equal(7, terminal.Progress("Working", 10, report =>
        {
            report(10);
            return 7;
        }));
        Assert.Equal("", error.ToString());
    }

    [Theory]
    [InlineData(4L, "50%")]
    [InlineData(null, "Working 2")]
    public async Task Progress_is_drawn_while_the_work_goes_on(long? total, string expected)
    {
        var error = new ExpectingWriter(expected);
        var terminal = new Terminal(new StringWriter(), error, null, Options("WT_SESSION=1") with { ErrorIsTerminal = true });
        var context = Environment.CurrentManagedThreadId;

        var work = terminal.Progress("Working", total, report =>
        {
            report(2);
            Assert.True(error.Found.Wait(TimeSpan.FromSeconds(60)), error.ToString());
            return Environment.CurrentManagedThreadId;
        });

        Assert.Equal(context, work);
        await error.Found;
    }

    private static (Terminal Terminal, Func<string> Output) Plain(string? input = null)
    {
        var output = new StringWriter { NewLine = "\n" };
        return (new(output, new StringWriter(), input is null ? null : new StringReader(input), new()), () => output.ToString());
    }

    private static (Terminal Terminal, Func<string> Output) AtTerminal(int columns)
    {
        var output = new StringWriter { NewLine = "\n" };
        return (new(output, new StringWriter(), null, new(OutIsTerminal: true, Colors: false) { Columns = () => columns }), () => output.ToString().ReplaceLineEndings("\n"));
    }

    private static TerminalOptions Options(string environment)
    {
        var variables = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        return new(Variable: variables.GetValueOrDefault);
    }

    /// <summary>Tells when a text was written.</summary>
    private sealed class ExpectingWriter(string expected) : TextWriter
    {
        private readonly StringBuilder _text = new();
        private readonly TaskCompletionSource<bool> _found = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<bool> Found => _found.Task;

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => Write(value.ToString());

        public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

        public override void Write(string? value)
        {
            lock (_text)
            {
                _text.Append(value);
                if (_text.ToString().Contains(expected)) _found.TrySetResult(true);
            }
        }

        public override string ToString()
        {
            lock (_text) return _text.ToString();
        }
    }
}
