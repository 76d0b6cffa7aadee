using System.Text;
using Quintet.Templates;

namespace Quintet.Ide;

/// <summary>What is said about the thing under the cursor.</summary>
public static class HoverInfo
{
    public static Hover? At(Snapshot snapshot, string path, int offset, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (snapshot.GetDocument(path) is not { Project: { } project } document) return null;
        if (document.Kind == DocumentKind.Template && PartHover.At(snapshot, project, document, offset) is { } part) return part;
        if (Mention.At(document, offset) is { } mention)
        {
            if (Describe(project, mention) is not { } markdown) return null;
            return new(mention.Span, document.Kind == DocumentKind.Template && mention.Kind == MentionKind.TemplateName ? markdown + PartHover.OfInclude(snapshot, project, document, mention) : markdown);
        }

        return document.Kind switch
        {
            DocumentKind.Template => DescribeVariable(snapshot, project, document, offset),
            DocumentKind.CSharp => FieldPathFeatures.Hover(project.Model, document, offset) ?? MigrationHover.At(project.Model, document, offset),
            _ => null,
        };
    }

    /// <summary>A variable or a member: its type, where C# gives or declares it, and who does not give it.</summary>
    private static Hover? DescribeVariable(Snapshot snapshot, Project project, Document document, int offset)
    {
        var tree = Mention.TreeOf(document);
        var location = tree.FindAt(Math.Clamp(offset, 0, document.Text.Length));
        if (VariableCompletion.Meaning(snapshot, project, tree, project.Model.Templates.NameOf(document.Path), location) is not var (type, variable, member)) return null;
        var name = variable?.Name ?? member?.TemplateName ?? location.Operand!.Parts[location.PartIndex].Name;
        var text = new StringBuilder("```csharp\n").Append(type.Display.Length > 0 ? $"{type.Display}{(type.IsNullable ? "?" : "")} {name}" : name).Append("\n```");
        if (member?.Summary is { Length: > 0 } summary) text.Append("\n\n").Append(summary);
        if ((variable?.Origin ?? member?.Origin) is { } origin) text.Append("\n\n").Append(project.Shown(origin.Path));
        if (variable is not null && VariableCompletion.Missing(variable) is { } missing) text.Append("\n\n").Append(missing);
        return new(location.Replace, text.ToString());
    }

    private static string? Describe(Project project, Mention mention) => mention.Kind switch
    {
        MentionKind.UrlName or MentionKind.UrlNameOrPath => DescribeUrl(project, project.Model.Urls.Find(mention.Name)),
        MentionKind.TemplateName => DescribeFile(project, project.Model.Templates.Find(mention.Name), "Template"),
        MentionKind.StaticFile => DescribeStatic(project, project.Model.StaticFiles.Find(mention.Name)),
        MentionKind.Tag => DescribeTag(project.Model, mention.Name),
        MentionKind.Library => DescribeLibrary(project, mention.Name),
        _ => DescribeFilter(project.Model, mention.Name),
    };

    private static string? DescribeUrl(Project project, IReadOnlyList<UrlName> routes)
    {
        if (routes.Count == 0) return null;
        var text = new StringBuilder();
        foreach (var url in routes)
        {
            if (text.Length > 0) text.Append("\n\n---\n\n");
            text.Append("URL name **").Append(url.FullName).Append("**\n\n`").Append(url.Route).Append('`');
            if (url.Parameters.Count > 0) text.Append("\n\n").AppendJoin(", ", url.Parameters.Select(parameter => $"`{parameter.Name}`: {parameter.Kind}"));
            if (url.Method is { } method) text.Append("\n\n```csharp\n").Append(method.Method.Signature).Append("\n```");
            else if (url.ViewName is { } view) text.Append("\n\nView `").Append(view).Append('`');
            if (url.Method?.Method.Summary is { } summary) text.Append("\n\n").Append(summary);
            text.Append("\n\n").Append(project.Shown(url.Conf.Path));
        }

        return text.ToString();
    }

    private static string? DescribeStatic(Project project, NamedFile? file) =>
        DescribeFile(project, file, "Static file") is { } text ? $"{text}\n\n`{project.Model.Settings.StaticUrl}{file!.Name}`" : null;

    private static string? DescribeFile(Project project, NamedFile? file, string what)
    {
        if (file is null) return null;
        var origin = file.Origin is { } app ? $" of app {app}" : "";
        return $"{what} **{file.Name}**{origin}\n\n{project.Shown(file.Path)}";
    }

    private static string? DescribeLibrary(Project project, string name)
    {
        if (name.Length == 0 || project.Model.Tags.Libraries.LastOrDefault(library => library.Name == name) is not { } library) return null;
        var where = project.Model.Tags.FindClass(name) is { } type ? $"\n\n`{type.Fact.FullName}`, {project.Shown(type.Path)}" : "";
        var names = library.Tags.Select(tag => $"`{tag.Signature}`").Concat(library.Filters.Select(filter => $"`{filter.Signature}`"));
        return $"Tag library **{name}**\n\n{string.Join("\n", names.Select(text => "- " + text))}{where}";
    }

    private static string? DescribeFilter(ProjectModel project, string name)
    {
        var inventory = project.Tags;
        var (library, info) = inventory.Libraries.SelectMany(library => library.Filters.Select(filter => (library, filter))).LastOrDefault(pair => pair.filter.Name == name);
        return info is null ? null : $"```\n{info.Signature}\n```\n\n{info.Documentation}{Load(library)}{Method(project, inventory.Find(name, isFilter: true))}";
    }

    private static string Load(TagLibrary library) => library.Name.Length > 0 ? $"\n\nFrom `load {library.Name}`." : "";

    /// <summary>The C# method of a tag or filter of the project's own.</summary>
    private static string Method(ProjectModel project, DeclaredTagMethod? declared) =>
        declared?.Type.Methods.FirstOrDefault(method => method.NameSpan == declared.Fact.NameSpan) is { } method
            ? $"\n\n```csharp\n{method.Signature}\n```{(project.Packages.Of(declared.Path) is { } package ? $"\n\nfrom the package {package.Name}" : "")}"
            : "";

    private static string? DescribeTag(ProjectModel project, string name)
    {
        var inventory = project.Tags;
        var tags = inventory.Libraries.SelectMany(library => library.Tags.Select(tag => (library, tag))).ToList();
        // An end tag or branch is explained by the tag that it belongs to.
        var (library, info) = tags.LastOrDefault(pair => pair.tag.Name == name || pair.tag.EndTag == name || pair.tag.Branches.Contains(name));
        if (info is null) return null;
        return $"```\n{info.Signature}\n```\n\n{info.Documentation}{Load(library)}{Method(project, inventory.Find(info.Name, isFilter: false))}";
    }
}
