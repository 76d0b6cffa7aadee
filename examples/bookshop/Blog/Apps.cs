namespace Blog;

public partial class BlogApp : AppConfig
{
    public override string Label => "blog";

    public override string VerboseName => "Journal";
}
