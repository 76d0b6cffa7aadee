using Accounts;

namespace Club;

/// <summary>Models that point to another assembly's.</summary>
public partial class ClubApp : AppConfig;

public partial class Profile : Model
{
    [OneToOne(OnDelete.Cascade)]
    public partial User User { get; set; }

    [CharField(MaxLength = 100, Blank = true)]
    public string Motto { get; set; } = "";

    [ForeignKey(OnDelete.SetNull)]
    public partial Team? Favourite { get; set; }
}

public partial class Team : Model
{
    [CharField(MaxLength = 50)]
    public string Name { get; set; } = "";

    [ManyToMany(Through = typeof(Membership), RelatedName = "teams")]
    public partial ManyRelated<User> Members { get; }

    [ForeignKey(OnDelete.Cascade, RelatedName = "+")]
    public partial User? Captain { get; set; }

    [ManyToMany(RelatedName = "+", DbTable = "club_team_colours")]
    public partial ManyRelated<Colour> Colours { get; }

    public override string ToString() => Name;
}

/// <summary>A pair that says more than its two sides, and points to a member twice.</summary>
public partial class Membership : Model
{
    [ForeignKey(OnDelete.Cascade)]
    public partial Team Team { get; set; }

    [ForeignKey(OnDelete.Cascade)]
    public partial User User { get; set; }

    [IntegerField]
    public int Since { get; set; } = 2000;
}

public partial class Colour : Model
{
    [SlugField(PrimaryKey = true)]
    public string Code { get; set; } = "";
}

/// <summary>A base whose relations each derived model has for itself.</summary>
public abstract partial class Post : Model
{
    [CharField(MaxLength = 100)]
    public string Title { get; set; } = "";

    [ForeignKey(OnDelete.Cascade, RelatedName = "written_%(class)ss")]
    public partial User Author { get; set; }

    [ForeignKey(OnDelete.SetNull, RelatedName = "edited_%(class)ss")]
    public partial User? Editor { get; set; }

    [ManyToMany(RelatedName = "liked_%(class)ss")]
    public partial ManyRelated<User> LikedBy { get; }
}

[Meta(Ordering = ["title"])]
public partial class Article : Post;

public partial class Note : Post;
