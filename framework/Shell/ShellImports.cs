using Quintet.Conf;
using Quintet.Db;

namespace Quintet.Shell;

/// <summary>What C# in the shell knows without saying where it is from.</summary>
/// <param name="Namespaces">The namespaces: what a project's files have, and those of its apps.</param>
/// <param name="Statics">The types whose static members are known by name.</param>
/// <param name="Models">The models, by the names they are called by.</param>
/// <param name="Collisions">The models that are not imported, as sentences.</param>
internal sealed record ShellImports(IReadOnlyList<string> Namespaces, IReadOnlyList<string> Statics, IReadOnlyList<(string Name, string Type)> Models, IReadOnlyList<string> Collisions)
{
    private static readonly string[] Always =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading", "System.Threading.Tasks",
        "Quintet", "Quintet.Apps", "Quintet.Conf", "Quintet.Db", "Quintet.Dispatch", "Quintet.Http", "Quintet.Urls", "Quintet.Views",
    ];

    public static ShellImports None { get; } = new([], [], [], []);

    /// <summary>Those of the project that runs. Of two models with one name the one of the app that is installed first is meant.</summary>
    public static ShellImports OfProject()
    {
        var apps = Settings.Current.InstalledApps;
        var models = Context.Current.Get(ModelRegistry.Key).Models.Where(model => model.Type.IsVisible).OrderBy(model => Place(apps, model.Type)).ToList();
        string[] namespaces = [.. Always.Concat(apps.Concat(models.Select(model => model.Type)).Select(type => type.Namespace).OfType<string>()).Distinct()];
        var roots = namespaces.Select(name => name.Split('.')[0]).ToHashSet();
        var imported = new Dictionary<string, string>();
        var collisions = new List<string>();
        foreach (var model in models)
        {
            var type = model.Type.FullName!.Replace('+', '.');
            if (roots.Contains(model.Type.Name)) collisions.Add($"{type} is not imported: {model.Type.Name} is a namespace as well.");
            else if (!imported.TryAdd(model.Type.Name, type)) collisions.Add($"{type} is not imported: {model.Type.Name} is {imported[model.Type.Name]}.");
        }

        return new(namespaces, ["Quintet.Shortcuts"], [.. imported.Select(pair => (pair.Key, pair.Value))], collisions);
    }

    /// <summary>The directives.</summary>
    public string Code => string.Join('\n', Namespaces.Select(name => $"using {name};").Concat(Statics.Select(type => $"using static {type};")).Concat(Models.Select(model => $"using {model.Name} = {model.Type};")));

    /// <summary>Says how many, or which; a model that is not imported in any case.</summary>
    public void Report(TextWriter output, bool details)
    {
        if (this == None) return;
        output.WriteLine($"{Models.Count} object{(Models.Count == 1 ? "" : "s")} imported automatically{(details ? ":" : " (use --show-imports for details).")}");
        foreach (var collision in Collisions) output.WriteLine(collision);
        if (details) output.WriteLine("\n" + Code + "\n");
    }

    /// <summary>The place of the app that a model belongs to: the one with the longest namespace that holds it.</summary>
    private static int Place(List<Type> apps, Type model)
    {
        var app = apps.Where(app => app.Assembly == model.Assembly && $"{model.Namespace}.".StartsWith($"{app.Namespace}.", StringComparison.Ordinal)).MaxBy(app => app.Namespace?.Length ?? 0);
        return app is null ? int.MaxValue : apps.IndexOf(app);
    }
}
