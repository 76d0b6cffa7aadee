using static Quintet.Shortcuts;

namespace Blog;

public static class Views
{
    public static HttpResponse Index(HttpRequest request) =>
        Render(request, "blog/index.html", new { posts = Post.Objects.All() });

    public static HttpResponse PostDetail(HttpRequest request, int year, string slug)
    {
        var post = GetObjectOr404(Post.Objects.Filter(p => p.Published.Year == year && p.Slug == slug));
        return Render(request, "blog/post_detail.html", new
        {
            post,
            comments = Comment.Objects.Filter(c => c.Post == post),
            more = Post.Objects.Exclude(p => p.Id == post.Id)[..3],
        });
    }

    /// <summary>A short address for the shop window: always the newest post.</summary>
    public static HttpResponse Latest(HttpRequest request)
    {
        var post = GetObjectOr404(Post.Objects.All()[..1]);
        return Redirect("blog:post_detail", new { year = post.Published.Year, slug = post.Slug });
    }
}

/// <summary>The posts of a year, with the years beside it.</summary>
public class YearOfPosts : YearArchiveView<Post>
{
    public override string? TemplateName => "blog/year.html";

    public override string? ContextObjectName => "posts";

    public override string? DateField => nameof(Post.Published);

    public override bool MakeObjectList => true;
}
