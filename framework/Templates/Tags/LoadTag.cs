using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;
using Quintet.Text;

namespace Quintet.Templates.Tags;

/// <summary><c>load static</c>, <c>load static from static</c>. Done when the template is compiled.</summary>
internal static class LoadTag
{
    public static RenderNode? Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block)
    {
        var arguments = tag.Arguments;
        if (arguments.Count >= 3 && arguments[^2].Text == "from")
        {
            var library = Find(compiler, arguments[^1]);
            foreach (var name in arguments.Take(arguments.Count - 2)) compiler.Add(Part(library, name));
            return null;
        }

        foreach (var name in arguments) compiler.Add(Find(compiler, name));
        return null;
    }

    private static TagLibrary Find(TemplateCompiler compiler, TagArgument name)
    {
        var libraries = compiler.Libraries.Where(library => library.Name.Length > 0).ToList();
        return libraries.LastOrDefault(library => library.Name == name.Text) ?? throw TemplateCompiler.Error(name.Span,
            $"'{name.Text}' is not a registered tag library.{DidYouMean.Sentence(name.Text, libraries.Select(l => l.Name))} Must be one of: {string.Join(", ", libraries.Select(l => l.Name))}.",
            id: ErrorIds.UnknownLibrary);
    }

    private static TagLibrary Part(TagLibrary library, TagArgument name)
    {
        var (tags, filters) = (library.Tags.Where(t => t.Name == name.Text).ToList(), library.Filters.Where(f => f.Name == name.Text).ToList());
        if (tags.Count > 0 || filters.Count > 0) return new(library.Name, tags, filters);
        var known = library.Tags.Select(t => t.Name).Concat(library.Filters.Select(f => f.Name));
        throw TemplateCompiler.Error(name.Span, $"'{name.Text}' is not a valid tag or filter in tag library '{library.Name}'.{DidYouMean.Sentence(name.Text, known)}");
    }
}
