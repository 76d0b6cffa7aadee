namespace Accounts;

/// <summary>What another assembly's models point to.</summary>
public partial class AccountsApp : AppConfig;

[Meta(Ordering = ["username"])]
public partial class User : Model
{
    [CharField(MaxLength = 150, Unique = true)]
    public string Username { get; set; } = "";

    [ManyToMany(RelatedName = "users")]
    public partial ManyRelated<Group> Groups { get; }

    [ManyToMany]
    public partial ManyRelated<User> Friends { get; }

    [ManyToMany(RelatedName = "followers", Symmetrical = false)]
    public partial ManyRelated<User> Follows { get; }

    public override string ToString() => Username;
}

public partial class Group : Model
{
    [CharField(MaxLength = 150, PrimaryKey = true)]
    public string Name { get; set; } = "";

    public override string ToString() => Name;
}
