using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;
using Quintet.Text;

namespace Quintet.Templates.Tags;

/// <summary><c>partialdef card inline … endpartialdef</c>: a named part of a template, for <c>partial</c>, <c>include "books.html#card"</c> and views.</summary>
internal sealed class PartialDefTag(string name, bool inline, NodeList content) : RenderNode
{
    public string Name => name;

    public NodeList Content => content;

    /// <summary>The part as a template of its own.</summary>
    public Template Template { get; set; } = null!;

    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block)
    {
        var arguments = tag.Arguments;
        if (arguments.Count == 0) throw TemplateCompiler.Error(tag.Span, "'partialdef' tag requires a name.", "a name");
        if (arguments.Count > 2) throw TemplateCompiler.Error(arguments[2].Span, "'partialdef' tag takes at most 2 arguments.", "the end of the tag");
        if (arguments.Count == 2 && arguments[1].Text != "inline")
        {
            throw TemplateCompiler.Error(arguments[1].Span, "The 'inline' argument does not have any parameters; either use 'inline' or remove it completely.", "inline");
        }

        var node = new PartialDefTag(compiler.Name(arguments[0].Text), arguments.Count == 2, compiler.CompileNodes(block!.Branches[0].Children)) { Span = tag.Span };
        compiler.Register(node, arguments[0]);
        return node;
    }

    public override void Render(RenderContext context)
    {
        if (inline) content.Render(context);
    }

    internal override ValueTask RenderAsync(RenderContext context) => inline ? content.RenderAsync(context) : default;
}

/// <summary><c>partial card</c>: renders a part of this template, which may be defined further down.</summary>
internal sealed class PartialTag(string name, IReadOnlyDictionary<string, PartialDefTag> partials) : RenderNode
{
    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block)
    {
        if (tag.Arguments.Count != 1) throw TemplateCompiler.Error(tag.Span, "'partial' tag requires a single argument.", "the name of a partial");
        compiler.Use(tag.Arguments[0]);
        return new PartialTag(compiler.Name(tag.Arguments[0].Text), compiler.Partials);
    }

    public override void Render(RenderContext context)
    {
        var partial = Find();
        IncludeTag.Enter(context, partial);
        try
        {
            partial.RenderIn(context);
        }
        finally
        {
            context.IncludeDepth--;
        }
    }

    internal override async ValueTask RenderAsync(RenderContext context)
    {
        var partial = Find();
        IncludeTag.Enter(context, partial);
        try
        {
            await partial.RenderInAsync(context).ConfigureAwait(false);
        }
        finally
        {
            context.IncludeDepth--;
        }
    }

    private Template Find() => partials.TryGetValue(name, out var partial) ? partial.Template : throw new TemplateSyntaxException(Unknown(name, partials.Keys));

    public static string Unknown(string name, IEnumerable<string> known) =>
        $"Partial '{name}' is not defined in the current template.{DidYouMean.Sentence(name, known)}";
}
