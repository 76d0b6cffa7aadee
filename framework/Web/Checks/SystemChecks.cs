using Quintet.Apps;
using Quintet.Management;

namespace Quintet.Checks;

/// <summary>Which checks are run.</summary>
/// <param name="Tags">Only those with one of these tags; null: all.</param>
/// <param name="Deploy">Also those about deployment.</param>
/// <param name="Apps">The apps to look at; null: all.</param>
/// <param name="Databases">The databases that may be asked, by alias.</param>
internal sealed record CheckOptions(IReadOnlyList<string>? Tags = null, bool Deploy = false, IReadOnlyList<AppConfig>? Apps = null, IReadOnlyList<string>? Databases = null);

/// <summary>What was found.</summary>
/// <param name="Messages">Without those that are silenced.</param>
/// <param name="Silenced">How many <c>Settings.SilencedSystemChecks</c> silences.</param>
internal sealed record CheckResult(IReadOnlyList<CheckMessage> Messages, int Silenced)
{
    public bool Fails(CheckLevel level) => Messages.Any(message => message.Level >= level);
}

/// <summary>What is looked at before the server starts, and by <c>dotnet run check</c> (Django's system check framework).</summary>
internal static class SystemChecks
{
    /// <summary>The framework's own checks, all of them. Apps add theirs through the manifest.</summary>
    private static readonly CheckRegistration[] Builtin =
    [
        new([CheckTags.Settings], Deploy: false, SettingsChecks.Run),
        new([CheckTags.StaticFiles], Deploy: false, SettingsChecks.StaticFiles),
        new([CheckTags.Translation], Deploy: false, static _ => TranslationChecks.Run(Application.Current)),
        new([CheckTags.Models], Deploy: false, ProjectChecks.Models),
        new([CheckTags.Templates], Deploy: false, ProjectChecks.Templates),
        new([CheckTags.Urls], Deploy: false, ProjectChecks.Urls),
        new([CheckTags.Commands], Deploy: false, ProjectChecks.Commands),
        new([CheckTags.Database], Deploy: false, DatabaseChecks.Run),
        new([CheckTags.Security], Deploy: false, SecurityChecks.Policies),
        new([CheckTags.Security], Deploy: true, SecurityChecks.Run),
    ];

    /// <summary>The tags of the checks that may be run.</summary>
    public static IReadOnlyList<string> Tags(Application application, bool deploy) =>
        [.. All(application, deploy).SelectMany(check => check.Tags).Distinct().Order(StringComparer.Ordinal)];

    public static CheckResult Run(Application application, CheckOptions options)
    {
        var context = new CheckContext(application.Settings, options.Apps ?? application.Apps.Apps, options.Databases ?? []);
        using var entered = application.Context.Enter();
        var all = All(application, options.Deploy)
            .Where(check => options.Tags is null || check.Tags.Intersect(options.Tags).Any())
            .Where(check => context.Databases.Count > 0 || !check.Tags.Contains(CheckTags.Database))
            .SelectMany(check => check.Run(context)).ToList();
        var shown = all.Where(message => !application.Settings.SilencedSystemChecks.Contains(message.Id)).ToList();
        return new(shown, all.Count - shown.Count);
    }

    /// <summary>Django's report: grouped by level, with a last line that counts.</summary>
    public static void Report(CheckResult result, TextWriter output, TextStyle style)
    {
        var messages = result.Messages;
        if (messages.Count > 0)
        {
            output.WriteLine("System check identified some issues:");
            foreach (var group in messages.GroupBy(message => message.Level).OrderByDescending(group => group.Key))
            {
                output.WriteLine();
                output.WriteLine($"{group.Key.ToString().ToUpperInvariant()}S:");
                foreach (var message in group) output.WriteLine(message.Level >= CheckLevel.Error ? style.Error(message.ToString()) : style.Warning(message.ToString()));
            }

            output.WriteLine();
        }

        var count = messages.Count switch { 0 => "no issues", 1 => "1 issue", var n => $"{n} issues" };
        output.WriteLine($"System check identified {count} ({result.Silenced} silenced).");
    }

    /// <summary>What a command does first: says what is wrong, and nothing where all is well.</summary>
    /// <returns>Whether the command may run.</returns>
    public static bool Allow(Application application, Terminal terminal, IReadOnlyList<string> databases)
    {
        var result = Run(application, new(Databases: databases));
        var fails = result.Fails(CheckLevel.Error);
        if (fails) terminal.Error.Write("SystemCheckError: ");
        if (result.Messages.Count > 0) Report(result, terminal.Error, terminal.ErrorStyle);
        return !fails;
    }

    private static IEnumerable<CheckRegistration> All(Application application, bool deploy) => Builtin.Concat(application.Apps.OfType<CheckRegistration>()).Where(check => deploy || !check.Deploy);
}
