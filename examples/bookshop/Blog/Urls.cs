using static Quintet.Urls.UrlHelpers;

namespace Blog;

public class Urls : UrlConf
{
    public override string AppName => "blog";

    public override IEnumerable<UrlPattern> UrlPatterns =>
    [
        Path("", Views.Index, name: "index"),
        Path<YearOfPosts>("<int:year>/", name: "year"),
        Path("<int:year>/<slug:slug>/", Views.PostDetail, name: "post_detail"),
        Path("latest/", Views.Latest, name: "latest"),
    ];
}
