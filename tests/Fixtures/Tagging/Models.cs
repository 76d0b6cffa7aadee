using Quintet.Contrib.ContentTypes;

namespace Tagging;

/// <summary>Rows that point to objects of models that they do not know.</summary>
public partial class TaggingApp : AppConfig;

[Meta(Ordering = ["tag"])]
public partial class TaggedItem : Model
{
    [SlugField]
    public string Tag { get; set; } = "";

    [ForeignKey(OnDelete.Cascade)]
    public partial ContentType ContentType { get; set; }

    [BigIntegerField]
    public long ObjectId { get; set; }

    [GenericForeignKey]
    public partial Model? ContentObject { get; set; }

    /// <summary>The same object, a proxy as itself.</summary>
    [GenericForeignKey(ForConcreteModel = false)]
    public partial Model? AsItself { get; set; }

    public override string ToString() => Tag;
}

/// <summary>The key as text, and nothing pointed to; the fields have other names.</summary>
public partial class Bookmark : Model
{
    [CharField(MaxLength = 50)]
    public string Label { get; set; } = "";

    [ForeignKey(OnDelete.Cascade, RelatedName = "+")]
    public partial ContentType? Kind { get; set; }

    [CharField(MaxLength = 50)]
    public string? Key { get; set; }

    [GenericForeignKey("kind", "key")]
    public partial Model? Place { get; set; }

    public override string ToString() => Label;
}
