namespace Sites;

public partial class Settings : Quintet.Conf.Settings
{
    public Settings()
    {
        Debug = true;
        SecretKey = "of a test";
        RootUrlConf = typeof(Urls);
        InstalledApps = [typeof(Shop.ShopApp)];
        Databases["default"] = new Sqlite(":memory:");
        Templates = [new QuintetTemplates { AppDirs = true }];
    }
}
