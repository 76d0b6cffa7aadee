using Blog;
using Quintet.Caching;
using Quintet.Contrib.Messages;
using Quintet.Db;
using Quintet.Middleware;
using Quintet.Sessions;
using Shop;

public partial class Settings : Quintet.Conf.Settings
{
    public Settings()
    {
        Debug = Env.Bool("DEBUG", true);
        SecretKey = Env.String("SECRET_KEY", "insecure-bookshop-development-key");
        AllowedHosts = ["localhost", "127.0.0.1"];
        RootUrlConf = typeof(Urls);
        InstalledApps = [typeof(MessagesApp), typeof(ShopApp), typeof(BlogApp)];

        Middleware =
        [
            typeof(SecurityMiddleware), typeof(SessionMiddleware), typeof(CommonMiddleware), typeof(CsrfViewMiddleware), typeof(MessageMiddleware), typeof(XFrameOptionsMiddleware),
        ];
        SessionEngine = new SignedCookieSessions();

        Databases["default"] = new Sqlite(BaseDir / "db.sqlite3");

        // While one works on a page, its pieces are made anew each time.
        Caches["default"] = Debug ? new DummyCache() : new LocalMemoryCache();

        Templates =
        [
            new QuintetTemplates
            {
                Dirs = [BaseDir / "templates"],
                AppDirs = true,
                ContextProcessors = [ContextProcessors.Debug, ContextProcessors.Request, ContextProcessors.Auth, RequestMessages.ContextProcessor],
            },
        ];

        StaticUrl = "/static/";
        StaticFilesDirs = [BaseDir / "static"];
        StaticRoot = BaseDir / "staticfiles";
        ServeStaticFiles = true;
    }
}
