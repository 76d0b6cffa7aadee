namespace Press;

/// <summary>What others point to by its code, not by its key.</summary>
public partial class Currency : Model
{
    [CharField(MaxLength = 3, Unique = true)]
    public string Code { get; set; } = "";

    [CharField(MaxLength = 50)]
    public string Name { get; set; } = "";

    public override string ToString() => Code;
}

public partial class Price : Model
{
    [ForeignKey(OnDelete.Cascade, ToField = "code", RelatedName = "prices")]
    public partial Currency Currency { get; set; }

    [ForeignKey(OnDelete.SetNull, ToField = "code", RelatedName = "also")]
    public partial Currency? Other { get; set; }

    [IntegerField]
    public int Amount { get; set; }
}

/// <summary>Something hangs on prices, so that they are looked at before they are deleted.</summary>
public partial class Tax : Model
{
    [ForeignKey(OnDelete.Cascade, RelatedName = "taxes")]
    public partial Price Price { get; set; }
}

public partial class Bank : Model
{
    [OneToOne(OnDelete.Restrict, ToField = "code")]
    public partial Currency Currency { get; set; }
}

public partial class Market : Model
{
    [ManyToMany(Through = typeof(Listing), RelatedName = "markets")]
    public partial ManyRelated<Currency> Currencies { get; }
}

public partial class Listing : Model
{
    [ForeignKey(OnDelete.Cascade)]
    public partial Market Market { get; set; }

    [ForeignKey(OnDelete.Cascade, ToField = "code")]
    public partial Currency Currency { get; set; }
}
