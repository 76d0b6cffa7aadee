using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Text;
using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;
using Quintet.Templates.Values;

namespace Quintet.Templates.Tags;

/// <summary><c>url 'book_detail' id=book.id as link</c>.</summary>
internal sealed class UrlTag(Expression name, Expression[] positional, (string Name, Expression Value)[] named, string? variable) : RenderNode
{
    /// <summary>Arguments and bytes that are written without a text in between; more are left to the usual way.</summary>
    private const int MaxPrepared = 4;
    private const int MaxPathLength = 128;

    private readonly Expression[] _values = [.. positional, .. named.Select(one => one.Value)];

    private readonly string? _constantName = name.ConstantText;

    // Of the engine's one reverser; another instance of a namespace makes another.
    private Prepared? _prepared;

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
        if (variable is null && TryWrite(context)) return;
        var url = Reverse(context);
        if (variable is not null) context.Set(variable, url);
        else if (context.Autoescape) context.Output.WriteEscaped(url);
        else context.Output.Write(url);
    }

    /// <summary>Writes the path without making a text of it, where the routes and the arguments are simple.</summary>
    private bool TryWrite(RenderContext context)
    {
        if (_values.Length > MaxPrepared || _constantName is not { } constant || context.Engine.Options.Urls is not { } urls) return false;
        if (_prepared is not { } prepared || prepared.CurrentApp != context.CurrentApp) _prepared = prepared = Prepare(urls, constant, context.CurrentApp);
        if (prepared.Url is not { } url) return false;

        Unsafe.SkipInit(out Arguments arguments);
        var count = 0;
        foreach (var value in _values)
        {
            if (!TryMake(value.ResolveValue(context), out arguments[count++])) return false;
        }

        var path = context.Output.Reserve(MaxPathLength);
        if (!url.TryWrite(((ReadOnlySpan<UrlArgument>)arguments)[..count], path, out var length)) return false;
        // Of what a path has unencoded, these two mean something in HTML.
        if (context.Autoescape && path[..length].IndexOfAny((byte)'&', (byte)'\'') >= 0) context.Output.WriteEscaped(Encoding.ASCII.GetString(path[..length]));
        else context.Output.Advance(length);
        return true;
    }

    private Prepared Prepare(IUrlReverser urls, string constant, string? currentApp)
    {
        try
        {
            return new(urls.Prepare(constant, positional.Length, [.. named.Select(one => one.Name)], currentApp), currentApp);
        }
        catch (NoReverseMatchException)
        {
            // The usual way says what is wrong, at each place where it is.
            return new(null, currentApp);
        }
    }

    private static bool TryMake(in TemplateValue value, out UrlArgument argument)
    {
        argument = default;
        switch (value.Kind)
        {
            case ValueKind.Integer32 or ValueKind.Integer64:
                argument = new(value.Integer);
                return true;
            case ValueKind.Object when value.Reference is string text:
                argument = new(text);
                return true;
            case ValueKind.Object when value.Reference is int number:
                argument = new(number);
                return true;
            default:
                return false;
        }
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

    private sealed record Prepared(PreparedUrl? Url, string? CurrentApp);

    [InlineArray(MaxPrepared)]
    private struct Arguments
    {
        private UrlArgument _first;
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
