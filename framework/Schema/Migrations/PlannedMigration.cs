using System.Globalization;

namespace Quintet.Db.Migrations;

/// <summary>A migration, by app label and name.</summary>
public sealed record Dependency(string AppLabel, string Name)
{
    public override string ToString() => AppLabel + "." + Name;
}

/// <summary>A migration that is not written yet: what <c>makemigrations</c> puts into a file.</summary>
/// <param name="AppLabel">The app in whose folder it comes.</param>
/// <param name="Name">With its number.</param>
/// <param name="Dependencies">The migrations before it.</param>
/// <param name="Operations">What it does.</param>
public sealed record PlannedMigration(string AppLabel, string Name, IReadOnlyList<Dependency> Dependencies, IReadOnlyList<Operation> Operations)
{
    /// <summary>Whether it is among the first of its app, whose tables <c>migrate --fake-initial</c> may find there already.</summary>
    public bool Initial { get; init; }

    /// <summary>The migrations of which it is the sum.</summary>
    public IReadOnlyList<Dependency> Replaces { get; init; } = [];

    /// <summary>Whether it runs in a transaction.</summary>
    public bool Atomic { get; init; } = true;

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
    /// <param name="initial">Whether it is among the first of its app.</param>
    public static string Of(int number, IReadOnlyList<Operation> operations, string? name = null, bool initial = false) =>
        number.ToString("0000", CultureInfo.InvariantCulture) + "_" + (name ?? (initial || number == 1 ? "initial" : Suggest(operations)));

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
        var name = Word(fragments[0]!);
        foreach (var fragment in fragments.Skip(1).Select(fragment => Word(fragment!)))
        {
            if (name.Length + 1 + fragment.Length > MaxLength) return name + "_and_more";
            name += "_" + fragment;
        }

        return name;

        static string Word(string fragment) => string.Concat(fragment.Select(c => char.IsLetterOrDigit(c) ? c : '_'));
    }
}
