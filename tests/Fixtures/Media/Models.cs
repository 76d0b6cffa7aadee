using Quintet.Contrib.ContentTypes;
using Tagging;

namespace Media;

/// <summary>Models to which another assembly's rows point.</summary>
public partial class MediaApp : AppConfig;

/// <summary>A base whose generic relations each derived model has for itself.</summary>
public abstract partial class Work : Model
{
    [CharField(MaxLength = 50)]
    public string Title { get; set; } = "";

    [GenericRelation("kind", "key")]
    public partial GenericRelated<Bookmark> Bookmarks { get; }

    public override string ToString() => Title;
}

[Meta(Ordering = ["title"])]
public partial class Song : Work
{
    [GenericRelation(RelatedQueryName = "song")]
    public partial GenericRelated<TaggedItem> Tags { get; }
}

[Meta(Ordering = ["title"])]
public partial class Film : Work
{
    [GenericRelation]
    public partial GenericRelated<TaggedItem> Tags { get; }
}

/// <summary>Another view of the films, of which the same rows speak.</summary>
[Meta(Proxy = true)]
public partial class Documentary : Film;
