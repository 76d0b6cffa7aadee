using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;

namespace Quintet.Templates.Tags;

/// <summary><c>block name … endblock</c>.</summary>
internal sealed class BlockTag(string name, NodeList content) : RenderNode
{
    public string Name => name;

    /// <summary>The template it is written in.</summary>
    public Template Template { get; set; } = null!;

    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block)
    {
        if (tag.Arguments.Count != 1) throw TemplateCompiler.Error(tag.Span, "'block' tag takes only one argument: its name.", "the name of the block");
        var name = compiler.Name(tag.Arguments[0].Text);
        var node = new BlockTag(name, compiler.CompileNodes(block!.Branches[0].Children)) { Span = tag.Span };
        compiler.Register(node, tag.Arguments[0]);
        return node;
    }

    public override void Render(RenderContext context) => Render(context, VersionToShow(context));

    internal override async ValueTask RenderAsync(RenderContext context)
    {
        var version = VersionToShow(context);
        var outer = Enter(context, version);
        try
        {
            await version.Content.RenderAsync(context).ConfigureAwait(false);
        }
        finally
        {
            Leave(context, outer);
        }
    }

    private NodeList Content => content;

    private BlockTag VersionToShow(RenderContext context)
    {
        var level = 0;
        for (var outer = context.Block; outer is not null; outer = outer.Outer)
        {
            if (outer.Name == name) level++;
        }

        return context.Blocks?.Find(name, level) ?? this;
    }

    private static void Render(RenderContext context, BlockTag version)
    {
        var outer = Enter(context, version);
        try
        {
            version.Content.Render(context);
        }
        finally
        {
            Leave(context, outer);
        }
    }

    private static (Template Template, RenderContext.Scope Scope) Enter(RenderContext context, BlockTag version)
    {
        var outer = (context.Template, context.Push());
        context.Block = new(context, version.Name, context.Block);
        context.Template = version.Template;
        context.Set("block", context.Block);
        return outer;
    }

    private static void Leave(RenderContext context, (Template Template, RenderContext.Scope Scope) outer)
    {
        context.Block = context.Block!.Outer;
        context.Template = outer.Template;
        context.Pop(outer.Scope);
    }

    /// <summary>The content that the version of a block being rendered replaces.</summary>
    internal static SafeString RenderSuper(RenderContext context, string name)
    {
        if (context.Blocks is null) throw new TemplateSyntaxException($"'block.super' in the block '{name}' of a template that extends none: there is nothing above it.");
        var level = 0;
        for (var outer = context.Block; outer is not null; outer = outer.Outer)
        {
            if (outer.Name == name) level++;
        }

        return context.Blocks.Find(name, level) is { } version
            ? new(context.Capture(new([new VersionNode(version) { Span = version.Span }])))
            : SafeString.Empty;
    }

    /// <summary>Renders a certain version.</summary>
    private sealed class VersionNode(BlockTag version) : RenderNode
    {
        public override void Render(RenderContext context) => BlockTag.Render(context, version);
    }
}

/// <summary>What <c>block</c> is inside of a block: <c>block.super</c>, <c>block.name</c>.</summary>
internal sealed class BlockValue(RenderContext context, string name, BlockValue? outer) : ITemplateMembers
{
    public string Name => name;

    public BlockValue? Outer => outer;

    public bool TryGetTemplateMember(string member, out object? value)
    {
        value = member switch
        {
            "super" => BlockTag.RenderSuper(context, name),
            "name" => name,
            _ => null,
        };
        return value is not null;
    }
}
