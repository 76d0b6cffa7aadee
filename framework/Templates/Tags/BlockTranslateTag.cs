using System.Text;
using System.Text.RegularExpressions;
using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;
using Quintet.Templates.Values;

namespace Quintet.Templates.Tags;

/// <summary><c>blocktranslate count n=books|length with name=user.name … plural … endblocktranslate</c>; <c>blocktrans</c> is its older name.</summary>
internal sealed partial class BlockTranslateTag(BlockTranslateTag.Options options, BlockTranslateTag.Message singular, BlockTranslateTag.Message? plural) : RenderNode
{
    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block)
    {
        var options = ReadOptions(compiler, tag);
        var branches = block!.Branches;
        if (options.Counter is null && branches.Count > 1) throw NoTagsInside(tag, branches[1].Tag, branches[1].Tag.Name);
        if (options.Counter is not null && branches.Count == 1) throw TemplateCompiler.Error(block.End?.Span ?? tag.Span, $"'{tag.Name}' doesn't allow other block tags inside it; with 'count', 'plural' is needed before the end.", "plural");
        if (branches.Count > 2) throw NoTagsInside(tag, branches[2].Tag, branches[2].Tag.Name);
        return new BlockTranslateTag(options, Message.Read(compiler, tag, branches[0], options.Trimmed), branches.Count > 1 ? Message.Read(compiler, tag, branches[1], options.Trimmed) : null);
    }

    public override void Render(RenderContext context)
    {
        var messageContext = options.Context is null ? null : PythonText.Str(options.Context.Resolve(context));
        var values = new object?[options.With.Length];
        for (var i = 0; i < values.Length; i++) values[i] = options.With[i].Value.Resolve(context);
        var scope = context.Push();
        string result;
        try
        {
            for (var i = 0; i < values.Length; i++) context.Set(options.With[i].Name, values[i]);
            double? number = null;
            if (options.Counter is { } counter)
            {
                var count = counter.Value.Resolve(context);
                if (!Numbers.IsNumber(count)) throw new TemplateSyntaxException($"'{counter.Name}' argument to '{options.TagName}' tag must be a number.");
                number = Numbers.ToDouble(count!);
                context.Set(counter.Name, count);
            }

            result = Translate(context, messageContext, number);
        }
        finally
        {
            context.Pop(scope);
        }

        if (options.Variable is null) context.Output.Write(result);
        else context.Set(options.Variable, context.Autoescape ? new SafeString(result) : result);
    }

    private string Translate(RenderContext context, string? messageContext, double? number)
    {
        var locale = context.Locale;
        var about = string.IsNullOrEmpty(messageContext) ? null : messageContext;
        var text = (number, about) switch
        {
            (null, null) => locale.Gettext(singular.Id),
            (null, { } name) => locale.Pgettext(name, singular.Id),
            ({ } n, null) => locale.Ngettext(singular.Id, plural!.Id, n),
            ({ } n, { } name) => locale.Npgettext(name, singular.Id, plural!.Id, n),
        };
        if (TryFill(context, text, out var filled)) return filled;
        // A translation that names something else is not shown; the template's own text is.
        return TryFill(context, number is null or 1 ? singular.Id : plural!.Id, out filled)
            ? filled
            : throw new TemplateSyntaxException($"'{options.TagName}' is unable to format string returned by gettext: {PythonText.Repr(text)}");
    }

    /// <summary>Puts the values in the place of <c>%(name)s</c>; false where the text has anything else behind a percent sign.</summary>
    private bool TryFill(RenderContext context, string text, out string filled)
    {
        filled = text;
        var percent = text.IndexOf('%');
        if (percent < 0) return true;
        var builder = new StringBuilder(text.Length + 16);
        var start = 0;
        for (; percent >= 0; percent = text.IndexOf('%', start))
        {
            builder.Append(text, start, percent - start);
            var next = percent + 1 < text.Length ? text[percent + 1] : '\0';
            if (next == '%')
            {
                builder.Append('%');
                start = percent + 2;
                continue;
            }

            var end = next == '(' ? text.IndexOf(")s", percent, StringComparison.Ordinal) : -1;
            if (end < 0) return false;
            var name = text[(percent + 2)..end];
            if (!singular.Variables.Contains(name) && plural?.Variables.Contains(name) != true) return false;
            builder.Append(Localized.Shown(Value(context, name), context));
            start = end + 2;
        }

        filled = builder.Append(text, start, text.Length - start).ToString();
        return true;
    }

    private static object? Value(RenderContext context, string name)
    {
        if (context.TryGet(name, out var value)) return value;
        return context.Engine.Options.StringIfInvalid.Replace("%s", name, StringComparison.Ordinal);
    }

    private static Options ReadOptions(TemplateCompiler compiler, TagNode tag)
    {
        var options = new Options(tag.Name);
        var seen = new HashSet<string>();
        var arguments = tag.Arguments;
        for (var i = 0; i < arguments.Count;)
        {
            var option = arguments[i++];
            if (!seen.Add(option.Text)) throw TemplateCompiler.Error(option.Span, $"The '{option.Text}' option was specified more than once.");
            switch (option.Text)
            {
                case "with":
                    (var values, i) = Assignments.Read(compiler, arguments, i, mayUseAs: true);
                    if (values.Length == 0) throw TemplateCompiler.Error(option.Span, $"\"with\" in '{tag.Name}' tag needs at least one keyword argument.", "name=value");
                    options = options with { With = values };
                    break;
                case "count":
                    (var counters, i) = Assignments.Read(compiler, arguments, i, mayUseAs: true);
                    if (counters.Length != 1) throw TemplateCompiler.Error(option.Span, $"\"count\" in '{tag.Name}' tag expected exactly one keyword argument.", "name=value");
                    options = options with { Counter = counters[0] };
                    break;
                case "context":
                    if (i == arguments.Count) throw TemplateCompiler.Error(option.Span, $"\"context\" in '{tag.Name}' tag expected exactly one argument.", "the context, in quotes");
                    options = options with { Context = compiler.CompileWhole(arguments[i++]) };
                    break;
                case "trimmed":
                    options = options with { Trimmed = true };
                    break;
                case "asvar":
                    if (i == arguments.Count) throw TemplateCompiler.Error(option.Span, $"No argument provided to the '{tag.Name}' tag for the asvar option.", "a name");
                    options = options with { Variable = compiler.Name(arguments[i++].Text) };
                    break;
                default:
                    throw TemplateCompiler.Error(option.Span, $"Unknown argument for '{tag.Name}' tag: '{option.Text}'.", "with, count, context, trimmed or asvar");
            }
        }

        return options;
    }

    private static CompileException NoTagsInside(TagNode tag, TemplateNode inside, string name) =>
        TemplateCompiler.Error(inside.Span, $"'{tag.Name}' doesn't allow other block tags (seen '{name}') inside it. Only text and variables can be translated: give the rest a name before, with 'with'.");

    internal sealed record Options(string TagName)
    {
        public (string Name, Expression Value)[] With { get; init; } = [];

        public (string Name, Expression Value)? Counter { get; init; }

        public Expression? Context { get; init; }

        public bool Trimmed { get; init; }

        public string? Variable { get; init; }
    }

    /// <summary>What is translated: the content with <c>%(name)s</c> in the place of its variables.</summary>
    internal sealed partial class Message(string id, HashSet<string> variables)
    {
        public string Id => id;

        public HashSet<string> Variables => variables;

        public static Message Read(TemplateCompiler compiler, TagNode tag, BlockBranch branch, bool trimmed)
        {
            var (builder, variables) = (new StringBuilder(), new HashSet<string>());
            foreach (var node in branch.Children)
            {
                switch (node)
                {
                    case TextNode or TagNode { IsClosed: false } or VariableNode { IsClosed: false }:
                        builder.Append(node.Span.Of(compiler.Tree.Text)).Replace("%", "%%", builder.Length - node.Span.Length, node.Span.Length);
                        break;
                    case VariableNode variable:
                        var name = variable.ContentSpan.Of(compiler.Tree.Text).Trim();
                        variables.Add(name);
                        builder.Append("%(").Append(name).Append(")s");
                        break;
                    default:
                        var inner = node switch { BlockNode block => block.Open, TagNode other => other, _ => null };
                        throw NoTagsInside(tag, inner ?? node, inner?.ContentSpan.Of(compiler.Tree.Text).Trim() ?? node.Span.Of(compiler.Tree.Text));
                }
            }

            var id = builder.ToString();
            return new(trimmed ? Breaks().Replace(id.Trim(), " ") : id, variables);
        }

        [GeneratedRegex(@"\s*\n\s*")]
        private static partial Regex Breaks();
    }
}
