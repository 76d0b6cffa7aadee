using Spectre.Console;
using PlainText = Spectre.Console.Text;

namespace Quintet.Management;

/// <summary>What Spectre.Console draws. In a class of its own, so that a command that writes plain text does not load it.</summary>
internal static class RichOutput
{
    public static void Table(TextWriter output, bool colors, int width, IReadOnlyList<string> titles, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.BorderStyle(new Style(decoration: Decoration.Dim));
        foreach (var title in titles) table.AddColumn(new TableColumn(new PlainText(title, new Style(decoration: Decoration.Bold))));
        foreach (var row in rows) table.AddRow(row.Select(cell => new PlainText(cell)));
        Console(output, colors, width).Write(table);
    }

    /// <summary>Draws a bar until the work is done.</summary>
    /// <param name="done">How many steps are.</param>
    /// <param name="ended">Is finished when the work is.</param>
    public static async Task Bar(TextWriter output, bool colors, string title, long? total, Func<long> done, Task ended)
    {
        ProgressColumn[] columns = total is null
            ? [new SpinnerColumn(), new TaskDescriptionColumn(), new ElapsedTimeColumn()]
            : [new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()];
        await Console(output, colors, width: null).Progress().AutoClear(true).Columns(columns).StartAsync(async context =>
        {
            var task = context.AddTask(Markup.Escape(title), autoStart: true, maxValue: total ?? 1);
            task.IsIndeterminate = total is null;
            do
            {
                if (total is null) task.Description = $"{Markup.Escape(title)} {done()}";
                else task.Value = done();
            }
            while (await Task.WhenAny(ended, Task.Delay(100)) != ended);
        });
    }

    private static IAnsiConsole Console(TextWriter output, bool colors, int? width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = colors || width is null ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colors ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = width is null ? InteractionSupport.Yes : InteractionSupport.No,
        });
        if (width is { } columns) console.Profile.Width = columns;
        return console;
    }
}
