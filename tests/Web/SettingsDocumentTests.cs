using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Quintet.Conf;
using Quintet.Views.Technical;

namespace WebTests;

/// <summary>docs/settings.md lists the settings as the code has them.</summary>
public partial class SettingsDocumentTests
{
    // The first setting of each part of the page.
    private static readonly (string First, string Title)[] Parts =
    [
        ("BaseDir", "The project"), ("Databases", "Databases"), ("Templates", "Templates"), ("StaticUrl", "Static files and uploads"), ("Caches", "Caches"), ("EmailBackend", "Mail"), ("TimeZone", "Languages and times"),
        ("AppendSlash", "Requests"), ("SecureProxySslHeader", "Security"), ("SessionEngine", "Sessions"), ("MessageStorage", "Messages"), ("CsrfCookieName", "Forms"), ("XFrameOptions", "Frames"), ("Logging", "Log and checks"),
    ];

    [Fact]
    public void The_documentation_lists_the_settings_with_their_types_and_defaults()
    {
        var properties = typeof(Settings).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(property => property.SetMethod is not null).OrderBy(property => property.MetadataToken).ToList();
        var defaults = DebugInfo.SettingsOf(new Defaults(), showSecrets: true).ToDictionary(pair => pair.Key, pair => pair.Value);
        var texts = XDocument.Load(Path.ChangeExtension(typeof(Settings).Assembly.Location, ".xml")).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value, member => member.Element("summary"));
        var reference = new StringBuilder("\n");
        foreach (var property in properties)
        {
            if (Parts.FirstOrDefault(part => part.First == property.Name) is { Title: { } title }) reference.Append($"{(reference.Length > 1 ? "\n" : "")}## {title}\n\n| setting | type | default | |\n|---|---|---|---|\n");
            var summary = texts.GetValueOrDefault($"P:{typeof(Settings).FullName}.{property.Name}") ?? throw new InvalidOperationException($"Settings.{property.Name} has no summary: say in one sentence what it is for.");
            // What a lambda is called is the compiler's secret.
            var value = property.Name == "BaseDir" ? "where the project file is" : defaults[property.Name].Contains("<>") ? "the built-in ones" : $"`{defaults[property.Name]}`";
            reference.Append($"| `{property.Name}` | `{TypeName(property.PropertyType)}` | {value.Replace("|", "\\|")} | {Text(summary).Replace("|", "\\|")} |\n");
        }

        Assert.All(Parts, part => Assert.Contains(properties, property => property.Name == part.First));
        DocumentList.Check("settings.md", "settings", reference + "\n");
    }

    /// <summary>What stands there as people read it.</summary>
    private static string Text(XElement summary)
    {
        var text = string.Concat(summary.Nodes().Select(node => node switch
        {
            XElement { Name.LocalName: "see" } see => $"`{(see.Attribute("cref")?.Value ?? see.Attribute("langword")!.Value).Split('(')[0].Split('.', ':')[^1]}`",
            XElement code => $"`{code.Value}`",
            var other => other.ToString(),
        }));
        return Blanks().Replace(System.Net.WebUtility.HtmlDecode(text), " ").Trim();
    }

    private static string TypeName(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return TypeName(inner) + "?";
        var name = type.Name switch { "String" => "string", "Boolean" => "bool", "Int32" => "int", "Int64" => "long", "Object" => "object", var other => other.Split('`')[0] };
        if (name == "ValueTuple") return $"({string.Join(", ", type.GetGenericArguments().Select(TypeName))})";
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>" : name;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    private sealed class Defaults : Settings;
}
