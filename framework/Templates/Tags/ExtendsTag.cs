using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;

namespace Quintet.Templates.Tags;

/// <summary><c>extends "base.html"</c>.</summary>
internal sealed class ExtendsTag(Expression parent) : RenderNode
{
    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block)
    {
        if (tag.Arguments.Count != 1) throw TemplateCompiler.Error(tag.Span, "'extends' takes one argument: the template to extend.", "a template's name in quotes, or a variable");
        TemplateNames.Check(compiler, tag.Arguments[0], mayBeSame: false);
        var node = new ExtendsTag(compiler.CompileWhole(tag.Arguments[0]));
        compiler.Register(node, tag);
        return node;
    }

    public override void Render(RenderContext context) => Enter(context).Render(context);

    internal override ValueTask RenderAsync(RenderContext context) => Enter(context).RenderAsync(context);

    private static NodeList Enter(RenderContext context)
    {
        context.Blocks = context.Template.GetBlockChain(context);
        if (context.Rendering is { } told)
        {
            foreach (var parent in context.Blocks.Parents) told(parent);
        }

        context.Template = context.Blocks.Root;
        return context.Blocks.Root.Nodes;
    }

    /// <summary>The template to extend.</summary>
    /// <param name="context">The variables, where the name is one.</param>
    /// <param name="template">The template that extends.</param>
    /// <param name="chain">A list that begins with the templates that extend one another up to this one; they may not be extended again.</param>
    /// <param name="count">How many of the list those are.</param>
    public Template FindParent(RenderContext context, Template template, List<Template> chain, int count)
    {
        var value = parent.Resolve(context);
        if (value is Template ready) return ready;
        var name = value is null ? "" : Values.PythonText.Str(value);
        if (name.Length == 0) throw new TemplateSyntaxException("Invalid template name in 'extends' tag: it is empty.");
        name = TemplateNames.Resolve(template.Name, name, mayBeSame: false);
        // A template may extend another of its own name, which stands in a later folder.
        List<string>? skip = null;
        for (var i = 0; i < count; i++)
        {
            if (chain[i].Name == name) (skip ??= []).Add(chain[i].Source.Origin);
        }

        return context.Engine.Find(name, skip ?? (IReadOnlyCollection<string>)[]);
    }
}

/// <summary>Names relative to the template that uses them: <c>./row.html</c>, <c>../base.html</c>.</summary>
internal static class TemplateNames
{
    /// <summary>Refuses a relative name that is written in the tag and leads nowhere.</summary>
    public static void Check(TemplateCompiler compiler, TagArgument name, bool mayBeSame)
    {
        if (compiler.TemplateName is not { } current || name.Whole is not { Operand: { Kind: OperandKind.String } operand, Filters.Count: 0 }) return;
        try
        {
            Resolve(current, operand.Text, mayBeSame);
        }
        catch (TemplateSyntaxException exception)
        {
            throw TemplateCompiler.Error(name.Span, exception.Problem, "a name within the folder of templates");
        }
    }

    public static string Resolve(string? current, string name, bool mayBeSame)
    {
        if (!name.StartsWith("./", StringComparison.Ordinal) && !name.StartsWith("../", StringComparison.Ordinal)) return name;
        var parts = new List<string>((current ?? "").TrimStart('/').Split('/')[..^1]);
        foreach (var part in name.Split('/'))
        {
            if (part is "." or "") continue;
            if (part != "..")
            {
                parts.Add(part);
                continue;
            }

            if (parts.Count == 0) throw new TemplateSyntaxException($"The relative path '{name}' points outside the file hierarchy that template '{current}' is in.");
            parts.RemoveAt(parts.Count - 1);
        }

        var resolved = string.Join('/', parts);
        if (!mayBeSame && resolved == current?.TrimStart('/')) throw new TemplateSyntaxException($"The relative path '{name}' was translated to template name '{resolved}', the same template in which the tag appears.");
        return resolved;
    }
}
