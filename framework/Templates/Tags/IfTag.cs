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
            branches.Add((condition, compiler.CompileNodes(branch.Children)));
        }

        return new IfTag([.. branches]);
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

    private static bool IsMet(Condition condition, RenderContext context)
    {
        try
        {
            return condition.IsTrue(context);
        }
        catch (VariableDoesNotExistException)
        {
            return false;
        }
    }
}
