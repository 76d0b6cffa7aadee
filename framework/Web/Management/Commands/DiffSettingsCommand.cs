using Quintet.Conf;
using Quintet.Views.Technical;

namespace Quintet.Management.Commands;

/// <summary><c>diffsettings</c>: what the project sets otherwise than the framework.</summary>
internal sealed class DiffSettingsCommand : Command
{
    private enum Format
    {
        Hash,
        Unified,
    }

    public override string Name => "diffsettings";

    public override string Help => "Displays differences between the current settings and Quintet's default settings.";

    public override bool RequiresSystemChecks => false;

    public override void AddArguments(ArgumentParser parser) => parser
        .Flag("--all", "Displays all settings, regardless of their value. In \"hash\" mode, default values are prefixed by \"###\".")
        .Option("--output", "Selects the output format. 'hash' displays each changed setting, with the settings that don't appear in the defaults followed by ###. 'unified' prefixes the default setting with a minus sign, followed by the changed setting prefixed with a plus sign.", Format.Hash)
        .Flag("--show-secrets", "Displays keys and passwords, too.");

    public override Task<int> Execute(CommandArguments arguments)
    {
        var settings = Application.Current.Settings;
        var defaults = Values(new Defaults { BaseDir = settings.BaseDir }, showSecrets: true);
        var current = Values(settings, showSecrets: true);
        var shown = Values(settings, arguments.Flag("--show-secrets"));
        var unified = arguments.Get<Format>("--output") == Format.Unified;
        foreach (var (name, value) in shown)
        {
            var line = $"{name} = {value}";
            if (!defaults.TryGetValue(name, out var standard)) Out.WriteLine(unified ? Style.Success("+ " + line) : line + "  ###");
            else if (standard == current[name])
            {
                if (arguments.Flag("--all")) Out.WriteLine(unified ? "  " + line : "### " + line);
            }
            else if (unified)
            {
                Out.WriteLine(Style.Error($"- {name} = {standard}"));
                Out.WriteLine(Style.Success("+ " + line));
            }
            else Out.WriteLine(line);
        }

        return Task.FromResult(0);
    }

    private static SortedDictionary<string, string> Values(Settings settings, bool showSecrets) => new(DebugInfo.SettingsOf(settings, showSecrets).ToDictionary(), StringComparer.Ordinal);

    private sealed class Defaults : Settings;
}
