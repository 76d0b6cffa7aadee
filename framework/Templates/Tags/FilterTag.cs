using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;
using Quintet.Templates.Values;

namespace Quintet.Templates.Tags;

/// <summary><c>filter force_escape|lower … endfilter</c>: its content through filters.</summary>
internal sealed class FilterTag(Expression filters, NodeList content) : RenderNode
{
    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block)
    {
        var chain = ExpressionParser.ParseFilters(compiler.Tree.Text, tag);
        foreach (var filter in chain.Filters)
        {
            if (filter.Name is "escape" or "safe")
            {
                throw TemplateCompiler.Error(filter.NameSpan, $"\"filter {filter.Name}\" is not permitted.  Use the \"autoescape\" tag instead.", "another filter");
            }
        }

        return new FilterTag(compiler.CompileExpression(chain), compiler.CompileNodes(block!.Branches[0].Children));
    }

    public override void Render(RenderContext context)
    {
        var output = new SafeString(context.Capture(content));
        object? result;
        var scope = context.Push();
        try
        {
            context.Set(ExpressionParser.FilteredName, output);
            result = filters.Resolve(context);
        }
        finally
        {
            context.Pop(scope);
        }

        context.Output.Write(PythonText.Str(result));
    }
}
