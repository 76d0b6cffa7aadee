using Quintet.Db;
using Quintet.Management;
using Quintet.Routing;
using Quintet.Templates;

namespace Quintet.Checks;

/// <summary>What only the apps together can have wrong: names that two assemblies give without knowing of each other. Ids and messages are Django's where it has them.</summary>
internal static class ProjectChecks
{
    public static IEnumerable<CheckMessage> Models(CheckContext check)
    {
        var labels = check.Apps.Select(app => app.Label).ToHashSet();
        List<ModelMeta> models = [.. Application.Current.Models.Models.Where(model => !model.IsProxy)];
        return Twice("models.E030", "index", models.SelectMany(model => model.Indexes.Select(index => (model, index.Name ?? ""))))
            .Concat(Twice("models.E032", "constraint", models.SelectMany(model => model.Constraints.Select(constraint => (model, constraint.Name)))));

        IEnumerable<CheckMessage> Twice(string id, string kind, IEnumerable<(ModelMeta Model, string Name)> names) =>
            from same in names.Where(pair => pair.Name.Length > 0).GroupBy(pair => pair.Name, StringComparer.Ordinal)
            where same.Count() > 1 && same.Any(pair => labels.Contains(pair.Model.AppLabel))
            select new CheckMessage(id, CheckLevel.Error, $"{kind} name '{same.Key}' is not unique among models: {string.Join(", ", same.Select(pair => pair.Model.Label))}.", "Give one of them another name.", same.First().Model.Label);
    }

    public static IEnumerable<CheckMessage> Templates(CheckContext check) =>
        from same in Application.Current.Apps.OfType<TagLibraryRegistration>().Where(library => library.AppLabel is null || Application.Current.Apps.Find(library.AppLabel) is not null).Select(library => (library.Class, library.Create().Name)).GroupBy(library => library.Name, StringComparer.Ordinal)
        where same.Count() > 1
        select new CheckMessage(
            "templates.W003", CheckLevel.Warning, $"'{same.Key}' is used for multiple template tag modules: {string.Join(", ", same.Select(library => $"'{library.Class.FullName}'"))}", "Give one of them another name: [TagLibrary(\"…\")].");

    public static IEnumerable<CheckMessage> Urls(CheckContext check)
    {
        var application = Application.Current;
        if (application.UrlErrors.Count > 0) return application.UrlErrors;
        List<UrlNode> nodes = [.. Below(application.Urls.Roots)];
        return nodes.OfType<UrlLeaf>().Where(leaf => leaf.Name?.Contains(':') == true)
            .Select(leaf => new CheckMessage("urls.W003", CheckLevel.Warning, $"Your URL pattern '{leaf.Pattern.Route}' [name='{leaf.Name}'] has a name including a ':'.", "Remove the colon, to avoid ambiguous namespace references."))
            .Concat(nodes.OfType<UrlBranch>().Where(branch => branch.Pattern is RegexPattern && branch.Pattern.Route.EndsWith('$') && !branch.Pattern.Route.EndsWith("\\$", StringComparison.Ordinal))
                .Select(branch => new CheckMessage("urls.W001", CheckLevel.Warning, $"Your URL pattern '{branch.Pattern.Route}' uses include with a route ending with a '$'.", "Remove the dollar from the route to avoid problems including URLs.")))
            .Concat(Namespaces(application.Urls.Roots, "").GroupBy(name => name, StringComparer.Ordinal).Where(same => same.Count() > 1)
                .Select(same => new CheckMessage("urls.W005", CheckLevel.Warning, $"URL namespace '{same.Key}' isn't unique. You may not be able to reverse all URLs in this namespace")));

        static IEnumerable<UrlNode> Below(IEnumerable<UrlNode> nodes) => nodes.SelectMany(node => node is UrlBranch branch ? Below(branch.Children).Prepend(node) : [node]);

        static IEnumerable<string> Namespaces(IEnumerable<UrlNode> nodes, string outer) => nodes.OfType<UrlBranch>().SelectMany(branch =>
            branch.Namespace is { } name ? Namespaces(branch.Children, $"{outer}{name}:").Prepend(outer + name) : Namespaces(branch.Children, outer));
    }

    /// <summary>Commands of the apps whose arguments cannot be declared: only calling them tells.</summary>
    public static IEnumerable<CheckMessage> Commands(CheckContext check)
    {
        foreach (var command in ManagementUtility.Commands(Application.Current).Values.Where(command => !command.IsBuiltin))
        {
            string? problem = null;
            try
            {
                command.Prepare(new(TextWriter.Null, TextWriter.Null, null, new()), out _);
            }
            catch (ArgumentException exception)
            {
                problem = exception.Message;
            }

            if (problem is not null) yield return new("QT7006", CheckLevel.Error, $"The command '{command.Name}' cannot be used: {problem}", null, command.Registration.Create().GetType().FullName);
        }
    }
}
