using System.Collections.Frozen;
using Quintet.Templates;
using Quintet.Templates.Syntax;
using Quintet.Text;

namespace Quintet.Ide;

/// <summary>Completes the names of tags: with their arguments' places, their end tags, and the closing delimiter.</summary>
internal static class TagCompletion
{
    // What is written behind the name of a tag whose arguments have a shape of their own; Q is the quote that fits the place.
    private static readonly FrozenDictionary<string, string> Arguments = new Dictionary<string, string>
    {
        ["autoescape"] = "${1:off}",
        ["block"] = "${1:name}",
        ["cache"] = "${1:500} ${2:name}",
        ["cycle"] = "T${1:odd}T T${2:even}T",
        ["extends"] = "T$1T",
        ["filter"] = "${1:name}",
        ["for"] = "${1:item} in ${2:list}",
        ["if"] = "${1:condition}",
        ["elif"] = "${1:condition}",
        ["ifequal"] = "${1:value} ${2:value}",
        ["ifnotequal"] = "${1:value} ${2:value}",
        ["include"] = "T$1T",
        ["load"] = "$1",
        ["now"] = "T${1:Y}T",
        ["partial"] = "${1:name}",
        ["partialdef"] = "${1:name}",
        ["querystring"] = "${1:name}=${2:value}",
        ["regroup"] = "${1:list} by ${2:attribute} as ${3:name}",
        ["static"] = "Q$1Q",
        ["url"] = "Q$1Q",
        ["widthratio"] = "${1:value} ${2:maximum} ${3:100}",
        ["with"] = "${1:name}=${2:value}",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyList<CompletionItem> Items(ProjectModel project, TemplateTree tree, TemplateLocation location, TagNode tag, int offset)
    {
        var context = new Context(tree, tag, location, offset);
        var items = new List<CompletionItem>();
        var block = EnclosingBlock(location, tag);
        if (block is not null)
        {
            // What continues or ends the open block comes first.
            if (block.Info.EndTag is { } end && (block.End is null || block.End == tag)) items.Add(context.Simple(end, "0", $"ends {block.Name}"));
            items.AddRange(block.Info.Branches.Select(branch => context.Simple(branch, "1", $"in {block.Name}")));
        }

        var loaded = Loaded(tree);
        foreach (var library in project.Tags.Libraries)
        {
            var load = library.Name.Length == 0 || loaded.Contains(library.Name) ? null : LoadEdit(tree, tag, library.Name);
            items.AddRange(library.Tags.Select(info => context.Tag(info, load)));
        }

        return items;
    }

    /// <summary>The names that the template's <c>load</c> tags mention.</summary>
    public static HashSet<string> Loaded(TemplateTree tree) =>
        [.. tree.Descendants().OfType<TagNode>().Where(node => node.Name == "load").SelectMany(node => node.Arguments).Select(argument => argument.Text)];

    /// <summary>The innermost block around a tag: the one that it ends, or whose branch it could be.</summary>
    private static BlockNode? EnclosingBlock(TemplateLocation location, TagNode tag) =>
        location.Path.OfType<BlockNode>().LastOrDefault(block => block.Open != tag);

    /// <summary>Loads a library at the template's beginning, but behind <c>extends</c>, which has to be first.</summary>
    public static CompletionEdit LoadEdit(TemplateTree tree, TemplateNode place, string library)
    {
        var extends = tree.Root.Children.OfType<TagNode>().FirstOrDefault(node => node.Name == "extends" && node.IsClosed && node.Span.End <= place.Span.Start);
        var (open, close) = IsDjango(tree, place) ? ("{%", "%}") : ("<%", "%>");
        var load = $"{open} load {library} {close}";
        return extends is null ? new(new(0, 0), load + "\n") : new(new(extends.Span.End, 0), "\n" + load);
    }

    /// <summary>Whether a tag written here should have Django's delimiters: as the tag at this place has, else as the first of the template.</summary>
    private static bool IsDjango(TemplateTree tree, TemplateNode place) =>
        ((place as TagNode ?? tree.Descendants().OfType<TagNode>().FirstOrDefault())?.Delimiter ?? tree.Options.Delimiters) == TagDelimiters.Django;

    private sealed class Context
    {
        private readonly TagText _around;
        private readonly TextSpan _name;
        private readonly bool _isWhole;
        private readonly bool _isOpenOfBlock;
        private readonly int _end;
        private readonly string _space;

        public Context(TemplateTree tree, TagNode tag, TemplateLocation location, int offset)
        {
            _around = new(tree, tag);
            _name = location.Replace;
            // "<%|" gets the blank that people write behind the delimiter.
            _space = offset == tag.ContentSpan.Start && _name.Start == offset ? " " : "";
            // Where arguments follow, only the name is replaced.
            _isWhole = _around.IsLast(_name.End);
            _isOpenOfBlock = location.Path.OfType<BlockNode>().Any(block => block.Open == tag && block.End is not null);
            _end = _isWhole ? _around.EndWithCloser(_name.End) : _name.End;
        }

        /// <summary>A branch or end tag.</summary>
        public CompletionItem Simple(string name, string sort, string detail) => Item(name, HasArguments(name) ? " " + ArgumentsOf(name) : "", "", sort + name, detail, null);

        public CompletionItem Tag(TagInfo info, CompletionEdit? load)
        {
            var arguments = HasArguments(info.Name) ? " " + ArgumentsOf(info.Name) : info.Signature.Length > info.Name.Length && !info.IsRaw ? " $1" : "";
            var end = info.EndTag is { } name && !_isOpenOfBlock ? $"{_around.Opener} {name} {_around.Closer}" : "";
            var detail = load is null ? info.Signature : $"{info.Signature} (adds {load.Text.Trim()})";
            var item = Item(info.Name, arguments, end, "2" + info.Name, detail, info.Documentation);
            return load is null ? item : item with { AdditionalEdits = [load] };
        }

        private CompletionItem Item(string name, string arguments, string endTag, string sort, string detail, string? documentation)
        {
            var replace = TextSpan.FromBounds(_name.Start, _end);
            var snippet = _isWhole
                ? $"{_space}{name}{arguments} {Snippet.Escape(_around.Closer)}$0{Snippet.Escape(endTag)}"
                : _space + name;
            var plain = Snippet.Plain(snippet);
            // Without a stop before the end nothing needs a snippet.
            var isSnippet = _isWhole && (arguments.Length > 0 || endTag.Length > 0);
            return new(name, CompletionKind.Tag, replace, isSnippet ? snippet : plain, isSnippet)
            {
                Detail = detail,
                Documentation = documentation,
                SortText = sort,
                Plain = isSnippet ? new(replace, plain) : null,
            };
        }

        private static bool HasArguments(string name) => Arguments.ContainsKey(name);

        private string ArgumentsOf(string name) => Arguments[name].Replace('Q', _around.Quote).Replace('T', _around.TemplateQuote);
    }
}
