using Quintet.Templates.Syntax;
using Quintet.Templates.Tags;
using Quintet.Templates.Values;
using Quintet.Text;

namespace Quintet.Templates.Rendering;

/// <summary>Makes the render node of a tag; null for one that shows nothing.</summary>
/// <param name="compiler">Compiles the tag's arguments and what stands between it and its end tag.</param>
/// <param name="tag">The tag, with its arguments and their places.</param>
/// <param name="block">The branches with their content, and the end tag; null for a tag that stands alone.</param>
/// <exception cref="CompileException">The tag is written wrongly; <see cref="TemplateCompiler.Error"/> makes one with its place.</exception>
public delegate RenderNode? TagCompiler(TemplateCompiler compiler, TagNode tag, BlockNode? block);

/// <summary>Ends the compilation of one tag or variable; the others go on, so that all errors are found at once.</summary>
public sealed class CompileException : Exception
{
    internal CompileException(TemplateError error) : base(error.Message) => Error = error;

    public TemplateError Error { get; }
}

/// <summary>Turns a syntax tree into render nodes, and finds what is wrong with tags, filters and arguments on the way.</summary>
public sealed class TemplateCompiler
{
    private readonly List<TemplateError> _errors = [];
    private readonly Dictionary<string, TagInfo> _tags = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FilterInfo> _filters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unknownTags = [];
    private readonly List<TagArgument> _usedPartials = [];
    private int _depth;
    private bool _sawTag;

    private TemplateCompiler(TemplateTree tree, IReadOnlyList<TagLibrary> libraries)
    {
        (Tree, Libraries) = (tree, libraries);
        foreach (var library in libraries)
        {
            if (library.Name.Length == 0) Add(library);
        }
    }

    /// <summary>The template's syntax tree.</summary>
    public TemplateTree Tree { get; }

    /// <summary>Every library there is; those without a name are loaded from the beginning.</summary>
    public IReadOnlyList<TagLibrary> Libraries { get; }

    internal ExtendsTag? Extends { get; private set; }

