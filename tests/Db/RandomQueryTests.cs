using Quintet.Db;

namespace DbTests;

public sealed class RandomQueryTestsOnSqlite() : RandomQueryTests(DatabaseKind.Sqlite);

public sealed class RandomQueryTestsOnPostgreSql() : RandomQueryTests(DatabaseKind.PostgreSql);

/// <summary>Chains of verbs made of chance, compared with the same in memory. A failure names its seed: put it in <see cref="Seeds"/>'s place to have it alone.</summary>
public abstract class RandomQueryTests : IDisposable
{
    private const int Chains = 2000;
    private const int ChainsPerWorld = 100;
    private readonly TestDatabase _database;

    protected RandomQueryTests(DatabaseKind kind) => _database = new TestDatabase(kind);

    public void Dispose()
    {
        _database.Dispose();
        GC.SuppressFinalize(this);
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(0, Chains / ChainsPerWorld)];

    [DatabaseTheory]
    [MemberData(nameof(Seeds))]
    public void Chains_give_what_they_give_in_memory(int seed)
    {
        var random = new Random(seed);
        var world = Fill(random);
        var conditions = new RandomConditions(random);
        for (var i = 0; i < ChainsPerWorld; i++)
        {
            var (query, expected) = Chain(random, conditions, world);
            var actual = query.ToList();
            if (!expected.SequenceEqual(actual)) Assert.Fail($"Seed {seed}, chain {i}: {query}\nexpected {Ids(expected)}\nfound    {Ids(actual)}");
            Assert.Equal(expected.Count, query.All().Count());
            Assert.Equal(expected.Count > 0, query.All().Exists());
            Together(random, query, expected, $"Seed {seed}, chain {i}: {query}");
            Annotated(random, conditions, world, $"Seed {seed}, chain {i}");
        }
    }

    private World Fill(Random random)
    {
        var names = RandomConditions.Names;
        var authors = Author.Objects.BulkCreate(Enumerable.Range(0, 6).Select(_ => new Author
        {
            Name = names[random.Next(names.Length)],
            Born = random.Next(3) == 0 ? null : new DateOnly(2000, 1, 1).AddDays(random.Next(5)),
        })).ToList();
        Book.Objects.BulkCreate(Enumerable.Range(0, 25).Select(i => new Book
        {
            Isbn = i.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Title = names[random.Next(names.Length)] + names[random.Next(names.Length)],
            Author = authors[random.Next(authors.Count)],
            Editor = random.Next(2) == 0 ? null : authors[random.Next(authors.Count)],
            Genre = RandomConditions.Genres[random.Next(RandomConditions.Genres.Length)],
            Price = random.Next(0, 400) / 100m,
            Pages = random.Next(0, 7),
            InPrint = random.Next(2) == 0,
        }));
        var books = Book.Objects.SelectRelated(b => b.Author).SelectRelated(b => b.Editor).OrderBy("id").ToList();
        foreach (var book in books) book.PublishedDate = new DateTime(2020, 5, random.Next(1, 4), random.Next(24), 0, 0, DateTimeKind.Utc);
        Book.Objects.BulkUpdate(books, "published_date");
        return new(authors, books);
    }

    private static (QuerySet<Book> Query, List<Book> Expected) Chain(Random random, RandomConditions conditions, World world)
    {
        var query = Book.Objects.All();
        IEnumerable<Book> rows = world.Books;
        for (var steps = random.Next(1, 4); steps > 0; steps--)
        {
            var condition = conditions.Book(random.Next(3));
            switch (random.Next(5))
            {
                case 0:
                    query = query.Exclude(condition.Asked);
                    rows = rows.Where(b => !condition.Meant(b));
                    break;
                case 1:
                    var other = conditions.Book(1);
                    query = query.Filter(new Q<Book>(condition.Asked) | !new Q<Book>(other.Asked));
                    rows = rows.Where(b => condition.Meant(b) || !other.Meant(b));
                    break;
                case 2:
                    var inner = Book.Objects.Filter(condition.Asked);
                    query = query.Filter(b => inner.Contains(b));
                    rows = rows.Where(condition.Meant);
                    break;
                default:
                    query = query.Filter(condition.Asked);
                    rows = rows.Where(condition.Meant);
                    break;
            }
        }

        if (random.Next(5) == 0)
        {
            var condition = conditions.Book(1);
            var part = Book.Objects.Filter(condition.Asked);
            var set = rows.ToHashSet();
            var others = world.Books.Where(condition.Meant).ToHashSet();
            (query, rows) = random.Next(3) switch
            {
                0 => (query.Union(part), world.Books.Where(b => set.Contains(b) || others.Contains(b))),
                1 => (query.Intersection(part), world.Books.Where(b => set.Contains(b) && others.Contains(b))),
                _ => (query.Difference(part), world.Books.Where(b => set.Contains(b) && !others.Contains(b))),
            };
        }

        (query, var ordered) = Ordered(random, query, rows);
        var list = ordered.ToList();
        if (random.Next(4) == 0) (query, list) = (query.Reverse(), [.. Enumerable.Reverse(list)]);
        if (random.Next(2) == 0) return (query, list);
        var start = random.Next(4);
        var end = start + random.Next(8);
        return (query[start..end], [.. list.Skip(start).Take(end - start)]);
    }

