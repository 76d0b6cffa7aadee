using Scriban;
using Scriban.Runtime;

namespace Quintet.Scaffolding;

/// <summary>The embedded Scriban templates.</summary>
internal static class TemplateStore
{
    /// <summary>The names of the templates below a folder: <c>project/Manage.cs</c>.</summary>
    public static IEnumerable<string> Names(string folder) =>
        typeof(TemplateStore).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder + "/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>Renders one.</summary>
    /// <param name="name">Its name, without <c>.scriban</c>.</param>
    /// <param name="values">Its variables, by snake_case name; one that is missing is an error.</param>
    public static string Render(string name, IReadOnlyDictionary<string, object?> values)
    {
        using var stream = typeof(TemplateStore).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"There is no scaffold {name}.");
        using var reader = new StreamReader(stream);
        var template = Template.Parse(reader.ReadToEnd(), name);
        if (template.HasErrors) throw new InvalidOperationException(string.Join("\n", template.Messages));
        var globals = new ScriptObject();
        foreach (var (key, value) in values) globals[key] = value;
        var context = new TemplateContext { StrictVariables = true, NewLine = "\n" };
        context.PushGlobal(globals);
        return template.Render(context);
    }
}
