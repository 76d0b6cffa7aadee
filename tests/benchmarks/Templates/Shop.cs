namespace Benchmarks.Templates;

/// <summary>The rows that every engine renders.</summary>
public sealed record Author(int Id, string Name);

/// <inheritdoc cref="Author"/>
public sealed record Book(int Id, string Title, Author Author, DateTime Published, decimal Price, int Stock);

/// <summary>What a template gets.</summary>
public sealed record BookPage(string Heading, IReadOnlyList<Book> Books);

/// <summary>Pages whose rows differ, so that nothing can be kept from one rendering to the next.</summary>
internal static class Shop
{
    public const int Variants = 16;

    public static BookPage[] Pages(int rows) => [.. Enumerable.Range(0, Variants).Select(variant => Page(variant, rows))];

    private static BookPage Page(int variant, int rows)
    {
        var random = new Random(variant);
        var authors = Enumerable.Range(1, 50).Select(i => new Author(i, $"Author {i} of {variant}")).ToArray();
        return new(
            $"Books & more, part {variant}",
            [.. Enumerable.Range(1, rows).Select(i => new Book(
                variant * 10_000 + i,
                i % 7 == 0 ? $"Fish & chips <{random.Next(1000)}>" : $"The book number {random.Next(100_000)}",
                authors[random.Next(authors.Length)],
                new DateTime(2000, 1, 1).AddDays(random.Next(9000)).AddMinutes(random.Next(1440)),
                random.Next(500, 9999) / 100m,
                random.Next(200)))]);
    }
}
