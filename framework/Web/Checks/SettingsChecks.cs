using Quintet.Middleware;

namespace Quintet.Checks;

/// <summary>What is looked at in the settings while developing, too.</summary>
internal static class SettingsChecks
{
    public static IEnumerable<CheckMessage> Run(CheckContext check)
    {
        var settings = check.Settings;
        if (string.IsNullOrEmpty(settings.SecretKey))
        {
            yield return new("QT6005", CheckLevel.Error, "SecretKey is empty.", "Set it to a long random text; in production from the environment: SecretKey = Env.String(\"SECRET_KEY\").", "Settings.SecretKey");
        }

        if (!settings.Debug && settings.AllowedHosts.Count == 0)
        {
            yield return new("QT6006", CheckLevel.Error, "AllowedHosts is empty while Debug is off, so no request would be answered.", "Name the hosts that the site is reached by: AllowedHosts = [\"example.com\"].", "Settings.AllowedHosts");
        }

        foreach (var type in settings.Middleware)
        {
            if (!type.IsSubclassOf(typeof(Middleware.Middleware)) || type.IsAbstract || type.GetConstructor([typeof(GetResponse)]) is null)
            {
                yield return new("QT6007", CheckLevel.Error, $"Middleware names {type.FullName}, which is none.", "Expected: a class derived from Middleware with a constructor that takes a GetResponse.", "Settings.Middleware");
            }
        }
    }

    public static IEnumerable<CheckMessage> StaticFiles(CheckContext check)
    {
        var settings = check.Settings;
        if (!settings.StaticUrl.EndsWith('/'))
        {
            yield return new("QT6008", CheckLevel.Error, $"StaticUrl is '{settings.StaticUrl}', which does not end in a slash.", $"StaticUrl = \"{settings.StaticUrl}/\".", "Settings.StaticUrl");
        }

        foreach (var folder in settings.StaticFilesDirs)
        {
            if (!Directory.Exists(folder))
            {
                yield return new("QT6009", CheckLevel.Warning, $"The folder '{folder}' in StaticFilesDirs does not exist.", "Make it, or take it out of the settings.", "Settings.StaticFilesDirs");
            }
            else if (settings.StaticRoot is { } root && Path.GetFullPath(root) == Path.GetFullPath(folder))
            {
                yield return new("QT6010", CheckLevel.Error, "StaticFilesDirs holds StaticRoot, so collectstatic would collect what it had written.", "Give StaticRoot a folder of its own.", "Settings.StaticRoot");
            }
        }
    }
}
