using Quintet.Apps;
using Quintet.Db;

namespace Benchmarks.Db;

public partial class ShopApp : AppConfig
{
    public override string Label => "shop";
}

public partial class Author : Model
{
    [CharField(MaxLength = 100)]
    public string Name { get; set; } = "";
}

public partial class Book : Model, IBook
{
    [CharField(MaxLength = 200)]
    public string Title { get; set; } = "";

    [ForeignKey(OnDelete.Cascade, RelatedName = "books")]
    public partial Author Author { get; set; }

    [DateTimeField]
    public DateTime Published { get; set; }

    [CharField(MaxLength = 50)]
    public string? Genre { get; set; }

    [DecimalField(MaxDigits = 8, DecimalPlaces = 2)]
    public decimal Price { get; set; }

    [IntegerField]
    public int Pages { get; set; }

    [BooleanField]
    public bool InPrint { get; set; } = true;

    string IBook.AuthorName => Author.Name;
}

/// <summary>A row as every engine's objects give it, so that they can be compared.</summary>
public interface IBook
{
    long Id { get; }

    string Title { get; }

    long AuthorId { get; }

    DateTime Published { get; }

    string? Genre { get; }

    decimal Price { get; }

    int Pages { get; }

    bool InPrint { get; }

    string AuthorName { get; }
}

/// <summary>The row of the engines that map to any class.</summary>
public sealed class PlainBook : IBook
{
    public long Id { get; set; }

    public string Title { get; set; } = "";

    public long AuthorId { get; set; }

    public PlainAuthor? Author { get; set; }

    public DateTime Published { get; set; }

    public string? Genre { get; set; }

    public decimal Price { get; set; }

    public int Pages { get; set; }

    public bool InPrint { get; set; }

    string IBook.AuthorName => Author!.Name;
}

/// <inheritdoc cref="PlainBook"/>
public sealed class PlainAuthor
{
    public long Id { get; set; }

    public string Name { get; set; } = "";
}