    private static (QuerySet<Book> Query, IEnumerable<Book> Rows) Ordered(Random random, QuerySet<Book> query, IEnumerable<Book> rows) => random.Next(5) switch
    {
        0 => (query.OrderBy(b => b.Pages).ThenBy(b => b.Id), rows.OrderBy(b => b.Pages).ThenBy(b => b.Id)),
        1 => (query.OrderByDescending(b => b.Title).ThenByDescending(b => b.Id), rows.OrderByDescending(b => b.Title, StringComparer.Ordinal).ThenByDescending(b => b.Id)),
        2 => (query.OrderBy(b => b.Genre, Nulls.First).ThenBy(b => b.Id), rows.OrderBy(b => b.Genre, StringComparer.Ordinal).ThenBy(b => b.Id)),
        3 => (query.OrderByDescending(b => b.Editor!.Born, Nulls.Last).ThenBy(b => b.InPrint ? 1 : 0).ThenBy(b => b.Id), rows.OrderByDescending(b => b.Editor?.Born).ThenBy(b => b.InPrint ? 1 : 0).ThenBy(b => b.Id)),
        _ => (query.OrderBy("author__name", "-price", "id"), rows.OrderBy(b => b.Author.Name, StringComparer.Ordinal).ThenByDescending(b => b.Price).ThenBy(b => b.Id)),
    };

    /// <summary>What the rows give together, and in groups.</summary>
    private static void Together(Random random, QuerySet<Book> query, List<Book> rows, string what)
    {
        var limit = random.Next(6);
        var all = query.Aggregate(q => new { N = q.Count(), Sum = q.Sum(b => b.Pages), Max = q.Max(b => b.Price), Genres = q.Distinct().Count(b => b.Genre), Long = q.Filter(b => b.Pages > limit).Count(), Born = q.Min(b => b.Author.Born) });
        var expected = (rows.Count, rows.Count == 0 ? null : (long?)rows.Sum(b => b.Pages), rows.Count == 0 ? null : (decimal?)rows.Max(b => b.Price), rows.Select(b => b.Genre).OfType<string>().Distinct().Count(), rows.Count(b => b.Pages > limit), rows.Min(b => b.Author.Born));
        if (expected != (all.N, all.Sum, all.Max, all.Genres, all.Long, all.Born)) Assert.Fail($"{what}\nexpected {expected}\nfound {all}");
        if (query.ToString().Contains("LIMIT") || query.ToString().Contains("OFFSET")) return;
        var groups = query.OrderBy().Values(b => new { b.Genre, Long = b.Pages > limit }).Annotate((v, q) => new { v.Genre, v.Long, N = q.Count(), Sum = q.Sum(b => b.Pages) }).Filter(g => g.N > 1).ToList();
        var meant = rows.GroupBy(b => (b.Genre, Long: b.Pages > limit)).Where(g => g.Count() > 1).Select(g => (g.Key.Genre, g.Key.Long, g.Count(), (long?)g.Sum(b => b.Pages)));
        Assert.Equal(meant.Order(), groups.Select(g => (g.Genre, g.Long, g.N, g.Sum)).Order());
        Assert.Equal(rows.Select(b => (b.Genre, b.InPrint)).Distinct().Order(), query.OrderBy().Values(b => new { b.Genre, b.InPrint }).Distinct().ToList().Select(r => (r.Genre, r.InPrint)).Order());
    }

    /// <summary>Values calculated from the rows that point to one, and filters on them.</summary>
    private static void Annotated(Random random, RandomConditions conditions, World world, string what)
    {
        var (condition, least) = (conditions.Book(1), random.Next(3));
        var asked = condition.Asked;
        var found = Author.Objects.Annotate(a => new
        {
            Author = a,
            N = a.Books.Count(asked),
            Pages = a.Books.Filter(asked).Aggregate(q => q.Sum(b => b.Pages)),
            First = a.Books.OrderBy(b => b.Id).First()!.Title,
            Any = a.EditedBooks.Any(asked),
        }).Filter(r => r.N >= least || r.Any).OrderByDescending(r => r.N).ThenBy(r => r.Author.Id);
        var meant = world.Authors.Select(a => (a.Id, N: World.BooksOf(a).Count(condition.Meant), Pages: World.BooksOf(a).Where(condition.Meant).Select(b => (long?)b.Pages).DefaultIfEmpty().Sum(b => b), First: World.BooksOf(a).OrderBy(b => b.Id).FirstOrDefault()?.Title, Any: World.EditedBy(a).Any(condition.Meant)))
            .Where(r => r.N >= least || r.Any).OrderByDescending(r => r.N).ThenBy(r => r.Id)
            .Select(r => r with { Pages = r.N == 0 ? null : r.Pages }).ToList();
        var actual = found.ToList().Select(r => (r.Author.Id, r.N, r.Pages, First: (string?)r.First, r.Any)).ToList();
        if (!meant.SequenceEqual(actual)) Assert.Fail($"{what}: {found}\nexpected {string.Join(' ', meant)}\nfound    {string.Join(' ', actual)}");
    }

    private static string Ids(IEnumerable<Book> books) => string.Join(' ', books.Select(b => b.Id));
}
