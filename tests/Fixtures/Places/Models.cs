using Accounts;

namespace Places;

/// <summary>Models that derive from models with tables.</summary>
public partial class PlacesApp : AppConfig;

[Meta(Ordering = ["name"], GetLatestBy = ["opened"])]
public partial class Place : Model
{
    [CharField(MaxLength = 50)]
    public string Name { get; set; } = "";

    [CharField(MaxLength = 80, Unique = true)]
    public string? Address { get; set; }

    [ForeignKey(OnDelete.SetNull, RelatedName = "places")]
    public partial User? Owner { get; set; }

    [DateField]
    public DateOnly? Opened { get; set; }

    [DateTimeField(AutoNow = true)]
    public DateTime Changed { get; set; }

    [ManyToMany(RelatedName = "liked_places")]
    public partial ManyRelated<User> Fans { get; }

    public override string ToString() => Name;
}

[CheckConstraint("stars >= 0", Name = "stars_not_negative")]
public partial class Restaurant : Place
{
    [BooleanField]
    public bool ServesPizza { get; set; }

    [IntegerField]
    public int Stars { get; set; } = 1;
}

[Meta(Ordering = ["-chef"])]
public partial class Trattoria : Restaurant
{
    [CharField(MaxLength = 50)]
    public string Chef { get; set; } = "";

    [ForeignKey(OnDelete.Protect, RelatedName = "daughters")]
    public partial Restaurant? Mother { get; set; }
}

public abstract partial class Loud : Place
{
    [IntegerField]
    public int Decibels { get; set; }
}

/// <summary>Over an abstract base, with a link of its own name.</summary>
public partial class Bar : Loud
{
    [OneToOne(OnDelete.Cascade, ParentLink = true, RelatedName = "as_bar")]
    public partial Place Location { get; set; }
}

[Meta(Proxy = true, Ordering = ["-name"])]
public partial class BackwardsPlace : Place
{
    public string Backwards() => string.Concat(Name.Reverse());
}

public partial class Review : Model
{
    [ForeignKey(OnDelete.Cascade, RelatedName = "reviews")]
    public partial Place Place { get; set; }

    [ForeignKey(OnDelete.SetNull, RelatedName = "preferred_in")]
    public partial Restaurant? Better { get; set; }

    [CharField(MaxLength = 50)]
    public string Text { get; set; } = "";
}

/// <summary>The base is another assembly's.</summary>
public partial class Critic : User
{
    [CharField(MaxLength = 50)]
    public string Paper { get; set; } = "";
}
