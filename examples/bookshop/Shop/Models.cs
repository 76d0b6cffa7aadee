using Quintet.Db;

namespace Shop;

[Meta(Ordering = ["name"])]
public partial class Publisher : Model
{
    [CharField(MaxLength = 120, Unique = true)]
    public string Name { get; set; } = "";

    [CharField(MaxLength = 80)]
    public string City { get; set; } = "";

    [IntegerField]
    public int Founded { get; set; }

    public override string ToString() => Name;
}

[Meta(Ordering = ["sort_name"])]
public partial class Author : Model
{
    [CharField(MaxLength = 120, Unique = true)]
    public string Name { get; set; } = "";

    [CharField(MaxLength = 120)]
    public string SortName { get; set; } = "";

    [IntegerField]
    public int Born { get; set; }

    [CharField(MaxLength = 80)]
    public string Country { get; set; } = "";

    [TextField]
    public string Bio { get; set; } = "";

    public override string ToString() => Name;
}

[Meta(Ordering = ["name"])]
public partial class Genre : Model
{
    [CharField(MaxLength = 60, Unique = true)]
    public string Name { get; set; } = "";

    [CharField(MaxLength = 60, Unique = true)]
    public string Slug { get; set; } = "";

    [TextField]
    public string Blurb { get; set; } = "";

    /// <summary>The colour of this genre's covers: an angle on the colour wheel.</summary>
    [IntegerField]
    public int Hue { get; set; }

    public override string ToString() => Name;
}

/// <summary>What books are about, across the shelves.</summary>
[Meta(Ordering = ["name"])]
public partial class Theme : Model
{
    [CharField(MaxLength = 40, Unique = true)]
    public string Name { get; set; } = "";

    public override string ToString() => Name;
}

[Meta(Ordering = ["-published_date", "title"])]
public partial class Book : Model
{
    [CharField(MaxLength = 200)]
    public string Title { get; set; } = "";

    [ForeignKey(OnDelete.Cascade, RelatedName = "books")]
    public partial Author Author { get; set; }

    [ForeignKey(OnDelete.Cascade, RelatedName = "books")]
    public partial Publisher Publisher { get; set; }

    [ForeignKey(OnDelete.Cascade, RelatedName = "books")]
    public partial Genre Genre { get; set; }

    [ManyToMany(RelatedName = "books")]
    public partial ManyRelated<Theme> Themes { get; }

    [CharField(MaxLength = 13, Unique = true)]
    public string Isbn { get; set; } = "";

    [DateField]
    public DateOnly PublishedDate { get; set; }

    [DecimalField(MaxDigits = 6, DecimalPlaces = 2)]
    public decimal Price { get; set; }

    [IntegerField]
    public int Pages { get; set; }

    [IntegerField]
    public int Stock { get; set; }

    [TextField]
    public string Summary { get; set; } = "";

    /// <summary>Which of the six cover designs in <c>shop/covers.css</c> this book wears.</summary>
    public int Design => (int)(Id % 6);

    public override string ToString() => Title;
}
