using Quintet.Ide.Types;
using Quintet.Text;

namespace Quintet.Ide;

internal enum MentionKind
{
    UrlName,

    /// <summary>A URL name, a path or a whole URL.</summary>
    UrlNameOrPath,
    TemplateName,
    StaticFile,
    Tag,
    Filter,
    Library,
}

/// <summary>A place that names something of the project or of the template language.</summary>
/// <param name="Kind">What it names.</param>
/// <param name="Name">The name; of a template the full one, where it can be told.</param>
/// <param name="Span">Where the name stands, without quotes.</param>
/// <param name="IsRequired">Whether it is an error if there is no such thing.</param>
internal sealed record Mention(MentionKind Kind, string Name, TextSpan Span, bool IsRequired = true)
{
    /// <summary>The template alone, where a part of one is named: <c>shop/book_list.html#card</c>.</summary>
    public Mention WithoutPartial() =>
        Kind == MentionKind.TemplateName && Name.IndexOf('#', StringComparison.Ordinal) is var hash and >= 0 && Name.Length == Span.Length
            ? this with { Name = Name[..hash], Span = new(Span.Start, hash) }
            : this;

    /// <summary>Whether the text is plainly no URL name: a path, a whole URL, a relative address.</summary>
    public bool IsPath => Kind == MentionKind.UrlNameOrPath && (Name.Length == 0 || Name.Contains('/') || Name.Contains('.'));

    /// <summary>What the document names at a cursor; null where it names nothing.</summary>
    public static Mention? At(Document document, int offset) => document.Kind switch
    {
        DocumentKind.Template => TemplateMentions.At(TreeOf(document), offset)?.In(document),
        DocumentKind.CSharp => CSharpMentions.All(document.File.Facts, document.Project!.Model).FirstOrDefault(mention => mention.Span.Touches(offset)),
        _ => null,
    };

    /// <summary>The URL names, templates and static files that a document names.</summary>
    public static IEnumerable<Mention> All(Document document) => document.Kind switch
    {
        DocumentKind.Template => TemplateMentions.All(TreeOf(document)).Select(mention => mention.In(document)),
        DocumentKind.CSharp => CSharpMentions.All(document.File.Facts, document.Project!.Model),
        _ => [],
    };

    /// <summary>As its document means it: a template's name that begins with a dot counts from the folder of the template it stands in.</summary>
    private Mention In(Document document)
    {
        if (Kind != MentionKind.TemplateName || !Name.StartsWith('.')) return this;
        var full = TemplateLink.Resolve(document.Project!.Model.Templates.NameOf(document.Path), Name);
        // Of one that leads out of all folders nothing is known.
        return full.StartsWith('.') ? this with { IsRequired = false } : this with { Name = full };
    }

    public static Quintet.Templates.Syntax.TemplateTree TreeOf(Document template) => template.File.Tree(template.Project!.Model.ParseOptionsOf(template.Path));
}
