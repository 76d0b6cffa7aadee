using System.Collections.Frozen;
using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;
using Quintet.Templates.Values;

namespace Quintet.Templates.Tags;

/// <summary><c>url 'book_detail' id=book.id as link</c>.</summary>
internal sealed class UrlTag(Expression name, Expression[] positional, (string Name, Expression Value)[] named, string? variable) : RenderNode
{
    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block)
    {
        if (tag.Arguments.Count == 0) throw TemplateCompiler.Error(tag.Span, "'url' takes at least one argument, a URL pattern name.", "a URL name in quotes, or a variable");
        var name = compiler.CompileWhole(tag.Arguments[0]);
        var (arguments, variable) = AsVariable.Split(tag.Arguments, 1);
        var positional = new List<Expression>();
        var named = new List<(string, Expression)>();
        foreach (var argument in arguments)
        {
            if (argument.Key is { } key) named.Add((key, compiler.CompileValue(argument)));
            else positional.Add(compiler.CompileWhole(argument));
        }

        return new UrlTag(name, [.. positional], [.. named], variable is null ? null : compiler.Name(variable));
    }

    public override void Render(RenderContext context)
    {
        var url = Reverse(context);
        if (variable is not null) context.Set(variable, url);
        else if (context.Autoescape) context.Output.WriteEscaped(url);
        else context.Output.Write(url);
    }

    private Dictionary<string, object?> Keywords(RenderContext context)
    {
        var values = new Dictionary<string, object?>(named.Length);
        foreach (var (key, value) in named) values[key] = Plain(value.Resolve(context));
        return values;
    }

    private string Reverse(RenderContext context)
    {
        var args = positional.Length == 0 ? [] : new object?[positional.Length];
        for (var i = 0; i < args.Length; i++) args[i] = Plain(positional[i].Resolve(context));
        IReadOnlyDictionary<string, object?> kwargs = named.Length == 0 ? FrozenDictionary<string, object?>.Empty : Keywords(context);
        var urls = context.Engine.Options.Urls ?? throw new InvalidOperationException("The tag 'url' needs EngineOptions.Urls, and this engine has none.");
        try
        {
            return urls.Reverse(PythonText.Str(name.Resolve(context)), args, kwargs, context.CurrentApp);
        }
        catch (NoReverseMatchException) when (variable is not null)
        {
            return "";
        }
    }

    /// <summary>A route converts strings; that a text is safe HTML means nothing to it.</summary>
    private static object? Plain(object? value) => value is SafeString safe ? safe.Value : value;
}

/// <summary>Splits off <c>as name</c> at the end of a tag.</summary>
internal static class AsVariable
{
    /// <summary>The arguments from <paramref name="start"/> on, without <c>as name</c>, and the name.</summary>
    public static (IReadOnlyList<TagArgument> Arguments, string? Variable) Split(IReadOnlyList<TagArgument> arguments, int start)
    {
        var rest = arguments.Skip(start).ToList();
        return rest.Count >= 2 && rest[^2].Text == "as" ? (rest[..^2], rest[^1].Text) : (rest, null);
    }
}
