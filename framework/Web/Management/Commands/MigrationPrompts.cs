using System.Globalization;
using Quintet.Db;
using Quintet.Db.Migrations;

namespace Quintet.Management.Commands;

/// <summary>What <c>makemigrations</c> must know: said on the command line, or asked of the person at the terminal; where nobody is there it stops.</summary>
internal sealed class MigrationPrompts : MigrationQuestions
{
    private readonly HashSet<string> _renames;
    private readonly HashSet<string> _used = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool _noOthers;
    private readonly TextReader? _in;
    private readonly TextWriter _out;

    /// <param name="renames"><c>blog.Author=Writer</c>, <c>blog.Book.name=title</c></param>
    /// <param name="noOthers">Whether nothing else was renamed.</param>
    /// <param name="input">The terminal; null: nobody is there.</param>
    /// <param name="output">Where questions are written.</param>
    /// <exception cref="CommandError">A rename cannot be read.</exception>
    public MigrationPrompts(IReadOnlyList<string> renames, bool noOthers, TextReader? input, TextWriter output)
    {
        (_renames, _noOthers, _in, _out) = (new(renames, StringComparer.OrdinalIgnoreCase), noOthers, input, output);
        if (renames.FirstOrDefault(text => text.Split('=') is not [{ Length: > 0 } from, { Length: > 0 } to] || to.Contains('.') || from.Count(c => c == '.') is not (1 or 2)) is { } wrong)
        {
            throw new CommandError($"--rename takes what it was and what it is, as blog.Author=Writer for a model or blog.Book.name=title for a field; found '{wrong}'.");
        }
    }

    /// <exception cref="CommandError">A rename that was said is none.</exception>
    public void CheckUsed()
    {
        if (_renames.FirstOrDefault(text => !_used.Contains(text)) is { } unused)
        {
            throw new CommandError($"--rename {unused}: the migrations have no such model or field, or the models have none of the new name that is alike. Rename it in the models first, and change nothing else about it in the same step.");
        }
    }

    public override bool IsModelRenamed(ModelState old, ModelState fresh) =>
        Renamed($"{old.Label}={fresh.Name}", $"Was the model {old.Label} renamed to {fresh.Name}?");

    public override bool IsFieldRenamed(ModelState model, string oldName, NamedField fresh) =>
        Renamed($"{model.Label}.{oldName}={fresh.Name}", $"Was {model.Name.ToLowerInvariant()}.{oldName} renamed to {model.Name.ToLowerInvariant()}.{fresh.Name} (a {fresh.Field.GetType().Name})?");

    public override object? DefaultForNewField(ModelState model, NamedField field)
    {
        if (_in is null) return base.DefaultForNewField(model, field);
        _out.WriteLine($"It is impossible to add a non-nullable field '{field.Name}' to {model.Name.ToLowerInvariant()} without specifying a default. This is because the database needs something to populate existing rows.");
        return OneOff(field, leave: false);
    }

    public override object? DefaultForNull(ModelState model, NamedField field)
    {
        if (_in is null) return base.DefaultForNull(model, field);
        _out.WriteLine($"It is impossible to change a nullable field '{field.Name}' on {model.Name.ToLowerInvariant()} to non-nullable without providing a default. This is because the database needs something to populate existing rows.");
        return OneOff(field, leave: true);
    }

    private bool Renamed(string rename, string question)
    {
        if (_renames.Contains(rename)) return _used.Add(rename);
        if (_noOthers) return false;

        // The other name was said: then this one it is not.
        var names = rename.Split('=');
        if (_renames.Any(text => string.Equals(text.Split('=')[0], names[0], StringComparison.OrdinalIgnoreCase))) return false;
        if (_in is null)
        {
            throw new MigrationQuestionException(
                $"{question} Its rows can be kept, or go, and nothing says which. Say --rename {rename}, or --no-renames where it is another.", rename);
        }

        while (true)
        {
            _out.Write($"{question} [y/N] ");
            _out.Flush();
            switch (_in.ReadLine()?.Trim().ToLowerInvariant())
            {
                case "y" or "yes": return true;
                case null or "" or "n" or "no": return false;
                default: _out.WriteLine("Please answer yes or no."); break;
            }
        }
    }

    private object? OneOff(NamedField field, bool leave)
    {
        _out.WriteLine("Please select a fix:");
        _out.WriteLine(" 1) Provide a one-off default now (will be set on all existing rows with a null value for this column)");
        if (leave) _out.WriteLine(" 2) Ignore for now. Existing rows that contain NULL values will have to be handled manually, for example with a RunCode or RunSql operation.");
        _out.WriteLine($" {(leave ? 3 : 2)}) Quit and manually define a default value in the model.");
        while (true)
        {
            switch (Ask("Select an option: "))
            {
                case "1": return Value(field);
                case "2" when leave: return null;
                case "2" or "3": throw new CommandError("Nothing was written.", 3);
                default: _out.WriteLine("Please select a valid option."); break;
            }
        }
    }

    private object Value(NamedField field)
    {
        _out.WriteLine($"Please enter the default value as plain text{Hint(field.Field)}.");
        while (true)
        {
            var text = Ask(">>> ");
            if (Parse(field.Field, text) is { } value) return value;
            _out.WriteLine($"'{text}' is no value of a {field.Field.GetType().Name}.");
        }
    }

    /// <exception cref="CommandError">The terminal is closed.</exception>
    private string Ask(string prompt)
    {
        _out.Write(prompt);
        _out.Flush();
        return _in!.ReadLine()?.Trim() ?? throw new CommandError("Nothing was written.", 3);
    }

    private static string Hint(Field field) => field switch
    {
        DateTimeField => ", 2024-12-31 or 2024-12-31T23:59:00Z",
        TimeField => ", 23:59",
        DateField => ", 2024-12-31",
        BooleanField => ", true or false",
        DurationField => ", 1.12:00:00",
        _ => "",
    };

    private static object? Parse(Field field, string text)
    {
        var culture = CultureInfo.InvariantCulture;
        return field switch
        {
            BooleanField => bool.TryParse(text, out var value) ? value : null,
            DecimalField => decimal.TryParse(text, NumberStyles.Number, culture, out var value) ? value : null,
            FloatField => double.TryParse(text, NumberStyles.Float, culture, out var value) ? value : null,
            DateTimeField => DateTime.TryParse(text, culture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var value) ? value : null,
            TimeField => TimeOnly.TryParse(text, culture, out var value) ? value : null,
            DateField => DateOnly.TryParse(text, culture, out var value) ? value : null,
            DurationField => TimeSpan.TryParse(text, culture, out var value) ? value : null,
            UuidField => Guid.TryParse(text, out var value) ? value : null,
            IntegerField => long.TryParse(text, NumberStyles.AllowLeadingSign, culture, out var value) ? value is >= int.MinValue and <= int.MaxValue ? (int)value : value : null,
            ForeignKey => long.TryParse(text, NumberStyles.AllowLeadingSign, culture, out var key) ? key : text,
            _ => text,
        };
    }
}
