using Quintet;
using Quintet.Conf;
using Quintet.Http;
using Quintet.Urls;
using static Quintet.Urls.UrlHelpers;

namespace WebTests;

/// <summary>A route and a view that do not fit are found at start-up, with both places named.</summary>
public class UrlConfTests
{
    [Theory]
    [InlineData(typeof(Missing), "QT2004", "nothing gives 'id'", "SiteViews.Detail(HttpRequest request, int id)")]
    [InlineData(typeof(Extra), "QT2004", "it gives 'nr', which the view does not take", "SiteViews.Index(HttpRequest request)")]
    [InlineData(typeof(WrongType), "QT2004", "it gives id as Guid", "SiteViews.Detail(HttpRequest request, int id)")]
    [InlineData(typeof(BadRoute), "QT2003", "uses invalid converter 'itn'. Did you mean 'int'?", "itn:id")]
    [InlineData(typeof(Unclosed), "QT2003", "opens a parameter with '<' that no '>' closes", "book/<int:id")]
    [InlineData(typeof(LeadingSlash), "QT2003", "beginning with a '/'", "/about/")]
    [InlineData(typeof(NoView), "QT2005", "is no view", "NoSuchView(string text)")]
    [InlineData(typeof(NoResponse), "QT2005", "is no view", "NoResponseView(HttpRequest request)")]
    [InlineData(typeof(LambdaWithArgument), "QT2005", "lambda", "Write a static method")]
    [InlineData(typeof(Twice), "QT2006", "declares the parameter 'id'", "<int:id>/")]
    [InlineData(typeof(Circle), "QT2003", "is included in itself", "Circle")]
    [InlineData(typeof(Unbound), "QT2005", "has no binding in the manifest", "Unbound.View(HttpRequest request, int id)")]
    public void What_does_not_fit_is_an_error_with_both_places(Type conf, string id, string message, string view)
    {
        var application = Application.Load(new SiteSettings { RootUrlConf = conf });

        var error = application.UrlErrors[0];

        Assert.Equal(id, error.Id);
        Assert.Contains(message, error.Message + error.Hint);
        Assert.Contains(view, error.Message + error.Hint);
        Assert.Matches(@"UrlConfTests\.cs:\d+$", error.Place);
        var thrown = Assert.Throws<ImproperlyConfigured>(() => application.Urls);
        Assert.Contains(error.Message, thrown.Message);
    }

    [Fact]
    public void A_missing_urlconf_says_what_to_write() =>
        Assert.Contains("RootUrlConf = typeof(Urls)", Assert.Single(Application.Load(new SiteSettings { RootUrlConf = null }).UrlErrors).Hint);

    [Fact]
    public void All_errors_are_found_at_once() => Assert.Equal(2, Application.Load(new SiteSettings { RootUrlConf = typeof(Two) }).UrlErrors.Count);

    public class Missing : UrlConf { public override IEnumerable<UrlPattern> UrlPatterns => [Path("book/", SiteViews.Detail)]; }

    public class Extra : UrlConf { public override IEnumerable<UrlPattern> UrlPatterns => [Path("book/<int:nr>/", SiteViews.Index)]; }

    public class WrongType : UrlConf { public override IEnumerable<UrlPattern> UrlPatterns => [Path("book/<uuid:id>/", SiteViews.Detail)]; }

    public class BadRoute : UrlConf { public override IEnumerable<UrlPattern> UrlPatterns => [Path("book/<itn:id>/", SiteViews.Index)]; }

    public class Unclosed : UrlConf { public override IEnumerable<UrlPattern> UrlPatterns => [Path("book/<int:id", SiteViews.Index)]; }

    public class LeadingSlash : UrlConf { public override IEnumerable<UrlPattern> UrlPatterns => [Path("/about/", SiteViews.Index)]; }

    public class NoView : UrlConf
    {
        public override IEnumerable<UrlPattern> UrlPatterns => [Path("x/", NoSuchView)];

        private static HttpResponse NoSuchView(string text) => new(text);
    }

    public class NoResponse : UrlConf
    {
        public override IEnumerable<UrlPattern> UrlPatterns => [Path("x/", NoResponseView)];

        private static string NoResponseView(HttpRequest request) => request.Path;
    }

    public class LambdaWithArgument : UrlConf
    {
        public override IEnumerable<UrlPattern> UrlPatterns => [Path("<int:id>/", (HttpRequest request, int id) => new HttpResponse($"{request}{id}"))];
    }

    public class Twice : UrlConf
    {
        public override IEnumerable<UrlPattern> UrlPatterns => [Path("<int:id>/", Include<One>())];
    }

    public class One : UrlConf { public override IEnumerable<UrlPattern> UrlPatterns => [Path("<int:id>/", SiteViews.Detail)]; }

    public class Circle : UrlConf { public override IEnumerable<UrlPattern> UrlPatterns => [Path("a/", Include<Circle>())]; }

    public class Two : UrlConf { public override IEnumerable<UrlPattern> UrlPatterns => [Path("book/", SiteViews.Detail), Path("/about/", SiteViews.Index)]; }

    public class Unbound : UrlConf
    {
        public override IEnumerable<UrlPattern> UrlPatterns => [Path("<int:id>/", View)];

        public static HttpResponse View(HttpRequest request, int id) => new($"{request}{id}");
    }
}
