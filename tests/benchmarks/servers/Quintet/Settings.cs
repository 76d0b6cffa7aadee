using Quintet.Db;
using Quintet.Middleware;
using Shop;

/// <summary>As startproject writes them, in production.</summary>
internal sealed partial class Settings : Quintet.Conf.Settings
{
    public Settings()
    {
        SecretKey = "only-for-measuring-on-this-machine-0123456789-abcdefghij";
        AllowedHosts = ["127.0.0.1"];
        RootUrlConf = typeof(ShopUrls);
        InstalledApps = [typeof(ShopApp)];
        Middleware = [typeof(SecurityMiddleware), typeof(CommonMiddleware), typeof(CsrfViewMiddleware), typeof(XFrameOptionsMiddleware)];
        Templates = [new QuintetTemplates { Dirs = [BaseDir / "templates"], AppDirs = true }];
        Databases["default"] = new Sqlite(Env.String("PAGES_DATABASE"));
    }
}
