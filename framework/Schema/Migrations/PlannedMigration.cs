using System.Globalization;

namespace Quintet.Db.Migrations;

/// <summary>A migration, by app label and name.</summary>
public sealed record Dependency(string AppLabel, string Name)
{
    public override string ToString() => AppLabel + "." + Name;
}

/// <summary>A migration that is not written yet: what <c>makemigrations</c> puts into a file.</summary>
public sealed record PlannedMigration(string AppLabel, string Name, IReadOnlyList<Dependency> Dependencies, IReadOnlyList<Operation> Operations)
{
    /// <summary><c>0002_book_genre</c> → <c>M0002_BookGenre</c>.</summary>
    public string ClassName
    {
        get
        {
            var underscore = Name.IndexOf('_');
            return underscore < 0 ? "M" + Name : $"M{Name[..underscore]}_{ModelNames.PascalCase(Name[(underscore + 1)..])}";
        }
    }
}

/// <summary>The names of migrations, as Django makes them.</summary>
public static class MigrationNames
{
    private const int MaxLength = 52;

    /// <summary><c>0001_initial</c>, <c>0002_book_genre</c>.</summary>
    /// <param name="number">The migration's place in its app, from 1.</param>
    /// <param name="operations">What it does.</param>
    /// <param name="name">A name of the user's own, without number; null: made from the operations.</param>
    public static string Of(int number, IReadOnlyList<Operation> operations, string? name = null) =>
        number.ToString("0000", CultureInfo.InvariantCulture) + "_" + (name ?? (number == 1 ? "initial" : Suggest(operations)));

    /// <summary>The number that a name begins with, or null.</summary>
    public static int? Number(string name)
    {
        var digits = name.TakeWhile(char.IsAsciiDigit).Count();
        return digits > 0 && int.TryParse(name[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static string Suggest(IReadOnlyList<Operation> operations)
    {
        var fragments = operations.Select(o => o.NameFragment).ToList();
        if (fragments.Count == 0 || fragments.Contains(null)) return "auto";
        var name = fragments[0]!;
        foreach (var fragment in fragments.Skip(1))
        {
            if (name.Length + 1 + fragment!.Length > MaxLength) return name + "_and_more";
            name += "_" + fragment;
        }

        return name;
    }
}

/// <summary>What the differ cannot know (Django's questioner). This one refuses, with a sentence that says what to do.</summary>
public class MigrationQuestions
{
    /// <summary>The value that existing rows get in a new field that allows no NULL and has no default; it is forgotten afterwards.</summary>
    public virtual object DefaultForNewField(ModelState model, NamedField field) => throw new MigrationQuestionException(
        $"It is impossible to add the field '{field.Name}' to {model.Label}: it allows no null and has no default, and the rows that are there need a value. Give the property an initialiser, or make it nullable.");

    /// <summary>The value that takes the place of NULL in a field that allows none any more; it is forgotten afterwards.</summary>
    public virtual object DefaultForNull(ModelState model, NamedField field) => throw new MigrationQuestionException(
        $"It is impossible to change the field '{field.Name}' of {model.Label} to allow no null without a value for the rows that have none. Give the property an initialiser, or leave it nullable.");
}

/// <summary>Making migrations needs an answer that nobody gave.</summary>
public sealed class MigrationQuestionException(string message) : Exception(message);
