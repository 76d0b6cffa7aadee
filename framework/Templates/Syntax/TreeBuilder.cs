using Quintet.Text;

namespace Quintet.Templates.Syntax;

/// <summary>Makes the tree out of the tokens: which tags belong together, and what does not fit.</summary>
internal sealed class TreeBuilder(string text, ParseOptions options)
{
    /// <summary>Blocks inside blocks; more is an error, so that whoever walks a tree may do so recursively.</summary>
    public const int MaxDepth = 200;

    private readonly List<Token> _tokens = Scanner.Scan(text, options.Delimiters);
    private readonly List<TemplateError> _errors = [];
    private readonly List<OpenBlock> _open = [];
    private List<TemplateNode> _children = [];
    private LineIndex? _lines;

    public (RootNode Root, List<TemplateError> Errors) Build()
    {
        var top = _children;
        for (var i = 0; i < _tokens.Count; i++)
        {
            var token = _tokens[i];
            switch (token.Kind)
            {
                case TokenKind.Text:
                    _children.Add(new TextNode(token.Span));
                    break;
                case TokenKind.Comment:
                    _children.Add(new CommentNode(token.Span, token.Content));
                    break;
                case TokenKind.Variable:
                    AddVariable(token);
                    break;
                default:
                    i = AddTag(token, i);
                    break;
            }
        }

        while (_open.Count > 0) CloseInnermost(null, text.Length);
        _errors.Sort((a, b) => a.Span.Start.CompareTo(b.Span.Start));
        return (new(new(0, text.Length), top), _errors);
    }

    private void AddVariable(Token token)
    {
        var expression = ExpressionParser.Parse(text, token.Content);
        _children.Add(new VariableNode(token.Span, token.Content, expression, token.IsClosed, token.ClosesLater));
        if (!token.IsClosed)
        {
            _errors.Add(new(ErrorIds.VariableNotClosed, token.Span, token.ClosesLater
                ? "The variable is not closed: another tag begins before its }}."
                : "The variable is not closed: }} is missing on its line, so it is written as text.", "}}", token.ClosesLater));
        }
        else if (expression.Span.IsEmpty)
        {
            _errors.Add(new(ErrorIds.BadArguments, token.Span, "Empty variable tag: a variable should stand between {{ and }}.", "a variable"));
        }
        else if (expression.Error is { } error)
        {
            _errors.Add(error);
        }
    }

    /// <summary>Adds a tag; returns the index of the last token used, which is a later one for raw content.</summary>
    private int AddTag(Token token, int index)
    {
        var tag = ReadTag(token);
        if (!tag.IsClosed)
        {
            var closer = tag.Delimiter == TagDelimiters.Django ? "%}" : "%>";
            _errors.Add(new(ErrorIds.TagNotClosed, tag.Span, tag.ClosesLater
                ? $"The tag is not closed: another tag begins before its {closer}."
                : $"The tag is not closed: {closer} is missing on its line, so it is written as text.", closer, tag.ClosesLater));
            _children.Add(tag);
            return index;
        }

        if (tag.Name.Length == 0)
        {
            _errors.Add(new(ErrorIds.UnknownTag, tag.Span, "Empty tag: a tag's name is missing.", "the name of a tag"));
            _children.Add(tag);
            return index;
        }

        if (tag.Delimiter == TagDelimiters.Quintet && options.Delimiters == TagDelimiters.Both && tag.Name[0] is '=' or '-')
        {
            _errors.Add(new(ErrorIds.ForeignTag, tag.Span,
                $"'<%{tag.Name[0]}' is another template language's tag. For a folder of such templates set TagDelimiters = Django; a value is written {{{{ … }}}} here."));
            _children.Add(tag);
            return index;
        }

        if (IsContinuation(tag)) return index;
        if (options.Tags.Find(tag.Name) is { EndTag: not null } info)
        {
            if (info.IsRaw) return AddRaw(tag, info, index);
            if (_open.Count < MaxDepth)
            {
                _open.Add(new(info, tag, _children));
                _children = [];
                return index;
            }

            _errors.Add(new(ErrorIds.BadArguments, tag.Span, $"Blocks are nested more than {MaxDepth} deep here."));
        }

        _children.Add(tag);
        return index;
    }

    private TagNode ReadTag(Token token)
    {
        var delimiter = token.Kind == TokenKind.DjangoTag ? TagDelimiters.Django : TagDelimiters.Quintet;
        var (start, end) = (token.Content.Start, token.Content.End);
        while (start < end && char.IsWhiteSpace(text[start])) start++;
        var nameEnd = start;
        while (nameEnd < end && !char.IsWhiteSpace(text[nameEnd])) nameEnd++;
        var nameSpan = TextSpan.FromBounds(start, nameEnd);
        var arguments = ArgumentSplitter.Split(text, TextSpan.FromBounds(nameEnd, end));
        return new(token.Span, delimiter, token.Content, nameSpan, nameSpan.Of(text), arguments, token.IsClosed, token.ClosesLater);
    }

