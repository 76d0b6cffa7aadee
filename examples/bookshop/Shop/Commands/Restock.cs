using Quintet.Management;

namespace Shop.Commands;

/// <summary><c>dotnet run restock poetry --below 3</c>: brings back what runs low.</summary>
public class Restock : Command
{
    [Argument(Help = "The shelves to look at, by their slugs; all by default.")]
    public List<string> Shelves { get; set; } = [];

    [Option(Help = "Books with fewer copies than this run low.")]
    public int Below { get; set; } = 3;

    [Option(Help = "How many copies there shall be of each.")]
    public int UpTo { get; set; } = 10;

    [Option(Help = "Shows what runs low, and orders nothing.")]
    public bool DryRun { get; set; }

    public override string Help => "Orders new copies of the books that run low.";

    public override Task<int> Execute(CommandArguments arguments)
    {
        if (UpTo < Below) throw new CommandError($"--up-to is {UpTo}, so that a book would still run low: choose at least {Below}.", 2);
        var known = Genre.Objects.Values(g => g.Slug).ToList();
        if (Shelves.Find(slug => !known.Contains(slug)) is { } wrong) throw new CommandError($"There is no shelf '{wrong}'. There are: {string.Join(", ", known)}.", 2);

        var (below, upTo, shelves) = (Below, UpTo, Shelves);
        var low = Book.Objects.Filter(b => b.Stock < below);
        if (shelves.Count > 0) low = low.Filter(b => shelves.Contains(b.Genre.Slug));
        var books = low.OrderBy(b => b.Stock).ThenBy(b => b.Title).SelectRelated(b => b.Genre).ToList();
        Terminal.WriteTable(["Title", "Shelf", "Copies"], [.. books.Select(b => (string[])[b.Title, b.Genre.Slug, $"{b.Stock}"])]);
        if (DryRun)
        {
            Out.WriteLine(Style.Notice($"{books.Count} books run low."));
            return Task.FromResult(0);
        }

        low.Update(b => new() { Stock = upTo });
        Out.WriteLine(Style.Success($"Ordered {books.Sum(b => upTo - b.Stock)} copies of {books.Count} books."));
        return Task.FromResult(0);
    }
}
