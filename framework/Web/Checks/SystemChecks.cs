using Quintet.Conf;
using Quintet.Middleware;

namespace Quintet.Checks;

/// <summary>What is looked at before the server starts, and by <c>dotnet run check</c> (Django's system check framework).</summary>
internal static class SystemChecks
{
    /// <summary>All findings but those silenced by <c>Settings.SilencedSystemChecks</c>.</summary>
    public static IReadOnlyList<CheckMessage> Run(Application application, out int silenced)
    {
        var all = SettingsChecks(application.Settings).Concat(TranslationChecks.Run(application)).Concat(application.UrlErrors).ToList();
        var shown = all.Where(message => !application.Settings.SilencedSystemChecks.Contains(message.Id)).ToList();
        silenced = all.Count - shown.Count;
        return shown;
    }

    /// <summary>Django's report: grouped by level, with a last line that counts.</summary>
    public static void Report(IReadOnlyList<CheckMessage> messages, int silenced, TextWriter output)
    {
        if (messages.Count > 0)
        {
            output.WriteLine("System check identified some issues:");
            foreach (var group in messages.GroupBy(message => message.Level).OrderByDescending(group => group.Key))
            {
                output.WriteLine();
                output.WriteLine($"{group.Key.ToString().ToUpperInvariant()}S:");
                foreach (var message in group) output.WriteLine(message);
            }

            output.WriteLine();
        }

        var count = messages.Count switch { 0 => "no issues", 1 => "1 issue", var n => $"{n} issues" };
        output.WriteLine($"System check identified {count} ({silenced} silenced).");
    }

    private static IEnumerable<CheckMessage> SettingsChecks(Settings settings)
    {
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
