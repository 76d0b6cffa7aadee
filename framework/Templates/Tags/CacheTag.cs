using System.Numerics;
using System.Text;
using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;
using Quintet.Templates.Values;

namespace Quintet.Templates.Tags;

/// <summary><c>cache 500 sidebar user.id using="pages" … endcache</c>: its content is rendered only when none is kept.</summary>
internal sealed class CacheTag(Expression timeout, string fragment, Expression[] varyOn, Expression? cacheName, NodeList content) : RenderNode
{
    private readonly string? _onlyKey = varyOn.Length == 0 ? TemplateFragment.MakeKey(fragment) : null;

    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block)
    {
        var arguments = tag.Arguments;
        if (arguments.Count < 2) throw TemplateCompiler.Error(tag.Span, "'cache' tag requires at least 2 arguments.", "the seconds to keep it, and a name");
        var count = arguments.Count;
        Expression? cacheName = null;
        if (count > 2 && arguments[^1].Key == "using")
        {
            cacheName = compiler.CompileValue(arguments[^1]);
            count--;
        }

        var timeout = compiler.CompileWhole(arguments[0]);
        Expression[] varyOn = [.. arguments.Take(count).Skip(2).Select(compiler.CompileWhole)];
        return new CacheTag(timeout, arguments[1].Text, varyOn, cacheName, compiler.CompileNodes(block!.Branches[0].Children));
    }

    public override void Render(RenderContext context)
    {
        var cache = context.Engine.Options.Cache ?? throw new InvalidOperationException("The tag 'cache' needs EngineOptions.Cache, and this engine has none.");
        var keepFor = Timeout(context);
        var name = CacheName(context, cache);
        var key = _onlyKey ?? Key(context);
        if (cache.TryGet(name, key, out var kept))
        {
            context.Output.Write(kept.Span);
            return;
        }

        var rendered = Encoding.UTF8.GetBytes(context.Capture(content));
        cache.Set(name, key, rendered, keepFor);
        context.Output.Write(rendered);
    }

    private TimeSpan? Timeout(RenderContext context)
    {
        object? value;
        try
        {
            value = timeout.Resolve(context);
        }
        catch (VariableDoesNotExistException exception)
        {
            throw new TemplateSyntaxException($"\"cache\" tag got an unknown variable: '{exception.Name}'.");
        }

        if (value is null) return null;
        if (!Numbers.TryToInteger(value, out var seconds)) throw new TemplateSyntaxException($"\"cache\" tag got a non-integer timeout value: {PythonText.Repr(value)}.");
        // Longer than any process lives is for ever.
        return seconds >= new BigInteger(TimeSpan.MaxValue.TotalSeconds) ? null : TimeSpan.FromSeconds((double)BigInteger.Max(seconds, -1));
    }

    private string? CacheName(RenderContext context, ITemplateCache cache)
    {
        if (cacheName is null) return null;
        try
        {
            var value = cacheName.Resolve(context);
            var name = PythonText.Str(value);
            return cache.HasCache(name) ? name : throw new TemplateSyntaxException($"Invalid cache name specified for cache tag: {PythonText.Repr(value)}.");
        }
        catch (VariableDoesNotExistException exception)
        {
            throw new TemplateSyntaxException($"\"cache\" tag got an unknown variable: '{exception.Name}'.");
        }
    }

    private string Key(RenderContext context)
    {
        var values = new object?[varyOn.Length];
        for (var i = 0; i < values.Length; i++) values[i] = varyOn[i].Resolve(context);
        return TemplateFragment.MakeKey(fragment, values);
    }
}