    /// <summary>Handles end tags and branches; false for any other tag.</summary>
    private bool IsContinuation(TagNode tag)
    {
        if (!options.Tags.IsContinuation(tag.Name)) return false;
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            var block = _open[i];
            var ends = block.Info.EndTag == tag.Name && EndsBlock(block, tag);
            if (!ends && !block.TakesBranch(tag.Name)) continue;
            while (_open.Count > i + 1) CloseInnermost(null, tag.Span.Start);
            if (ends)
            {
                CloseInnermost(tag, tag.Span.End);
            }
            else
            {
                block.EndBranch(_children);
                block.BeginBranch(tag);
                _children = [];
            }

            return true;
        }

        _errors.Add(new(ErrorIds.UnexpectedEndTag, tag.Span, Unexpected(tag), _open.Count > 0 ? _open[^1].Expected() : null));
        // An end tag with a wrong label most likely means the innermost block; taken so, one mistake stays one error.
        if (_open.Count > 0 && _open[^1].Info.EndTag == tag.Name) CloseInnermost(tag, tag.Span.End);
        else _children.Add(tag);
        return true;
    }

    /// <summary><c>endblock title</c> closes the block of that name only.</summary>
    private static bool EndsBlock(OpenBlock block, TagNode end) =>
        end.Arguments.Count == 0 || !block.Info.EndTakesName || (block.Open.Arguments.Count > 0 && block.Open.Arguments[0].Text == end.Arguments[0].Text);

    private string Unexpected(TagNode tag)
    {
        if (_open.Count == 0) return $"Invalid block tag '{tag.Name}': no block is open here.";
        var innermost = _open[^1];
        var line = (_lines ??= new(text)).GetPosition(innermost.Open.Span.Start).Line + 1;
        return $"Invalid block tag '{tag.Name}', expected {innermost.Expected()} for the '{innermost.Info.Name}' of line {line}.";
    }

    private void CloseInnermost(TagNode? end, int endOffset)
    {
        var block = _open[^1];
        _open.RemoveAt(_open.Count - 1);
        block.EndBranch(_children);
        _children = block.Parent;
        _children.Add(new BlockNode(TextSpan.FromBounds(block.Open.Span.Start, endOffset), block.Info, block.Branches, end));
        if (end is null)
        {
            _errors.Add(new(ErrorIds.BlockNotClosed, block.Open.Span,
                $"Unclosed tag '{block.Info.Name}'. Looking for one of: {string.Join(", ", block.ExpectedTags())}.", block.Info.EndTag));
        }
    }

    /// <summary>Adds a block whose content is not read: <c>comment</c>, <c>verbatim</c>.</summary>
    private int AddRaw(TagNode tag, TagInfo info, int index)
    {
        // 'verbatim name' ends at 'endverbatim name', 'comment note' at 'endcomment'.
        var content = tag.ContentSpan.Of(text).Trim();
        var wanted = info.Name == "verbatim" ? "end" + content : info.EndTag;
        var last = index + 1;
        while (last < _tokens.Count && !(_tokens[last] is { IsTag: true, IsClosed: true } token && token.Content.Of(text).Trim() == wanted)) last++;
        var found = last < _tokens.Count;
        var contentEnd = found ? _tokens[last].Span.Start : text.Length;
        var inner = TextSpan.FromBounds(tag.Span.End, contentEnd);
        var end = found ? ReadTag(_tokens[last]) : null;
        _children.Add(new BlockNode(TextSpan.FromBounds(tag.Span.Start, end?.Span.End ?? text.Length), info,
            [new(tag, inner.IsEmpty ? [] : [new TextNode(inner)])], end));
        if (!found)
        {
            _errors.Add(new(ErrorIds.BlockNotClosed, tag.Span, $"Unclosed tag '{info.Name}'. Looking for one of: {wanted}.", wanted));
        }

        return last;
    }

    /// <summary>A block whose end has not come yet.</summary>
    private sealed class OpenBlock
    {
        private TagNode _branchTag;

        public OpenBlock(TagInfo info, TagNode open, List<TemplateNode> parent) => (Info, Open, _branchTag, Parent) = (info, open, open, parent);

        public TagInfo Info { get; }

        public TagNode Open { get; }

        public List<TemplateNode> Parent { get; }

        public List<BlockBranch> Branches { get; } = [];

        public void EndBranch(List<TemplateNode> children) => Branches.Add(new(_branchTag, children));

        public void BeginBranch(TagNode tag) => _branchTag = tag;

        /// <summary>Whether this tag begins a new branch of the block. Nothing but the end may follow <c>else</c> and <c>empty</c>.</summary>
        public bool TakesBranch(string name) => Info.Branches.Contains(name) && _branchTag.Name is not ("else" or "empty");

        public IEnumerable<string> ExpectedTags() => Info.Branches.Where(TakesBranch).Append(Info.EndTag!);

        public string Expected()
        {
            var names = ExpectedTags();
            if (Info.EndTakesName && Open.Arguments.Count > 0) names = names.Append($"{Info.EndTag} {Open.Arguments[0].Text}");
            return string.Join(" or ", names.Select(name => $"'{name}'"));
        }
    }
}
