using FsCheck.Xunit;
using Quintet.Templates.Syntax;
using Quintet.Text;

namespace TemplatesTests.Syntax;

[Properties(Arbitrary = [typeof(TemplateTexts)])]
public class TreeProperties
{
    [ManyCases]
    public bool PrintsBack(string text) => TemplateTree.Parse(text).ToString() == text;

    [ManyCases]
    public void ChildrenFillTheirParent(string text)
    {
        foreach (var node in TemplateTree.Parse(text).Descendants())
        {
            if (node.Children.Count == 0) continue;
            var position = node.Span.Start;
            foreach (var child in node.Children)
            {
                Assert.Equal(position, child.Span.Start);
                Assert.True(child.Span.Length > 0, "An empty node.");
                position = child.Span.End;
            }

            Assert.Equal(node.Span.End, position);
        }
    }

    [ManyCases]
    public void PartsStandInsideOfTheirTag(string text)
    {
        foreach (var node in TemplateTree.Parse(text).Descendants())
        {
            switch (node)
            {
                case TagNode tag:
                    Inside(tag.Span, tag.ContentSpan);
                    Inside(tag.ContentSpan, tag.NameSpan);
                    Assert.Equal(tag.Name, tag.NameSpan.Of(text));
                    var after = tag.NameSpan.End;
                    foreach (var argument in tag.Arguments)
                    {
                        Assert.True(argument.Span.Start >= after);
                        after = argument.Span.End;
                        Inside(tag.ContentSpan, argument.Span);
                        Inside(argument.Span, argument.ValueSpan);
                        InExpression(argument.Span, argument.Value);
                        InExpression(argument.Span, argument.Whole);
                    }

                    break;
                case VariableNode variable:
                    Inside(variable.Span, variable.ContentSpan);
                    InExpression(variable.ContentSpan, variable.Expression);
                    break;
            }
        }
    }

    [ManyCases]
    public void ATagStaysOnItsLine(string text)
    {
        foreach (var node in TemplateTree.Parse(text).Descendants())
        {
            if (node is TagNode or VariableNode or CommentNode) Assert.DoesNotContain('\n', node.Span.Of(text));
        }
    }

    [ManyCases]
    public void ErrorsLieInTheTextInOrder(string text)
    {
        var last = 0;
        foreach (var error in TemplateTree.Parse(text).Errors)
        {
            Inside(new(0, text.Length), error.Span);
            Assert.True(error.Span.Start >= last);
            last = error.Span.Start;
            Assert.Matches("^QT10[0-9][0-9]$", error.Id);
        }
    }

    [ManyCases]
    public void EveryCursorHasALocation(string text)
    {
        var tree = TemplateTree.Parse(text);
        for (var offset = 0; offset <= text.Length; offset++)
        {
            var location = tree.FindAt(offset);
            Assert.True(location.Node.Span.Touches(offset));
            Assert.True(location.Replace.Touches(offset));
            Assert.Equal(text[location.Replace.Start..offset], location.Prefix);
        }
    }

    private static void InExpression(TextSpan outer, FilterExpression expression)
    {
        Inside(outer, expression.Span);
        Inside(outer, expression.Operand.Span);
        Inside(expression.Operand.Span, expression.Operand.ContentSpan);
        foreach (var filter in expression.Filters)
        {
            Inside(outer, filter.Span);
            Inside(filter.Span, filter.NameSpan);
            if (filter.Argument is { } argument) Inside(filter.Span, argument.Span);
        }

        if (expression.Error is { } error) Inside(outer, error.Span);
    }

    private static void Inside(TextSpan outer, TextSpan inner) =>
        Assert.True(inner.Length >= 0 && inner.Start >= outer.Start && inner.End <= outer.End, $"{inner} is not inside of {outer}.");
}
