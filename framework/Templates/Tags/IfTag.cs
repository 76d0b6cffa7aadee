using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;

namespace Quintet.Templates.Tags;

/// <summary><c>if … elif … else … endif</c>.</summary>
internal sealed class IfTag((Condition? Condition, NodeList Content)[] branches) : RenderNode
{
    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block)
    {
        var branches = new List<(Condition?, NodeList)>();
        foreach (var branch in block!.Branches)
        {
            Condition? condition = null;
            if (branch.Tag.Name != "else") condition = compiler.Attempt(() => ConditionParser.Parse(compiler, branch.Tag));
            else RefuseArguments(compiler, branch.Tag);
            branches.Add((condition, compiler.CompileNodes(branch.Children)));
        }

        RefuseArguments(compiler, block.End);
        return new IfTag([.. branches]);
    }

    /// <summary><c>else if x</c> looks right to many, and is not.</summary>
    private static void RefuseArguments(TemplateCompiler compiler, TagNode? tag)
    {
        if (tag is not { Arguments: [var first, ..] }) return;
        var hint = tag.Name == "else" && first.Text == "if" ? " A further condition is written 'elif'." : "";
        compiler.Report(new(ErrorIds.BadArguments, tag.Span, $"Malformed template tag: \"{tag.ContentSpan.Of(compiler.Tree.Text).Trim()}\".{hint}", hint.Length > 0 ? "elif" : $"'{tag.Name}' alone"));
    }

    public override void Render(RenderContext context)
    {
        foreach (var (condition, content) in branches)
        {
            if (condition is not null && !IsMet(condition, context)) continue;
            content.Render(context);
            return;
        }
    }

    internal override ValueTask RenderAsync(RenderContext context)
    {
        foreach (var (condition, content) in branches)
        {
            if (condition is null || IsMet(condition, context)) return content.RenderAsync(context);
        }

        return default;
    }

    private static bool IsMet(Condition condition, RenderContext context)
    {
        try
        {
            return condition.IsMet(context);
        }
        catch (VariableDoesNotExistException)
        {
            return false;
        }
    }
}

/// <summary><c>ifequal a b … else … endifequal</c> and <c>ifnotequal</c>, which newer templates write with <c>if</c>.</summary>
internal static class IfEqualTag
{
    public static RenderNode CompileEqual(TemplateCompiler compiler, TagNode tag, BlockNode? block) => Compile(compiler, tag, block!, "==");

    public static RenderNode CompileNotEqual(TemplateCompiler compiler, TagNode tag, BlockNode? block) => Compile(compiler, tag, block!, "!=");

    private static IfTag Compile(TemplateCompiler compiler, TagNode tag, BlockNode block, string name)
    {
        if (tag.Arguments.Count != 2) throw TemplateCompiler.Error(tag.Span, $"'{tag.Name}' takes two arguments.", "two values");
        var condition = new Comparison(name, new ValueCondition(compiler.CompileWhole(tag.Arguments[0])), new ValueCondition(compiler.CompileWhole(tag.Arguments[1])));
        var content = compiler.CompileNodes(block.Branches[0].Children);
        return block.Branches.Count == 1 ? new([(condition, content)]) : new([(condition, content), (null, compiler.CompileNodes(block.Branches[1].Children))]);
    }
}
