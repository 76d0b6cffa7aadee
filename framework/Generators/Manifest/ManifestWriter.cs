using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Quintet.Reading;
using Quintet.Reading.Models;
using static Quintet.Generators.CodeWriter;

namespace Quintet.Generators;

/// <summary>All that goes into the manifest of an assembly.</summary>
internal sealed record ManifestContent(
    string AssemblyName,
    EquatableArray<string> Models,
    EquatableArray<(string Label, string Type)> Migrations,
    EquatableArray<ViewUse> Views,
    EquatableArray<(string? Label, CommandUse Command)> Commands,
    EquatableArray<(string? Label, TagLibraryUse Library)> Libraries)
{
    public EquatableArray<ReceiverUse> Receivers { get; init; } = [];

    public EquatableArray<CheckUse> Checks { get; init; } = [];

    public EquatableArray<ConverterUse> Converters { get; init; } = [];
}

/// <summary>Writes the manifest, from which the runtime starts instead of scanning, and the classes that hand it out.</summary>
internal static class ManifestWriter
{
    /// <summary>In a namespace of the assembly's own: a test project that sees the internals of another has one, too.</summary>
    private static string Namespace(string assemblyName) => "Quintet.Generated." + string.Concat(assemblyName.Select(c => SyntaxFacts.IsIdentifierPartCharacter(c) ? c : '_')) switch
    {
        var name when SyntaxFacts.IsValidIdentifier(name) && SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None => name,
        var name => "_" + name,
    };

    public static SourceText Write(ManifestContent content)
    {
        var writer = new CodeWriter();
        writer.Line($"namespace {Namespace(content.AssemblyName)};");
        writer.Line();
        writer.Line(GeneratedCode);
        writer.Block("internal static class AssemblyManifest", () =>
        {
            writer.Line("/// <summary>What this assembly declares.</summary>");
            writer.Line("public static readonly global::Quintet.Apps.Manifest Instance = new(");
            writer.Line("[");
            writer.Indented(() =>
            {
                foreach (var model in content.Models) writer.Line($"global::{model}.Meta,");
                foreach (var (label, type) in content.Migrations) writer.Line($"new global::Quintet.Db.Migrations.MigrationRegistration({Literal(label)}, static () => new global::{type}()),");
                foreach (var view in content.Views) View(writer, view);
                foreach (var (label, command) in content.Commands) Command(writer, label, command);
                foreach (var receiver in content.Receivers) writer.Line($"global::Quintet.Dispatch.ReceiverRegistration.Of<{receiver.Signal}>({receiver.Method}),");
                foreach (var check in content.Checks) writer.Line($"new global::Quintet.Checks.CheckRegistration([{string.Join(", ", check.Tags.Items.Select(Literal))}], {(check.Deploy ? "true" : "false")}, {check.Method}),");
                foreach (var converter in content.Converters) writer.Line($"new global::Quintet.Routing.PathConverterRegistration({Literal(converter.Name)}, static () => new {converter.Type}()),");
                foreach (var (label, library) in content.Libraries) Library(writer, label, library);
            });
            writer.Line("]);");
        });
        return writer.ToSource();
    }

    /// <summary>The other half of an app: its folder and the manifest.</summary>
    public static SourceText WriteApp(AppDeclaration app, string assemblyName, string sourcePath)
    {
        var writer = new CodeWriter();
        if (app is { Label: { } label, HasUsualLabel: false })
        {
            writer.Line($"[assembly: global::Quintet.Apps.AppLabel(typeof(global::{app.FullName}), {Literal(label)})]");
            writer.Line();
        }

        Partial(writer, app.Namespace, app.Name, () =>
        {
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public override string SourcePath => {Literal(sourcePath)};");
            writer.Line();
            ManifestProperty(writer, assemblyName);
        });
        return writer.ToSource();
    }

    /// <summary>What a library declares, for those who only see its assembly.</summary>
    /// <param name="entries">By path.</param>
    /// <param name="globalUsings">The directives that hold for each of its files.</param>
    /// <param name="folder">Gives the path relative to the project's folder.</param>
    public static SourceText WriteOutline(IEnumerable<OutlineEntry> entries, string globalUsings, Func<string, string> folder)
    {
        var writer = new CodeWriter();
        // Who reads it adds these.
        var implied = ImplicitUsings.Sdk.Concat(ImplicitUsings.Quintet).Select(name => $"using {name};").Concat(ImplicitUsings.Aliases.Select(pair => $"using {pair.Alias} = global::{pair.Target};")).ToList();
        foreach (var file in entries.GroupBy(entry => entry.Path, StringComparer.Ordinal).OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            var path = file.Key.Replace('\\', '/');
            var inside = folder(path);
            var name = (inside.Length == 0 ? "" : inside + "/") + path.Substring(path.LastIndexOf('/') + 1);
            var usings = file.SelectMany(entry => entry.Usings.Split('\n')).Concat(globalUsings.Split('\n')).Where(line => line.Length > 0).Select(line => line.Replace("using global::", "using ")).Distinct().Except(implied);
            writer.Line($"[assembly: global::Quintet.Apps.AppSource({Literal(name)}, {Literal(string.Join("\n", usings.Concat(file.Select(entry => entry.Text))).Replace("\r\n", "\n"))})]");
        }

        return writer.ToSource();
    }

