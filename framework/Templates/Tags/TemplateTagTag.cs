using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;
using Quintet.Text;

namespace Quintet.Templates.Tags;

/// <summary><c>templatetag openblock</c>: the characters that tags are made of.</summary>
internal static class TemplateTagTag
{
    private static readonly (string Name, string Text)[] Parts =
    [
        ("openblock", "{%"),
        ("closeblock", "%}"),
        ("openvariable", "{{"),
        ("closevariable", "}}"),
        ("openbrace", "{"),
        ("closebrace", "}"),
        ("opencomment", "{#"),
        ("closecomment", "#}"),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Parts.Select(part => part.Name)];

    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block)
    {
        if (tag.Arguments.Count != 1) throw TemplateCompiler.Error(tag.Span, "'templatetag' statement takes one argument.", string.Join(", ", Names));
        var name = tag.Arguments[0];
        foreach (var part in Parts)
        {
            if (part.Name == name.Text) return new LiteralNode(part.Text);
        }

        throw TemplateCompiler.Error(name.Span, $"Invalid templatetag argument: '{name.Text}'.{DidYouMean.Sentence(name.Text, Names)} Must be one of: {string.Join(", ", Names)}.", string.Join(", ", Names));
    }
}
