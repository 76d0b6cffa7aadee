using System.Reflection;
using System.Text;
using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;
using Quintet.Templates.Values;

namespace Quintet.Templates.Tags;

/// <summary><c>debug</c>: all variables, and the assemblies that are loaded; nothing unless the engine is in debug.</summary>
internal sealed class DebugTag : RenderNode
{
    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block) => new DebugTag();

    public override void Render(RenderContext context)
    {
        if (!context.Engine.Options.Debug) return;
        var text = new StringBuilder();
        foreach (var scope in context.Scopes()) Append(text, scope);
        text.Append("\n\n");
        Append(text, AppDomain.CurrentDomain.GetAssemblies()
            .Select(assembly => assembly.GetName())
            .Select(name => new KeyValuePair<string, object?>(name.Name ?? "", name.Version?.ToString())));
        context.Output.WriteEscaped(text.ToString());
    }

    /// <summary>The readable properties of a model, or the entries of a dictionary.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> MembersOf(object model)
    {
        if (DictionaryView.Of(model) is { } dictionary) return dictionary.Items().Select(item => new KeyValuePair<string, object?>(PythonText.Str(item.Key), item.Value));
        return model.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanRead && property.GetIndexParameters().Length == 0)
            .Select(property => new KeyValuePair<string, object?>(Names.ToSnakeCase(property.Name), Read(model, property)));
    }

    /// <summary>A property that fails is part of what one wants to know.</summary>
    private static object? Read(object model, PropertyInfo property)
    {
        try
        {
            return property.GetValue(model);
        }
        catch (TargetInvocationException exception)
        {
            return $"<{exception.InnerException!.GetType().Name}: {exception.InnerException.Message}>";
        }
    }

    private static void Append(StringBuilder text, IEnumerable<KeyValuePair<string, object?>> entries)
    {
        text.Append('{');
        text.AppendJoin(",\n ", entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{PythonText.Repr(entry.Key)}: {PythonText.Repr(entry.Value)}"));
        text.Append('}');
    }
}