    internal Dictionary<string, BlockTag> Blocks { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, CycleTag> NamedCycles { get; } = new(StringComparer.Ordinal);

    internal CycleTag? LastCycle { get; set; }

    /// <summary>The parts that <c>partialdef</c> names; complete only when the whole template is compiled.</summary>
    internal Dictionary<string, PartialDefTag> Partials { get; } = new(StringComparer.Ordinal);

    /// <summary>The name of the template, for names relative to it.</summary>
    public string? TemplateName { get; private init; }

    /// <summary>The template, and what keeps it from being used.</summary>
    internal static (Template Template, IReadOnlyList<TemplateError> Errors) Compile(Engine engine, TemplateSource source, TemplateTree tree)
    {
        var compiler = new TemplateCompiler(tree, engine.Libraries) { TemplateName = source.Name };
        var nodes = compiler.CompileNodes(tree.Root.Children);
        var template = new Template(engine, source) { Nodes = nodes, Extends = compiler.Extends };
        foreach (var (name, block) in compiler.Blocks) template.Blocks[name] = block;
        foreach (var block in compiler.Blocks.Values) block.Template = template;
        foreach (var (name, partial) in compiler.Partials) template.Partials[name] = partial.Template = new(engine, source) { Nodes = partial.Content };
        return (template, compiler.AllErrors().Where(error => error.IsFatal).ToList());
    }

    /// <summary>Everything that is wrong with a template.</summary>
    internal static IReadOnlyList<TemplateError> Check(TemplateTree tree, IReadOnlyList<TagLibrary> libraries)
    {
        var compiler = new TemplateCompiler(tree, libraries);
        compiler.CompileNodes(tree.Root.Children);
        // The engine finds out when the tag is reached, as Django does; whoever writes the template wants to know at once.
        foreach (var name in compiler._usedPartials.Where(name => !compiler.Partials.ContainsKey(name.Text)))
        {
            compiler.Report(new(ErrorIds.UnknownPartial, name.Span, PartialTag.Unknown(name.Text, compiler.Partials.Keys), "the name of a 'partialdef'", IsFatal: false));
        }

        return compiler.AllErrors().ToList();
    }

    /// <summary>Compiles the content of a block, a branch of <see cref="BlockNode.Branches"/>.</summary>
    public NodeList CompileNodes(IReadOnlyList<TemplateNode> nodes)
    {
        var compiled = new List<RenderNode>(nodes.Count);
        _depth++;
        foreach (var node in nodes)
        {
            if (CompileNode(node) is not { } result) continue;
            result.Span = node is BlockNode block ? block.Open.Span : node.Span;
            compiled.Add(result);
        }

        _depth--;
        return compiled.Count == 0 ? NodeList.Empty : new([.. compiled]);
    }

    /// <summary>Compiles an expression.</summary>
    /// <exception cref="CompileException">It cannot be read, or names a filter that does not exist or does not fit.</exception>
    public Expression CompileExpression(FilterExpression expression)
    {
        var steps = CompileFilters(expression);
        return new(CompileOperand(expression.Operand), steps);
    }

    /// <summary>Compiles an expression whose value, before its filters, is translated: the argument of <c>translate</c>.</summary>
    internal Expression CompileTranslated(FilterExpression expression, bool noop, Expression? messageContext)
    {
        var steps = CompileFilters(expression);
        var text = CompileOperand(expression.Operand, mayTranslate: false);
        return new(noop ? text : new TranslatedSource(text, messageContext), steps);
    }

    private FilterStep[] CompileFilters(FilterExpression expression)
    {
        if (expression.Error is { } error) throw new CompileException(error);
        var steps = expression.Filters.Count == 0 ? [] : new FilterStep[expression.Filters.Count];
        for (var i = 0; i < steps.Length; i++) steps[i] = CompileFilter(expression.Filters[i]);
        return steps;
    }

    /// <summary>The argument's value; a key before it, as in <c>id=1</c>, is left out.</summary>
    public Expression CompileValue(TagArgument argument) => CompileExpression(argument.Value);

    /// <summary>The argument as one expression.</summary>
    public Expression CompileWhole(TagArgument argument) => CompileExpression(argument.Whole);

    /// <summary>One instance per name, so that looking a variable up mostly compares references.</summary>
    public string Name(string name)
    {
        if (_names.TryGetValue(name, out var known)) return known;
        _names[name] = name;
        return name;
    }

    /// <summary>Runs a part of a tag's compilation; what is wrong is noted, and the rest of the tag goes on.</summary>
    internal T? Attempt<T>(Func<T> part) where T : class
    {
        try
        {
            return part();
        }
        catch (CompileException exception)
        {
            Report(exception.Error);
            return null;
        }
    }

    /// <summary>Notes an error and goes on, so that the editor shows all of them.</summary>
    public void Report(TemplateError error) => _errors.Add(error);

    /// <summary>An error at a place of the template, to be thrown.</summary>
    /// <param name="span">Where: a tag's or an argument's span.</param>
    /// <param name="message">What is wrong, and what to do.</param>
    /// <param name="expected">What would have been right, in a few words.</param>
    /// <param name="id">One of <see cref="ErrorIds"/>.</param>
    public static CompileException Error(TextSpan span, string message, string? expected = null, string id = ErrorIds.BadArguments) =>
        new(new(id, span, message, expected));

    /// <summary>Makes a library's tags and filters available from here on.</summary>
    internal void Add(TagLibrary library)
    {
        foreach (var tag in library.Tags) _tags[tag.Name] = tag;
        foreach (var filter in library.Filters) _filters[filter.Name] = filter;
    }

    internal void Register(ExtendsTag extends, TagNode tag)
    {
        if (Extends is not null) throw Error(tag.Span, "'extends' cannot appear more than once in the same template.", id: ErrorIds.ExtendsNotFirst);
        if (_sawTag || _depth > 1) throw Error(tag.Span, "'extends' must be the first tag in the template.", id: ErrorIds.ExtendsNotFirst);
        Extends = extends;
    }

    internal void Register(BlockTag block, TagArgument name)
    {
        if (!Blocks.TryAdd(block.Name, block)) Report(new(ErrorIds.DuplicateBlock, name.Span, $"'block' tag with name '{block.Name}' appears more than once.", "another name"));
    }

    internal void Register(PartialDefTag partial, TagArgument name)
    {
        if (!Partials.TryAdd(partial.Name, partial)) Report(new(ErrorIds.DuplicateBlock, name.Span, $"Partial '{partial.Name}' is already defined in this template.", "another name"));
    }

    /// <summary>Notes that a partial is used, which may be defined further down.</summary>
    internal void Use(TagArgument partial) => _usedPartials.Add(partial);

    private IEnumerable<TemplateError> AllErrors() => Tree.Errors.Concat(_errors).Distinct().OrderBy(error => error.Span.Start);

    private RenderNode? CompileNode(TemplateNode node)
    {
        // Behind the text of a template that extends another nothing but its blocks counts.
        if (node is CommentNode) return null;
        if (node is TextNode or TagNode { IsClosed: false } or VariableNode { IsClosed: false })
        {
            return Extends is not null && _depth == 1 ? null : new LiteralNode(node.Span.Of(Tree.Text));
        }

        try
        {
            var result = node switch
            {
                VariableNode variable => variable.Expression.Error is null ? new VariableOutput(CompileExpression(variable.Expression)) : null,
                TagNode tag => CompileTag(tag, null),
                BlockNode block => CompileTag(block.Open, block),
                _ => null,
            };
            _sawTag = true;
            return Extends is not null && _depth == 1 && result is not ExtendsTag ? null : result;
        }
        catch (CompileException exception)
        {
            _sawTag = true;
            Report(exception.Error);
            if (node is BlockNode { Info.IsRaw: false } block)
            {
                foreach (var branch in block.Branches) CompileNodes(branch.Children);
            }

            return null;
        }
    }

    private RenderNode? CompileTag(TagNode tag, BlockNode? block)
    {
        // A block without its content is nested too deep; the parser has said so.
        if (block is null && _tags.TryGetValue(tag.Name, out var open) && open.EndTag is not null) return null;
        if (_tags.TryGetValue(tag.Name, out var info)) return info.Compile!(this, tag, block);
        // The parser has said what is wrong with these.
        if (block is null && (Tree.Options.Tags.IsContinuation(tag.Name) || Tree.Options.Tags.Find(tag.Name) is { EndTag: not null })) return null;
        if (tag.Name.Length == 0 || Tree.Errors.Any(error => error.Id == ErrorIds.ForeignTag && error.Span == tag.Span)) return null;
        if (tag.Name.StartsWith("end", StringComparison.Ordinal) && _unknownTags.Contains(tag.Name[3..])) return null;

        _unknownTags.Add(tag.Name);
        var hint = Libraries.FirstOrDefault(library => library.Tags.Any(t => t.Name == tag.Name)) is { } library
            ? $" It is in the library '{library.Name}': load that first."
            : DidYouMean.Sentence(tag.Name, _tags.Keys) is { Length: > 0 } sentence ? sentence : " Did you forget to load its library?";
        throw Error(tag.NameSpan, $"Invalid block tag '{tag.Name}'.{hint}", id: ErrorIds.UnknownTag);
    }

    private ValueSource CompileOperand(Operand operand, bool mayTranslate = true) => operand.Kind switch
    {
        OperandKind.String when operand.IsTranslated && mayTranslate => new TranslatedSource(new Constant(new SafeString(operand.Text)), null),
        OperandKind.String => new Constant(new SafeString(operand.Text)),
        OperandKind.Number => new Constant(PythonNumber.TryParse(operand.Text, out var number) ? number : 0),
        _ => new VariablePath([.. operand.Parts.Select(part => Name(part.Name))]),
    };

    private FilterStep CompileFilter(FilterCall call)
    {
        if (!_filters.TryGetValue(call.Name, out var filter))
        {
            var hint = Libraries.FirstOrDefault(library => library.Filters.Any(f => f.Name == call.Name)) is { } library
                ? $" It is in the library '{library.Name}': load that first."
                : DidYouMean.Sentence(call.Name, _filters.Keys);
            throw Error(call.NameSpan, $"Invalid filter: '{call.Name}'.{hint}", id: ErrorIds.UnknownFilter);
        }

        if (filter.Argument == FilterArgument.Required && call.Argument is null) throw Error(call.NameSpan, $"The filter '{call.Name}' needs an argument: {filter.Signature}.", ":");
        if (filter.Argument == FilterArgument.None && call.Argument is not null) throw Error(call.Argument.Span, $"The filter '{call.Name}' takes no argument.");
        return new(filter, call.Argument is null ? null : CompileOperand(call.Argument));
    }
}
