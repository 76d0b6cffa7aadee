namespace Ledger;

/// <summary>The database is the one that the environment names: a file, or <c>host schema</c> of a PostgreSQL server.</summary>
public partial class Settings : Quintet.Conf.Settings
{
    /// <summary>The variable of the environment.</summary>
    public const string Variable = "LEDGER_DATABASE";

    public Settings()
    {
        SecretKey = "of a test";
        Debug = true;
        RootUrlConf = typeof(Urls);
        InstalledApps = [typeof(LedgerApp), typeof(Slow.SlowApp)];
        Databases["default"] = DatabaseOf(Environment.GetEnvironmentVariable(Variable) ?? throw new InvalidOperationException($"{Variable} names no database."));
    }

    public static Database DatabaseOf(string text) => text.Split(' ') is [var host, var schema]
        ? new PostgreSql { Name = "postgres", User = "quintet", Host = host, Options = { ["Search Path"] = schema } }
        : new Sqlite(text);
}

public class Urls : Quintet.Urls.UrlConf
{
    public override IEnumerable<Quintet.Urls.UrlPattern> UrlPatterns => [];
}

public partial class LedgerApp : AppConfig;
