using Quintet.Db;

namespace DbTests;

[Meta(Ordering = ["name"])]
public partial class Author : Model
{
    [CharField(MaxLength = 100)]
    public string Name { get; set; } = "";

    [DateField]
    public DateOnly? Born { get; set; }

    public override string ToString() => Name;
}

public partial class Book : Model
{
    [CharField(MaxLength = 200)]
    public string Title { get; set; } = "";

    [ForeignKey(OnDelete.Cascade, RelatedName = "books")]
    public partial Author Author { get; set; }

    [ForeignKey(OnDelete.SetNull, RelatedName = "edited_books")]
    public partial Author? Editor { get; set; }

    [DateTimeField(AutoNowAdd = true)]
    public DateTime PublishedDate { get; set; }

    [CharField(MaxLength = 13, Unique = true)]
    public string Isbn { get; set; } = "";

    [CharField(MaxLength = 50)]
    public string? Genre { get; set; }

    [DecimalField(MaxDigits = 8, DecimalPlaces = 2)]
    public decimal Price { get; set; }

    [IntegerField]
    public int Pages { get; set; } = 100;

    [BooleanField]
    public bool InPrint { get; set; } = true;

    public string Shout() => Title.ToUpperInvariant() + "!";

    public override string ToString() => Title;
}
