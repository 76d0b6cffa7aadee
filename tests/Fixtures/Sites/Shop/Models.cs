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

/// <summary>Who may log in: what of a user it keeps is its own choice.</summary>
public partial class Member : Quintet.Auth.AbstractBaseUser
{
    [CharField(MaxLength = 150, Unique = true)]
    public override string Username { get; set; } = "";

    [BooleanField]
    public override bool IsActive { get; set; } = true;

    [BooleanField]
    public override bool IsSuperuser { get; set; }

    [CharField(MaxLength = 100)]
    public string Permissions { get; set; } = "";

    public override IReadOnlySet<string> GetUserPermissions(object? obj = null) => Permissions.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet();
}

public partial class Review : Model
{
    [ForeignKey(OnDelete.Cascade)]
    public partial Member Member { get; set; }

    [CharField(MaxLength = 100)]
    public string Text { get; set; } = "";
}
