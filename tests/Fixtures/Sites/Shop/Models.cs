namespace Sites.Shop;

[Meta(Ordering = ["title"])]
public partial class Book : Model
{
    [CharField(MaxLength = 100)]
    public string Title { get; set; } = "";

    [SlugField]
    public string Slug { get; set; } = "";

    [DateField]
    public DateOnly Published { get; set; }

    [CharField(MaxLength = 100, Null = true)]
    public string? Page { get; set; }

    public override string ToString() => Title;
}

[Meta(VerboseName = "event", VerboseNamePlural = "events")]
public partial class ShopEvent : Model
{
    [CharField(MaxLength = 100)]
    public string Title { get; set; } = "";

    [DateTimeField]
    public DateTime StartsAt { get; set; }

    public override string ToString() => Title;
}
