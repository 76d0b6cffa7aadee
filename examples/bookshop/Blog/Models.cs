using Quintet.Db;
using Shop;

namespace Blog;

[Meta(Ordering = ["-published"])]
public partial class Post : Model
{
    [CharField(MaxLength = 160)]
    public string Title { get; set; } = "";

    [CharField(MaxLength = 80, Unique = true)]
    public string Slug { get; set; } = "";

    [CharField(MaxLength = 80)]
    public string Byline { get; set; } = "";

    [TextField]
    public string Intro { get; set; } = "";

    [TextField]
    public string Body { get; set; } = "";

    [DateTimeField]
    public DateTime Published { get; set; }

    /// <summary>The book the post is about, if it is about one.</summary>
    [ForeignKey(OnDelete.Cascade, RelatedName = "posts")]
    public partial Book? Book { get; set; }

    public override string ToString() => Title;
}

[Meta(Ordering = ["created"])]
public partial class Comment : Model
{
    [ForeignKey(OnDelete.Cascade, RelatedName = "comments")]
    public partial Post Post { get; set; }

    [CharField(MaxLength = 80)]
    public string Name { get; set; } = "";

    [TextField]
    public string Text { get; set; } = "";

    [DateTimeField]
    public DateTime Created { get; set; }

    public override string ToString() => $"{Name} on {Created:yyyy-MM-dd}";
}