    /// <summary>The other half of the settings.</summary>
    public static SourceText WriteSettings(SettingsDeclaration settings, string assemblyName)
    {
        var writer = new CodeWriter();
        Partial(writer, settings.Namespace, settings.Name, () =>
        {
            writer.Line("/// <summary>The settings in force.</summary>");
            writer.Line($"public static new global::{settings.FullName} Current => (global::{settings.FullName})global::Quintet.Conf.Settings.Current;");
            writer.Line();
            ManifestProperty(writer, assemblyName);
        });
        return writer.ToSource();
    }

    private static void ManifestProperty(CodeWriter writer, string assemblyName)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override global::Quintet.Apps.Manifest Manifest => global::{Namespace(assemblyName)}.AssemblyManifest.Instance;");
    }

    private static void Partial(CodeWriter writer, string space, string name, Action write)
    {
        if (space.Length > 0)
        {
            writer.Line($"namespace {space};");
            writer.Line();
        }

        writer.Line(GeneratedCode);
        writer.Block($"partial class {Identifier(name)}", write);
    }

    private static void View(CodeWriter writer, ViewUse view)
    {
        var arguments = string.Concat(view.Parameters.Items.Select(Argument));
        if (view.Class is { } type)
        {
            var types = string.Concat(view.Parameters.Items.Select(p => $", typeof({p.TypeOf})"));
            writer.Line("new global::Quintet.Urls.ClassViewBinding(");
            writer.Continued($"typeof({type}),");
            writer.Continued($"typeof({type}).GetMethod({Literal(view.Method)}, [typeof(global::Quintet.Http.HttpRequest){types}])!,");
            writer.Continued($"static (view, request, kwargs) => global::Quintet.Urls.ViewResult.Of((({type})view).{view.Method}(request{arguments}))),");
            return;
        }

        writer.Line("new global::Quintet.Urls.ViewBinding(");
        writer.Continued($"((global::System.Delegate){view.Method}).Method,");
        writer.Continued($"static (request, kwargs) => global::Quintet.Urls.ViewResult.Of({view.Method}(request{arguments}))),");
    }

    private static void Command(CodeWriter writer, string? label, CommandUse command)
    {
        var set = command.Required.Count == 0 ? "()" : $" {{ {string.Join(", ", command.Required.Items.Select(member => $"{member} = default!"))} }}";
        writer.Line($"new global::Quintet.Management.CommandRegistration(static () => new global::{command.FullName}{set})");
        writer.Line("{");
        writer.Indented(() =>
        {
            if (label is not null) writer.Line($"AppLabel = {Literal(label)},");
            if (command.Parameters.Count == 0) return;
            Lambda("Declare = static (command, parser) =>", parameter => parameter switch
            {
                { IsList: true } => $"parser.{parameter.Kind}s<{parameter.Type}>({Literal(parameter.Name)}, {Literal(parameter.Help)}, {(parameter.IsRequired ? "true" : "false")});",
                { Kind: "Flag" } => $"parser.Flag({Literal(parameter.Name)}, {Literal(parameter.Help)});",
                { IsRequired: true } => $"parser.{parameter.Kind}<{parameter.Type}>({Literal(parameter.Name)}, {Literal(parameter.Help)}, required: true);",
                _ => $"parser.{parameter.Kind}<{parameter.Type}>({Literal(parameter.Name)}, {Literal(parameter.Help)}, required: false, defaultValue: it.{parameter.Property});",
            });
            Lambda("Bind = static (command, arguments) =>", parameter => parameter switch
            {
                { IsList: true } => $"if (arguments.List<{parameter.Type}>({Literal(parameter.Name)}).Count > 0) it.{parameter.Property} = [.. arguments.List<{parameter.Type}>({Literal(parameter.Name)})];",
                _ => $"it.{parameter.Property} = arguments.Get<{parameter.Type}>({Literal(parameter.Name)})!;",
            });
        });
        writer.Line("},");

        void Lambda(string head, Func<CommandParameterUse, string> line) => writer.Block(head, () =>
        {
            writer.Line($"var it = (global::{command.FullName})command;");
            foreach (var parameter in command.Parameters) writer.Line(line(parameter));
        }, "},");
    }

    private static void Library(CodeWriter writer, string? label, TagLibraryUse library)
    {
        writer.Line($"new global::Quintet.Templates.TagLibraryRegistration(typeof({library.Class}), {(label is null ? "null" : Literal(label))}, static () => new({Literal(library.Name)},");
        Lines("[", library.Tags, "],");
        Lines("[", library.Filters, "])),");

        void Lines(string open, EquatableArray<string> items, string close)
        {
            writer.Line(open);
            writer.Indented(() =>
            {
                foreach (var item in items) writer.Line(item + ",");
            });
            writer.Line(close);
        }
    }

    private static string Argument(ViewParameter parameter)
    {
        var value = parameter.Default is { } code ? $", {code}" : "";
        return $", global::Quintet.Urls.ViewArgument.Get<{parameter.Type}>(kwargs, {Literal(parameter.Name)}{value})";
    }
}
