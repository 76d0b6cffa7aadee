using System.Text.RegularExpressions;
using Blog;
using Quintet.Db;
using Quintet.Management;

namespace Shop.Commands;

/// <summary><c>dotnet run seed</c>: the same shop every time, and only where there is none yet.</summary>
public partial class Seed : Command
{
    const int BooksPerShelf = 40;

    public override string Help => "Fills an empty database with authors, books and journal entries.";

    public override Task<int> Execute(CommandArguments arguments)
    {
        if (Book.Objects.Exists())
        {
            Out.WriteLine($"The shop has {Book.Objects.Count()} books already; nothing to do.");
            return Task.FromResult(0);
        }

        // All of it or nothing: a seed that dies half-way leaves an empty shop, which can be seeded again.
        Transaction.Atomic(() =>
        {
            var publishers = Words.Publishers
                .Select(p => Publisher.Objects.Create(new() { Name = p.Name, City = p.City, Founded = p.Founded }))
                .ToList();
            var genres = Shelves.All
                .Select(s => Genre.Objects.Create(new() { Name = s.Name, Slug = s.Slug, Blurb = s.Blurb, Hue = s.Hue }))
                .ToList();
            var authors = CreateAuthors();
            var books = CreateBooks(publishers, genres, authors);
            GiveThemes(books);
            CreateJournal(books);
        });

        Out.WriteLine($"{Author.Objects.Count()} authors, {Book.Objects.Count()} books, {Post.Objects.Count()} journal entries with {Comment.Objects.Count()} notes.");
        return Task.FromResult(0);
    }

    static List<Author> CreateAuthors() =>
        [.. Words.Authors.Select((a, i) => Author.Objects.Create(new()
        {
            Name = a.Name,
            SortName = a.SortName,
            Country = a.Country,
            Born = a.Born,
            Bio = $"{a.Name} {a.Past}. {Settlements[i % Settlements.Length]} {Habits[i % Habits.Length]}",
        }))];

    static List<Book> CreateBooks(List<Publisher> publishers, List<Genre> genres, List<Author> authors)
    {
        var chance = new Chance(20261123);
        var titles = new HashSet<string>();
        var books = new List<Book>();
        for (var i = 0; i < BooksPerShelf * Shelves.All.Length; i++)
        {
            // The shelves take turns, so that the newest books are not all of one kind.
            var shelf = i % Shelves.All.Length;
            var plan = Shelves.All[shelf];
            // Each author writes for two shelves; ten authors share one.
            var author = authors[(shelf * 5 + chance.Below(10)) % authors.Count];
            var published = new DateOnly(2026, 11, 20).AddDays(-(i * 17 + chance.Below(14)));
            string title;
            do title = Title(chance, plan);
            while (!titles.Add(title));

            books.Add(Book.Objects.Create(new()
            {
                Title = title,
                Author = author,
                Publisher = publishers[chance.Below(publishers.Count)],
                Genre = genres[shelf],
                Isbn = Isbn(i),
                PublishedDate = published,
                Price = 6 + chance.Below(19) + (chance.Below(2) == 0 ? 0.99m : 0.50m),
                Pages = plan.Slug == "poetry" ? 64 + chance.Below(70) : 140 + chance.Below(420),
                Stock = chance.Below(9),
                Summary = Fill(chance, chance.From(plan.Openings)) + "\n\n" + chance.From(Words.Praise),
            }));
        }

        return books;
    }

    static void GiveThemes(List<Book> books)
    {
        var chance = new Chance(20261128);
        var themes = Words.Themes.Select(name => Theme.Objects.Create(new() { Name = name })).ToList();
        foreach (var book in books) book.Themes.Add(chance.From(themes), chance.From(themes));
    }

    static void CreateJournal(List<Book> books)
    {
        for (var i = 0; i < Journal.All.Length; i++)
        {
            var entry = Journal.All[i];
            var post = Post.Objects.Create(new()
            {
                Title = entry.Title,
                Slug = entry.Slug,
                Byline = entry.Byline,
                Intro = entry.Intro,
                Body = entry.Body,
                Published = entry.Published,
                Book = entry.AboutABook ? books[i * 3] : null,
            });
            for (var n = 0; n < entry.Notes.Length; n++)
            {
                Comment.Objects.Create(new()
                {
                    Post = post,
                    Name = entry.Notes[n].Name,
                    Text = entry.Notes[n].Text,
                    Created = entry.Published.AddHours(5 + 19 * n),
                });
            }
        }
    }

    static string Title(Chance chance, ShelfPlan plan)
    {
        var title = Fill(chance, chance.From(plan.Titles));
        title = BeforeVowel().Replace(title, "An $1");
        return char.ToUpperInvariant(title[0]) + title[1..];
    }

    static string Fill(Chance chance, string pattern)
    {
        var thing = chance.From(Words.Things);
        string other;
        do other = chance.From(Words.Things);
        while (other == thing);
        var person = chance.From(Words.People);
        var text = pattern
            .Replace("{thing}", thing)
            .Replace("{thing2}", other)
            .Replace("{quality}", chance.From(Words.Qualities))
            .Replace("{place}", chance.From(Words.Places))
            .Replace("{person}", person)
            .Replace("{Person}", char.ToUpperInvariant(person[0]) + person[1..]);
        return text;
    }

    /// <summary>A number of the right form, with a right check digit, in a range that is not given to publishers.</summary>
    static string Isbn(int index)
    {
        var digits = "9799" + (10_000_000 + index * 7919).ToString("D8");
        var sum = digits.Select((digit, place) => (digit - '0') * (place % 2 == 0 ? 1 : 3)).Sum();
        return digits + (10 - sum % 10) % 10;
    }

    static readonly string[] Settlements =
    [
        "The first book was written in a kitchen and the second in a better kitchen.",
        "Home is a town with one bridge.",
        "The day begins at five and the writing at six.",
        "None of the books has been planned, except for one, which was never finished.",
        "Every manuscript is typed twice, the second time from memory.",
        "Three languages are spoken at home, and none of them is used for writing.",
        "The letters from readers are answered, slowly, by hand.",
    ];

    static readonly string[] Habits =
    [
        "Interviews are declined with a drawing of a bird.",
        "There is a garden, which is losing.",
        "The desk faces a wall, on purpose.",
        "A fourth book is said to exist.",
        "Readers have asked about the dog. The dog is well.",
    ];

    [GeneratedRegex(@"\bA ([AEIOU])")]
    private static partial Regex BeforeVowel();
}
