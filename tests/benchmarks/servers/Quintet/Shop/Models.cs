using Quintet.Db;

namespace Shop;

public partial class ShopApp : AppConfig
{
    public override string Label => "shop";
}

public partial class Author : Model
{
    [CharField(MaxLength = 100)]
    public string Name { get; set; } = "";
}

[Index("published")]
public partial class Book : Model
{
    [CharField(MaxLength = 200)]
    public string Title { get; set; } = "";

    [ForeignKey(OnDelete.Cascade)]
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
}

public partial class Review : Model
{
    [ForeignKey(OnDelete.Cascade)]
    public partial Book Book { get; set; }

    [CharField(MaxLength = 100)]
    public string Name { get; set; } = "";

    [IntegerField]
    public int Rating { get; set; }

    [TextField]
    public string Text { get; set; } = "";

    [DateTimeField(AutoNowAdd = true)]
    public DateTime Created { get; set; }
}
