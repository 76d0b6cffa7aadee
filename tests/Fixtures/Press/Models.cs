namespace Press;

/// <summary>Models with managers and queryset verbs of their own.</summary>
public partial class PressApp : AppConfig;

/// <summary>Relations to many see all writers but the retired; relations to one see even fewer: not the banned.</summary>
[Meta(Ordering = ["name"], DefaultManagerName = "active", BaseManagerName = "allowed")]
[Manager<ActiveWriters>("Active")]
[Manager<AllowedWriters>("Allowed")]
public partial class Writer : Model
{
    [CharField(MaxLength = 50)]
    public string Name { get; set; } = "";

    [BooleanField]
    public bool Retired { get; set; }

    [BooleanField]
    public bool Banned { get; set; }

    public override string ToString() => Name;
}

public class ActiveWriters(ModelMeta<Writer> model) : Manager<Writer>(model)
{
    public override QuerySet<Writer> GetQuerySet() => base.GetQuerySet().Filter(w => !w.Retired);
}

internal class AllowedWriters(ModelMeta<Writer> model) : Manager<Writer>(model)
{
    public override QuerySet<Writer> GetQuerySet() => base.GetQuerySet().Exclude(w => w.Banned);
}

public partial class Rack : Model
{
    [CharField(MaxLength = 50)]
    public string Name { get; set; } = "";

    [ManyToMany(RelatedName = "racks")]
    public partial ManyRelated<Volume> Volumes { get; }

    [ManyToMany(RelatedName = "racks")]
    public partial ManyRelated<Writer> Writers { get; }
}

/// <summary>What was withdrawn is not among <c>Objects</c>.</summary>
[Meta(Ordering = ["title"])]
[Manager<VolumeManager>]
[Manager<Manager<Volume>>("Everything")]
public partial class Volume : Model
{
    [CharField(MaxLength = 50)]
    public string Title { get; set; } = "";

    [IntegerField]
    public int Pages { get; set; }

    [BooleanField]
    public bool Withdrawn { get; set; }

    [ForeignKey(OnDelete.Cascade, RelatedName = "volumes")]
    public partial Writer Writer { get; set; }

    public override string ToString() => Title;
}

public class VolumeManager(ModelMeta<Volume> model) : Manager<Volume>(model)
{
    public override QuerySet<Volume> GetQuerySet() => base.GetQuerySet().Filter(b => !b.Withdrawn);

    public Volume CreateThin(string title, Writer writer) => Create(new() { Title = title, Pages = 10, Writer = writer });
}

/// <summary>What a shop asks of its volumes.</summary>
[QuerySetMethods]
public static partial class VolumeQueries
{
    public static QuerySet<Volume> Thick(this QuerySet<Volume> volumes, int pages = 300) => volumes.Filter(b => b.Pages >= pages);

    public static QuerySet<Volume> ByWriter(this QuerySet<Volume> volumes, Writer writer) => volumes.Filter(b => b.Writer == writer);

    public static QuerySet<Volume> Titled(this QuerySet<Volume> volumes, params string[] titles) => volumes.Filter(b => titles.Contains(b.Title));

    public static QuerySet<Volume> LongestFirst(this QuerySet<Volume> volumes) => volumes.OrderByDescending(b => b.Pages);

    public static int TotalPages(this QuerySet<Volume> volumes) => (int)(volumes.Aggregate(q => q.Sum(b => b.Pages)) ?? 0);

    [Quintet.AltersData]
    public static int Withdraw(this QuerySet<Volume> volumes) => volumes.Update(b => new() { Withdrawn = true });

    extension(QuerySet<Volume> volumes)
    {
        /// <summary>The way of C# 14.</summary>
        public QuerySet<Volume> Thin() => volumes.Filter(b => b.Pages < 300);
    }
}

/// <summary>What every kind of post has.</summary>
[Manager(typeof(LivePosts<>), "Live")]
public abstract partial class Post : Model
{
    [CharField(MaxLength = 50)]
    public string Title { get; set; } = "";

    [BooleanField]
    public bool IsLive { get; set; }
}

public class LivePosts<T>(ModelMeta<T> model) : Manager<T>(model)
    where T : Post
{
    public override QuerySet<T> GetQuerySet() => base.GetQuerySet().Filter(p => p.IsLive);
}

public partial class Story : Post;

/// <summary>With a table of its own beside the story's.</summary>
public partial class Serial : Story
{
    [IntegerField]
    public int Part { get; set; }
}

[QuerySetMethods]
public static partial class PostQueries
{
    public static QuerySet<T> Named<T>(this QuerySet<T> posts, string? title = null)
        where T : Post => posts.Filter(p => p.Title == (title ?? "untitled"));
}
